import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePeaks, encodePeaks, peaksToBars } from "./peaks-format.ts";

const columnsArbitrary = fc.array(
  fc.tuple(fc.integer({ min: -127, max: 127 }), fc.integer({ min: -127, max: 127 })),
  { maxLength: 400 },
);

function peaksOf(columns: readonly (readonly [number, number])[]) {
  return {
    low: Float32Array.from(columns, ([low]) => low / 127),
    high: Float32Array.from(columns, ([, high]) => high / 127),
  };
}

describe("peaks format", () => {
  // Catches a swapped byte order, an off-by-one header and columns read in the wrong order.
  it("reads back what it wrote, also from the middle of a larger buffer", () => {
    fc.assert(
      fc.property(columnsArbitrary, fc.nat({ max: 16 }), (columns, padding) => {
        const peaks = peaksOf(columns);
        const bytes = encodePeaks(peaks);
        const larger = new Uint8Array(bytes.length + padding);
        larger.set(bytes, padding);
        expect(decodePeaks(larger.subarray(padding))).toEqual(peaks);
      }),
    );
  });

  it("writes the header that its docstring promises", () => {
    const bytes = encodePeaks({ low: new Float32Array(258), high: new Float32Array(258).fill(1) });
    expect([...bytes.subarray(0, 9)]).toEqual([0x53, 0x47, 0x50, 0x4b, 1, 2, 1, 0, 127]);
    expect(bytes.length).toBe(7 + 2 * 258);
  });

  // Catches a reader that throws (or draws noise) on an error page, a newer version or a truncated answer.
  it("answers null for anything else", () => {
    const good = encodePeaks(peaksOf([[-5, 5]]));
    const newer = good.slice();
    newer[4] = 2;
    expect(decodePeaks(newer)).toBeNull();
    expect(decodePeaks(good.subarray(0, good.length - 1))).toBeNull();
    expect(decodePeaks(new Uint8Array())).toBeNull();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => void decodePeaks(noise)));
  });

  it("clips samples beyond full scale and refuses unequal arrays", () => {
    const peaks = decodePeaks(
      encodePeaks({ low: Float32Array.of(-3), high: Float32Array.of(Number.NaN) }),
    );
    expect(peaks?.low[0]).toBe(-1);
    expect(peaks?.high[0]).toBe(0);
    expect(() => encodePeaks({ low: new Float32Array(1), high: new Float32Array(2) })).toThrow(
      RangeError,
    );
  });

  // Catches bars that skip columns (a loud moment lost) and heights outside 0 to 1.
  it("draws the loudest moment of the song at full height, whatever the width", () => {
    fc.assert(
      fc.property(columnsArbitrary, fc.integer({ min: 1, max: 900 }), (columns, bars) => {
        const heights = peaksToBars(peaksOf(columns), bars);
        expect(heights.length).toBe(bars);
        const isLoud = columns.some(([low, high]) => low < 0 || high > 0);
        expect(Math.max(...heights)).toBeCloseTo(isLoud ? 1 : 0);
        expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
