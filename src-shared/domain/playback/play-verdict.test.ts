import { expect, test } from "vitest";
import {
  continuesSession,
  type LeaveCause,
  playVerdict,
  sessionSilenceMs,
  withReport,
} from "./play-verdict.ts";

const person: readonly LeaveCause[] = ["next", "previous", "jump", "replaced", "removed"];
const others: readonly LeaveCause[] = ["ended", "stopped", "failed", "closed"];

/** Would catch: any slip at the edges of "half of it or four minutes, longer than 30 s". */
test.each([
  // heard, duration, generated, counts as played
  [100, 200, false, true],
  [99.9, 200, false, false],
  [240, 3600, false, true],
  [239.9, 3600, false, false],
  [30, 30, false, false],
  [15.5, 31, false, true],
  [300, 20, false, false],
  [15, 30, true, true],
  [14.9, 30, true, false],
  [4, 8, true, true],
  [0, 0, true, false],
  [0, 200, false, false],
  [10, 0, false, false],
])("%d s of %d s, generated: %s, counts: %s", (heardSec, durationSec, isGenerated, counts) => {
  const song = { heardSec, durationSec, isGenerated };
  for (const cause of person)
    expect(playVerdict({ ...song, cause }), cause).toBe(counts ? "played" : "skipped");
  for (const cause of others)
    expect(playVerdict({ ...song, cause }), cause).toBe(counts ? "played" : "partial");
});

/** Would catch: reports believed beyond the clock, reports that take heard seconds back, wrong start times. */
test("a report is capped by the clock, never lowers, and dates a play that waited", () => {
  const came = { startedAt: 1_000_000, heardSec: 0 };
  expect(withReport(came, 0, 1_005_000)).toEqual(came);
  expect(withReport(came, 5, 1_005_000)).toEqual({ startedAt: 1_000_000, heardSec: 5 });
  expect(withReport(came, 500, 1_005_000).heardSec).toBe(7);
  expect(withReport(came, 5, 9_000_000)).toEqual({ startedAt: 8_995_000, heardSec: 5 });
  const heard = withReport(came, 5, 1_005_000);
  expect(withReport(heard, 3, 1_010_000)).toEqual(heard);
  expect(withReport(heard, 8, 9_000_000)).toEqual({ startedAt: 1_000_000, heardSec: 8 });
  // The clock was set back an hour: what was heard still counts.
  expect(withReport(heard, 60, 1_000_000 - 3_600_000).heardSec).toBe(60);
});

test("a session goes on until it was silent for thirty minutes", () => {
  expect(continuesSession(1000, 1000 + sessionSilenceMs)).toBe(true);
  expect(continuesSession(1000, 1001 + sessionSilenceMs)).toBe(false);
  expect(continuesSession(5000, 1000)).toBe(true);
});
