import { describe, expect, test } from "vitest";

import { BitReader } from "#core/audio/decode/bit-reader.ts";

import { readAudioSpecificConfig } from "./audio-specific-config.ts";
import { bandTable } from "./band-tables.ts";
import { readProgramConfig } from "./channel-layout.ts";
import { Dct4 } from "./dct4.ts";
import { scaleFactorCodebook, spectralCodebooks } from "./huffman-codebooks.ts";
import { addPulses, readPulses } from "./pulses.ts";
import { longRises, shortRises } from "./windows.ts";

/** The bytes of fields that are written [value, bits] one after the other. */
function bytesOf(...fields: readonly (readonly [value: number, bits: number])[]): Uint8Array {
  const text = fields.map(([value, bits]) => value.toString(2).padStart(bits, "0")).join("");
  const bytes = text.match(/.{1,8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
}

describe("AudioSpecificConfig", () => {
  test("plain AAC-LC, 44.1 kHz stereo", () => {
    expect(readAudioSpecificConfig(bytesOf([2, 5], [4, 4], [2, 4], [0, 3]))).toEqual({
      rateIndex: 4,
      sampleRateHz: 44100,
      order: [0, 1],
    });
  });

  // Catches: claiming the doubled rate for a core that is decoded at half of it, which halves the song's length.
  test.each([5, 29])("HE-AAC (type %i) states the rate of its core", (kind) => {
    const bytes = bytesOf([kind, 5], [7, 4], [1, 4], [4, 4], [2, 5], [0, 3]);
    expect(readAudioSpecificConfig(bytes)).toEqual({
      rateIndex: 7,
      sampleRateHz: 22050,
      order: [0],
    });
  });

  // Catches: bands of the wrong row for a rate that is written out.
  test("a rate of one's own takes the nearest tables", () => {
    const bytes = bytesOf([2, 5], [15, 4], [44000, 24], [6, 4], [0, 3]);
    expect(readAudioSpecificConfig(bytes)).toMatchObject({ rateIndex: 4, sampleRateHz: 44000 });
  });

  test.each([
    ["AAC Main", [1, 5]],
    ["AAC-ELD", [(31 << 6) | 7, 11]],
  ] as const)("%s is said not to be supported", (name, kind) => {
    expect(readAudioSpecificConfig(bytesOf(kind, [4, 4], [2, 4], [0, 3]))).toContain(name);
  });

  test("an empty one is damage", () => {
    expect(() => readAudioSpecificConfig(new Uint8Array())).toThrow(RangeError);
  });
});

describe("program configuration", () => {
  // Catches: surround channels in the places of front ones.
  test("puts 5.1 into WAV's order", () => {
    const counts = [2, 0, 1, 1, 0, 0] as const;
    const widths = [4, 4, 4, 2, 3, 4] as const;
    const fields = counts.map((count, index) => [count, widths[index] ?? 0] as const);
    const noMixdown = [0, 3] as const;
    // Centre, front pair, back pair, LFE; then up to the byte, and a comment of no length.
    const elements = [
      [0, 5],
      [16, 5],
      [17, 5],
      [0, 4],
    ] as const;
    const bytes = bytesOf([0, 6], ...fields, noMixdown, ...elements, [0, 3 + 8]);
    expect(readProgramConfig(new BitReader(bytes))).toEqual([1, 2, 0, 5, 3, 4]);
  });
});

describe("tables", () => {
  // Catches: a slip in a table: a code that is missing, a symbol twice, bands that do not fill the spectrum.
  test("codebooks are complete and name every symbol once", () => {
    for (const { codesOfLength, symbols } of [scaleFactorCodebook, ...spectralCodebooks]) {
      expect(codesOfLength.reduce((sum, count, index) => sum + count / 2 ** (index + 1), 0)).toBe(
        1,
      );
      expect(symbols.toSorted((a, b) => a - b)).toEqual(symbols.map((_, index) => index));
    }
  });

  test("bands rise to the end of the spectrum", () => {
    for (let rateIndex = 0; rateIndex <= 12; rateIndex += 1)
      for (const isShort of [false, true]) {
        const { offsets } = bandTable(rateIndex, isShort);
        expect(offsets.at(-1)).toBe(isShort ? 128 : 1024);
        expect(
          offsets.every((offset, index) => index === 0 || offset > (offsets[index - 1] ?? 0)),
        ).toBe(true);
      }
    expect(() => bandTable(13, false)).toThrow(RangeError);
  });

  // Catches: windows that do not add up to one where frames overlap (the condition of Princen and Bradley).
  test.each([longRises.sine, longRises.kaiserBessel, shortRises.sine, shortRises.kaiserBessel])(
    "windows add up to one",
    (rise) => {
      rise.forEach((value, index) => {
        const mirrored = rise[rise.length - 1 - index] ?? 0;
        expect(value * value + mirrored * mirrored).toBeCloseTo(1, 12);
      });
    },
  );
});

describe("Dct4", () => {
  // Catches: a fast transform that is not the transform.
  test.each([8, 128, 1024])("of size %i is the sum it stands for", (size) => {
    const input = Float64Array.from({ length: size }, (_, index) => Math.sin(index * index + 1));
    const output = new Float64Array(size);
    new Dct4(size, 0.5).transform(input, 0, output);
    const step = Math.max(1, size / 64);
    for (let n = 0; n < size; n += step) {
      let sum = 0;
      input.forEach((value, k) => {
        sum += value * Math.cos((Math.PI / size) * (n + 0.5) * (k + 0.5));
      });
      expect(output[n]).toBeCloseTo(sum / 2, 9);
    }
  });
});

describe("pulses", () => {
  const info = {
    sequence: 0,
    shape: 0,
    isShort: false,
    groupLengths: [1],
    bandCount: 49,
    bands: bandTable(4, false),
  };

  // Catches: pulses on wrong lines or with the wrong sign. No encoder at hand writes them.
  test("are put back where they were taken off", () => {
    // Present, two of them, from band 3 (line 12); 5 on: +7; 2 further: +4.
    const bits = new BitReader(bytesOf([1, 1], [1, 2], [3, 6], [5, 5], [7, 4], [2, 5], [4, 4]));
    const quantised = new Int16Array(1024);
    quantised[17] = 3;
    quantised[19] = -2;
    addPulses(readPulses(bits, info), quantised);
    expect([...quantised.subarray(16, 21)]).toEqual([0, 10, 0, -6, 0]);
  });

  test("beyond the spectrum are damage", () => {
    const bits = new BitReader(bytesOf([1, 1], [0, 2], [63, 6], [5, 5], [7, 4]));
    expect(() => readPulses(bits, info)).toThrow(RangeError);
  });
});
