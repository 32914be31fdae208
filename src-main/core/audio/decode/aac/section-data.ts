import type { BitReader } from "#core/audio/decode/bit-reader.ts";

import { HuffmanReader } from "./huffman.ts";
import { scaleFactorCodebook } from "./huffman-codebooks.ts";
import type { WindowInfo } from "./window-info.ts";

/** "Codebooks" that mean something else: nothing sent, noise, and copies of the left channel out of and in phase. */
export const zeroBand = 0;
export const noiseBand = 13;
export const intensityOutOfPhase = 14;
export const intensityInPhase = 15;

/** Bands of all groups at most: 8 groups of 15, more than the 51 of a long window. */
export const maxBands = 128;

export function isIntensity(codebook: number): boolean {
  return codebook === intensityInPhase || codebook === intensityOutOfPhase;
}

/** `section_data`: which codebook each band is written in, group after group. */
export function readCodebooks(bits: BitReader, info: WindowInfo, codebooks: Uint8Array): void {
  const lengthBits = info.isShort ? 3 : 5;
  const more = (1 << lengthBits) - 1;
  let at = 0;
  for (let group = 1; group <= info.groupLengths.length; group += 1) {
    const groupEnd = group * info.bandCount;
    while (at < groupEnd) {
      const codebook = bits.read(4);
      if (codebook === 12) throw new RangeError("AAC has no codebook 12.");
      let length = 0;
      let part = more;
      while (part === more && length <= maxBands) {
        part = bits.read(lengthBits);
        length += part;
      }
      // Sections of no length are allowed; past the end of the packet they would never end.
      if (at + length > groupEnd || bits.overrun)
        throw new RangeError("An AAC frame's sections do not fit its bands.");
      codebooks.fill(codebook, at, at + length);
      at += length;
    }
  }
}

const factorReader = new HuffmanReader(scaleFactorCodebook);
const noDifference = 60;

/**
 * `scale_factor_data`: the gain of each band as a factor. A spectral band's is 2^((factor - 100) / 4), a noise band's the
 * root of its energy, an intensity band's the right channel's share of the left. ISO/IEC 14496-3, 4.6.2, 4.6.8.2 and 4.6.13.
 */
export function readGains(
  bits: BitReader,
  info: WindowInfo,
  globalGain: number,
  codebooks: Uint8Array,
  gains: Float64Array,
): void {
  let factor = globalGain;
  let noise = globalGain - 90;
  let position = 0;
  let isFirstNoise = true;
  const count = info.groupLengths.length * info.bandCount;
  for (let band = 0; band < count; band += 1) {
    const codebook = codebooks[band] ?? zeroBand;
    if (codebook === zeroBand) {
      gains[band] = 0;
    } else if (codebook === noiseBand) {
      noise += isFirstNoise ? bits.read(9) - 256 : factorReader.read(bits) - noDifference;
      isFirstNoise = false;
      gains[band] = 2 ** (Math.min(155, Math.max(-100, noise)) / 4);
    } else if (isIntensity(codebook)) {
      position += factorReader.read(bits) - noDifference;
      gains[band] = 2 ** (-Math.min(100, Math.max(-155, position)) / 4);
    } else {
      factor += factorReader.read(bits) - noDifference;
      if (factor < 0 || factor > 255)
        throw new RangeError("An AAC scale factor is out of its range.");
      gains[band] = 2 ** ((factor - 100) / 4);
    }
  }
}
