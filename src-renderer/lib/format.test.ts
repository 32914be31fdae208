import { expect, test } from "vitest";
import {
  formatBytes,
  formatClock,
  formatCount,
  formatCounted,
  formatDecibels,
  formatDuration,
  formatRating,
  formatRelativeDay,
  formatSpokenDuration,
} from "./format.ts";

test("lengths as a clock cut the rest of a second and never show 60", () => {
  expect(formatClock(0)).toBe("0:00");
  expect(formatClock(59.99)).toBe("0:59");
  expect(formatClock(242)).toBe("4:02");
  expect(formatClock(3789)).toBe("1:03:09");
  expect(formatClock(Number.NaN)).toBe("0:00");
  expect(formatClock(-3)).toBe("0:00");
});

test("sums of lengths carry over into the next unit", () => {
  expect(formatDuration(42)).toBe("42 s");
  expect(formatDuration(59.6)).toBe("1 min");
  expect(formatDuration(3599)).toBe("1 h");
  expect(formatDuration(6120)).toBe("1 h 42 min");
  expect(formatDuration(23_900_000)).toBe("276 days 14 h");
});

test("lengths are said with their units, none of them empty", () => {
  expect(formatSpokenDuration(62)).toBe("1 minute 2 seconds");
  expect(formatSpokenDuration(3600)).toBe("1 hour");
  expect(formatSpokenDuration(0)).toBe("0 seconds");
});

test("counts are grouped and agree with their noun", () => {
  expect(formatCount(100_412)).toBe("100,412");
  expect(formatCounted(1, "song", "songs")).toBe("1 song");
  expect(formatCounted(0, "song", "songs")).toBe("0 songs");
});

test("sizes never read 1,000 of a unit", () => {
  expect(formatBytes(999)).toBe("999 B");
  expect(formatBytes(999_950)).toBe("1 MB");
  expect(formatBytes(3_240_000)).toBe("3.2 MB");
});

test("days near now have names; the calendar decides, not 24 hours", () => {
  const justAfterMidnight = new Date(2026, 10, 21, 0, 5).getTime();
  const tenMinutesBefore = justAfterMidnight - 600_000;
  expect(formatRelativeDay(justAfterMidnight, justAfterMidnight)).toBe("Today");
  expect(formatRelativeDay(tenMinutesBefore, justAfterMidnight)).toBe("Yesterday");
  expect(formatRelativeDay(justAfterMidnight - 3 * 86_400_000, justAfterMidnight)).toBe(
    "3 days ago",
  );
  expect(formatRelativeDay(new Date(2024, 10, 12).getTime(), justAfterMidnight)).toMatch(/2024/u);
  // A clock set back after the play: a date, not "-2 days ago".
  expect(formatRelativeDay(justAfterMidnight + 2 * 86_400_000, justAfterMidnight)).toMatch(/23/u);
});

test("ratings count half stars; gains carry their sign", () => {
  expect(formatRating(null)).toBe("Not rated");
  expect(formatRating(2)).toBe("1 star");
  expect(formatRating(7)).toBe("3.5 stars");
  expect(formatDecibels(-7.25)).toBe("-7.25 dB");
  expect(formatDecibels(1)).toBe("+1.00 dB");
});
