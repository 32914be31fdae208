/** Whether so much time has passed without a key or click that the window is to be locked. */
export function isLockDue(idle: {
  readonly nowMs: number;
  readonly lastActivityMs: number;
  /** Null: never. */
  readonly lockAfterMin: number | null;
  readonly hasPassword: boolean;
}): boolean {
  // Without a password anybody could unlock: it would only be in the way.
  if (idle.lockAfterMin === null || !idle.hasPassword) return false;
  return idle.nowMs - idle.lastActivityMs >= idle.lockAfterMin * 60_000;
}
