import { useEffect } from "react";
import { usePreference } from "#renderer/lib/preferences.ts";
import { useProfile } from "#renderer/lib/profile.ts";
import { lock } from "./auth.ts";
import { isLockDue } from "./lock-due.ts";

/** Windows of one browser share a session: activity in one keeps all open. A time, nothing else, is kept. */
const activityKey = "segue.active";
const checkEveryMs = 5000;
const noteEveryMs = 2000;
const signs = ["keydown", "pointerdown", "wheel"] as const;

/** Obeys `privacy.lockAfterMin`. A computer that slept through the time is locked as it wakes. */
export function useAutoLock(): void {
  const lockAfterMin = usePreference("privacy.lockAfterMin");
  const profile = useProfile();
  const hasPassword = profile?.hasPassword ?? false;
  const profileUuid = profile?.uuid ?? null;
  useEffect(() => {
    if (lockAfterMin === null || !hasPassword || profileUuid === null) return undefined;
    let isLocking = false;
    const now = Date.now();
    // Loaded after a log-in or a reload: the person is here.
    note(profileUuid, now);
    let notedMs = now;
    function onSign(): void {
      const nowMs = Date.now();
      if (profileUuid === null || nowMs - notedMs < noteEveryMs) return;
      // The first key after a sleep is not activity before it.
      check();
      notedMs = nowMs;
      if (!isLocking) note(profileUuid, nowMs);
    }
    function check(): void {
      const lastActivityMs = Math.max(notedMs, lastNoted(profileUuid));
      if (isLocking || !isLockDue({ nowMs: Date.now(), lastActivityMs, lockAfterMin, hasPassword }))
        return;
      isLocking = true;
      void lock().finally(() => {
        isLocking = false;
      });
    }
    const timer = setInterval(check, checkEveryMs);
    document.addEventListener("visibilitychange", check);
    for (const sign of signs) addEventListener(sign, onSign, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", check);
      for (const sign of signs) removeEventListener(sign, onSign, { capture: true });
    };
  }, [lockAfterMin, hasPassword, profileUuid]);
}

function note(profileUuid: string, timeMs: number): void {
  localStorage.setItem(activityKey, `${profileUuid} ${timeMs}`);
}

function lastNoted(profileUuid: string | null): number {
  const [of, timeMs] = (localStorage.getItem(activityKey) ?? "").split(" ");
  return of === profileUuid ? Number(timeMs) || 0 : 0;
}
