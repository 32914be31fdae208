import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeardMeter } from "./heard-meter.ts";

type Step =
  | { kind: "play"; ms: number }
  | { kind: "stall"; ms: number }
  | { kind: "pause"; ms: number }
  | { kind: "seek"; to: number };

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("play" as const), ms: fc.integer({ min: 0, max: 30_000 }) }),
  fc.record({ kind: fc.constant("stall" as const), ms: fc.integer({ min: 0, max: 30_000 }) }),
  fc.record({ kind: fc.constant("pause" as const), ms: fc.integer({ min: 0, max: 30_000 }) }),
  fc.record({ kind: fc.constant("seek" as const), to: fc.integer({ min: 0, max: 600 }) }),
);

/** Plays the steps on a perfect element; answers the meter's total and the truth. */
function perform(steps: readonly Step[]) {
  const meter = new HeardMeter();
  let positionSec = 0;
  let clockMs = 1_000;
  let playedMs = 0;
  for (const step of steps) {
    switch (step.kind) {
      case "play":
        meter.start(positionSec, clockMs);
        positionSec += step.ms / 1000;
        clockMs += step.ms;
        playedMs += step.ms;
        meter.sample(positionSec, clockMs);
        break;
      case "stall":
        meter.sample(positionSec, clockMs);
        clockMs += step.ms;
        meter.sample(positionSec, clockMs);
        break;
      case "pause":
        meter.stop(positionSec, clockMs);
        clockMs += step.ms;
        break;
      case "seek":
        meter.seek(positionSec, step.to, clockMs);
        positionSec = step.to;
        break;
    }
  }
  return { heardSec: meter.heardSec, playedSec: playedMs / 1000 };
}

describe("HeardMeter", () => {
  // Catches a seek, a pause or a stall that counts as hearing, and playing that does not.
  it("counts exactly the time played, whatever is sought, paused or stalled between", () => {
    fc.assert(
      fc.property(fc.array(stepArbitrary, { maxLength: 40 }), (steps) => {
        const { heardSec, playedSec } = perform(steps);
        expect(heardSec).toBeCloseTo(playedSec, 6);
      }),
    );
  });

  // Catches a total above the clock when an element's position jumps by itself (a wrong duration, a re-buffer).
  it("never exceeds the clock and never falls, for any positions an element may report", () => {
    const callArbitrary = fc.record({
      call: fc.constantFrom("start", "sample", "stop", "seek"),
      positionSec: fc.double({ min: 0, max: 1e5, noNaN: true }),
      toSec: fc.double({ min: 0, max: 1e5, noNaN: true }),
      waitMs: fc.integer({ min: 0, max: 60_000 }),
    });
    fc.assert(
      fc.property(fc.array(callArbitrary, { maxLength: 60 }), (calls) => {
        const meter = new HeardMeter();
        let clockMs = 0;
        let before = 0;
        for (const { call, positionSec, toSec, waitMs } of calls) {
          clockMs += waitMs;
          if (call === "start") meter.start(positionSec, clockMs);
          else if (call === "sample") meter.sample(positionSec, clockMs);
          else if (call === "stop") meter.stop(positionSec, clockMs);
          else meter.seek(positionSec, toSec, clockMs);
          expect(meter.heardSec).toBeGreaterThanOrEqual(before);
          expect(meter.heardSec).toBeLessThanOrEqual(clockMs / 1000 + 1e-6);
          before = meter.heardSec;
        }
      }),
    );
  });

  // Catches half a second lost in four minutes to a clock of whole milliseconds.
  it("loses nothing to rounding over many small steps", () => {
    const meter = new HeardMeter();
    meter.start(0, 0);
    for (let step = 1; step <= 960; step += 1)
      meter.sample(step * 0.2503, Math.floor(step * 250.3) + (step % 2));
    expect(meter.heardSec).toBeGreaterThan(960 * 0.2503 - 0.01);
  });

  it("counts a passage that is heard twice, twice", () => {
    const meter = new HeardMeter();
    meter.start(0, 0);
    meter.seek(60, 30, 60_000);
    meter.stop(60, 90_000);
    expect(meter.heardSec).toBe(90);
  });

  it("goes on from what a reloaded window had heard, and starts anew for another song", () => {
    const meter = new HeardMeter(100);
    meter.start(100, 0);
    meter.stop(110, 10_000);
    expect(meter.heardSec).toBe(110);
    meter.reset();
    expect(meter.heardSec).toBe(0);
    expect(meter.isRunning).toBe(false);
  });
});
