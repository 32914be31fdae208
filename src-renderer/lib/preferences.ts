import { create } from "zustand";
import type { ChannelOutput } from "#shared/contract/index.ts";
import { onEvent, onReconnect, request } from "./bridge.ts";
import { showError } from "./toasts.ts";

export type Preferences = ChannelOutput<"users.getPreferences">["preferences"];
export type PreferenceKey = keyof Preferences;

const useStore = create<{ preferences: Preferences | null }>(() => ({ preferences: null }));
const listeners = new Set<(preferences: Preferences) => void>();
/** Answers that a newer change has overtaken are not shown. */
let newest = 0;

/** Asks for the profile's preferences and follows them, whichever window changes them. @returns what stops following */
export async function startPreferences(): Promise<() => void> {
  await load();
  const again = (): void => void load().catch(showError);
  const stops = [onEvent("preferences.changed", again), onReconnect(again)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** One preference, by its key. Null before they are known, which no page with content sees. */
export function usePreference<Key extends PreferenceKey>(key: Key): Preferences[Key] | null {
  return useStore((state) => state.preferences?.[key] ?? null);
}

/** For code outside of components. */
export function preferenceNow<Key extends PreferenceKey>(key: Key): Preferences[Key] | null {
  return useStore.getState().preferences?.[key] ?? null;
}

/** Calls back at once, if they are known, and whenever they may have changed. */
export function onPreferences(listener: (preferences: Preferences) => void): () => void {
  const { preferences } = useStore.getState();
  if (preferences !== null) listener(preferences);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shown at once; taken back with a sentence where main refuses. It is a change like any other and can be undone. */
export function setPreference<Key extends PreferenceKey>(key: Key, value: Preferences[Key]): void {
  const former = useStore.getState().preferences;
  if (former === null) return;
  const mine = ++newest;
  show({ ...former, [key]: value });
  request("users.updatePreferences", {
    changes: { [key]: value },
  }).then(
    ({ preferences }) => {
      if (mine === newest) show(preferences);
    },
    (thrown: unknown) => {
      showError(thrown);
      if (mine === newest) show(former);
    },
  );
}

async function load(): Promise<void> {
  const mine = ++newest;
  const { preferences } = await request("users.getPreferences", {});
  if (mine === newest) show(preferences);
}

function show(preferences: Preferences): void {
  useStore.setState({ preferences });
  for (const listener of listeners) listener(preferences);
}
