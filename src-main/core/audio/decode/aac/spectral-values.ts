import type { BitReader } from "#core/audio/decode/bit-reader.ts";

import { HuffmanReader } from "./huffman.ts";
import { spectralCodebooks } from "./huffman-codebooks.ts";

interface SpectralCodebook {
  readonly reader: HuffmanReader;
  /** By symbol: its 4 or 2 values, one after the other. */
  readonly values: Int8Array;
  readonly isSigned: boolean;
}

/** Digits, their base and what is taken off them. ISO/IEC 14496-3, table 4.A.1. */
const shapes: readonly (readonly [digits: number, base: number, offset: number])[] = [
  [4, 3, 1],
  [4, 3, 1],
  [4, 3, 0],
  [4, 3, 0],
  [2, 9, 4],
  [2, 9, 4],
  [2, 8, 0],
  [2, 8, 0],
  [2, 13, 0],
  [2, 13, 0],
  [2, 17, 0],
];

const codebooks: readonly SpectralCodebook[] = spectralCodebooks.map((codebook, index) => {
  const [digits, base, offset] = shapes[index] ?? [2, 1, 0];
  const values = new Int8Array(base ** digits * digits);
  for (let at = 0; at < values.length; at += 1) {
    const symbol = Math.floor(at / digits);
    const digit = digits - 1 - (at % digits);
    values[at] = (Math.floor(symbol / base ** digit) % base) - offset;
  }
  return { reader: new HuffmanReader(codebook), values, isSigned: offset > 0 };
});

const firstPairCodebook = 5;
const escapeCodebook = 11;
const escapeValue = 16;

/** Reads the quantised values of one band of one window, `from` to `to`, written in codebook 1 to 11. */
export function readSpectralValues(
  bits: BitReader,
  number: number,
  quantised: Int16Array,
  from: number,
  to: number,
): void {
  const codebook = codebooks[number - 1];
  if (codebook === undefined) throw new RangeError(`AAC has no codebook ${number}.`);
  const { reader, values, isSigned } = codebook;
  const digits = number < firstPairCodebook ? 4 : 2;
  for (let at = from; at < to; at += digits) {
    const symbol = reader.read(bits) * digits;
    for (let digit = 0; digit < digits; digit += 1) {
      const value = values[symbol + digit] ?? 0;
      quantised[at + digit] = !isSigned && value !== 0 && bits.read(1) === 1 ? -value : value;
    }
    if (number !== escapeCodebook) continue;
    for (let digit = 0; digit < 2; digit += 1) {
      const value = quantised[at + digit] ?? 0;
      if (value === escapeValue) quantised[at + digit] = readEscape(bits);
      else if (value === -escapeValue) quantised[at + digit] = -readEscape(bits);
    }
  }
}

/** A value of 16 to 8,191: as many ones as it has bits more than four, a zero, and the bits after its first. */
function readEscape(bits: BitReader): number {
  let width = 4;
  while (bits.read(1) === 1) {
    width += 1;
    if (width > 12) throw new RangeError("An AAC value is too large.");
  }
  return (1 << width) + bits.read(width);
}

/** |value| to the power of 4/3, up to the largest escape with all pulses on it. */
const powers = Float64Array.from({ length: 8192 + 64 }, (_, value) => value ** (4 / 3));

/** Undoes the quantiser for one band. ISO/IEC 14496-3, 4.6.1. */
export function dequantise(
  quantised: Int16Array,
  spectrum: Float64Array,
  from: number,
  to: number,
  gain: number,
): void {
  for (let at = from; at < to; at += 1) {
    const value = quantised[at] ?? 0;
    spectrum[at] = value < 0 ? -gain * (powers[-value] ?? 0) : gain * (powers[value] ?? 0);
  }
}
