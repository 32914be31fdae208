import { useEffect, useState } from "react";
import { AppError } from "#shared/errors/app-error.ts";

/** How long an answer says to wait, in milliseconds; null: it says nothing of the kind. */
export function waitOf(thrown: unknown): number | null {
  if (!(thrown instanceof AppError) || thrown.code !== "too_many_attempts") return null;
  const wait = thrown.details["retryAfterMs"];
  return typeof wait === "number" && wait > 0 ? wait : null;
}

/** `1 s`, `59 s`, `1 min 5 s`, `5 min`. A started second counts: at zero one may try again. */
export function formatWait(waitMs: number): string {
  const seconds = Math.max(0, Math.ceil(waitMs / 1000));
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** Milliseconds left until `untilMs`, counted down; 0 when it has come. */
export function useCountdown(untilMs: number | null): number {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (untilMs === null) return undefined;
    const tick = (): void => {
      setNow(Date.now());
      if (Date.now() >= untilMs) clearInterval(timer);
    };
    const timer = setInterval(tick, 250);
    tick();
    return () => clearInterval(timer);
  }, [untilMs]);
  return untilMs === null ? 0 : Math.max(0, untilMs - nowMs);
}
