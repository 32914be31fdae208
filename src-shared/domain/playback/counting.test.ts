import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secondsToCount } from "./counting.ts";
import { playVerdict } from "./play-verdict.ts";

describe("secondsToCount", () => {
  // Catches a "counts in" figure that promises a play which the verdict then denies, or the other way round.
  it("names the very second from which the verdict is played", () => {
    const seconds = fc.double({ min: 0.1, max: 4000, noNaN: true });
    fc.assert(
      fc.property(seconds, seconds, fc.boolean(), (durationSec, heardSec, isGenerated) => {
        const needed = secondsToCount(durationSec, isGenerated);
        const verdict = playVerdict({ heardSec, durationSec, isGenerated, cause: "next" });
        expect(verdict).toBe(needed !== null && heardSec >= needed ? "played" : "skipped");
      }),
    );
  });
});
