import type { PcmChunk } from "#core/audio/pcm.ts";

/** Which samples a codec's wrapper divided by 2^(bits-1) - 1: libwavpack's the positive ones, libFLAC's all. */
export type ShortScale = "positive" | "all";

/**
 * Brings samples to v / 2^(bits-1), in place, as every other format here, so that the same sound gives the same floats bit
 * for bit.
 */
export function rescaledToHalfOpen(chunk: PcmChunk, bits: number, short: ShortScale): PcmChunk {
  const full = 2 ** (bits - 1);
  const from = short === "all" ? Number.NEGATIVE_INFINITY : 0;
  for (const samples of chunk)
    for (let index = 0; index < samples.length; index += 1) {
      const value = samples[index] ?? 0;
      if (value > from) samples[index] = Math.round(value * (full - 1)) / full;
    }
  return chunk;
}
