import { create } from "zustand";
import type { AuthState } from "#shared/contract/index.ts";
import { onEvent, onLoggedOut, onReconnect, request } from "#renderer/lib/bridge.ts";
import { startPreferences } from "#renderer/lib/preferences.ts";
import { setProfile } from "#renderer/lib/profile.ts";
import { clearToasts, showError } from "#renderer/lib/toasts.ts";
import { throttle } from "#renderer/lib/use-resource.ts";

interface Auth {
  /** `leaving`: the window changes hands; nothing is shown until it has loaded anew. */
  readonly phase: "asking" | "known" | "failed" | "leaving";
  readonly state: AuthState | null;
  readonly error: unknown;
  /** The profiles are shown though the window still is somebody's. */
  readonly isChoosing: boolean;
}

const useStore = create<Auth>(() => ({
  phase: "asking",
  state: null,
  error: null,
  isChoosing: false,
}));

export function useAuth(): Auth {
  return useStore();
}

/** Where the locked profile was, so that unlocking goes on there. Forgotten as soon as anybody comes in. */
const placeKey = "segue.place";
const askAtMostEveryMs = 250;
let newest = 0;

/**
 * Asks whose window this is and goes on asking whenever that may have changed. A page belongs to one profile for its whole
 * life: when it changes hands, it loads anew, so that nothing of the former stays in any store.
 */
export function startAuth(): () => void {
  const asking = throttle(() => void ask(), askAtMostEveryMs);
  asking.call();
  const stops = [
    onEvent("auth.changed", asking.call),
    onLoggedOut(asking.call),
    onReconnect(asking.call),
    asking.cancel,
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

export async function ask(): Promise<void> {
  const mine = ++newest;
  try {
    const state = await request("auth.getState", {});
    if (mine !== newest || useStore.getState().phase === "leaving") return;
    const former = useStore.getState().state;
    if (former !== null && holderOf(former) !== holderOf(state)) leave(state);
    else await show(state, former === null);
  } catch (error) {
    if (mine !== newest || useStore.getState().phase === "leaving") return;
    // Main was lost for a moment: what is shown stays, and it is asked again when it is back.
    if (useStore.getState().state === null) useStore.setState({ phase: "failed", error });
  }
}

/** Chooses a profile for this window. @throws AppError `login_failed`, `too_many_attempts` */
export async function logIn(username: string, password: string | null): Promise<void> {
  await request("auth.login", { username, password });
  await ask();
  stopChoosing();
}

/** Shows the profiles; the present one goes on until another is chosen. */
export function chooseProfile(): void {
  clearToasts();
  useStore.setState({ isChoosing: true });
}

export function stopChoosing(): void {
  useStore.setState({ isChoosing: false });
}

/** Ends this window's session and shows the profiles. */
export async function logOut(): Promise<void> {
  await endWith(() => request("auth.logout", {}));
}

/** Keeps the session, and lets nobody in without the password. */
export async function lock(): Promise<void> {
  await endWith(() => request("auth.lock", {}));
}

async function endWith(end: () => Promise<unknown>): Promise<void> {
  try {
    await end();
    await ask();
  } catch (error) {
    showError(error);
  }
}

let isFollowing = false;

async function show(state: AuthState, isFirst: boolean): Promise<void> {
  setProfile(state.profile);
  if (state.profile !== null && !isFollowing) {
    isFollowing = true;
    try {
      await startPreferences();
    } catch (error) {
      isFollowing = false;
      throw error;
    }
  }
  if (state.profile !== null && isFirst) returnToPlace(state.profile.uuid);
  useStore.setState({ phase: "known", state, error: null });
}

/** Whose the page is, or is locked for. */
function holderOf({ profile, lockedProfile }: AuthState): string | null {
  if (profile !== null) return profile.uuid;
  return lockedProfile === null ? null : `locked ${lockedProfile.uuid}`;
}

function leave(next: AuthState): void {
  const former = useStore.getState().state?.profile ?? null;
  const isLocked = former !== null && next.lockedProfile?.uuid === former.uuid;
  if (isLocked)
    sessionStorage.setItem(placeKey, JSON.stringify({ of: former.uuid, hash: location.hash }));
  else if (former !== null) sessionStorage.removeItem(placeKey);
  // Nothing is drawn and nothing sounds from here on, then the page goes.
  useStore.setState({ phase: "leaving", state: null });
  history.replaceState(null, "", "#/");
  setTimeout(() => location.reload(), 0);
}

function returnToPlace(profileUuid: string): void {
  const kept = sessionStorage.getItem(placeKey);
  sessionStorage.removeItem(placeKey);
  if (kept === null) return;
  const place: unknown = JSON.parse(kept);
  if (typeof place !== "object" || place === null) return;
  if (!("of" in place) || !("hash" in place) || place.of !== profileUuid) return;
  if (typeof place.hash === "string") history.replaceState(null, "", place.hash || "#/");
}
