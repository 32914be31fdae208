import { localDay } from "#shared/domain/playback/history-groups.ts";
import { formatClock, formatDayHeading, formatTimeAtOffset } from "#renderer/lib/format.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";

const dayMs = 86_400_000;

/** `Today`, `Yesterday`, else the date, with its year when that is not this one. */
export function dayHeading(day: string, nowMs: number): string {
  const offsetMin = -new Date(nowMs).getTimezoneOffset();
  const today = localDay(nowMs, offsetMin);
  if (day === today) return playbackTexts.history.today;
  if (day === localDay(nowMs - dayMs, offsetMin)) return playbackTexts.history.yesterday;
  return formatDayHeading(day, day.slice(0, 4) !== today.slice(0, 4));
}

/** `20:14` where the song was played. */
export function timeOf(timeMs: number, utcOffsetMin: number): string {
  return formatTimeAtOffset(timeMs, utcOffsetMin);
}

/** `3:12 of 4:02`. Rounded, so that a song heard to its end says so: a hand-over costs some milliseconds. */
export function heardOf(heardSec: number, durationSec: number): string {
  const shownSec =
    heardSec > durationSec ? heardSec : Math.min(Math.round(heardSec), Math.floor(durationSec));
  return playbackTexts.history.heardOf(formatClock(shownSec), formatClock(durationSec));
}
