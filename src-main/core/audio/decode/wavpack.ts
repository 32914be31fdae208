/** What the first WavPack block says of the whole file. */
export interface WavpackHead {
  readonly totalFrames: number | null;
  /** Significant bits of integer samples; null when the samples are floats. */
  readonly integerBits: number | null;
}

const unknownTotal = 0xffffffff;
const floatData = 0x80;

/** Reads a block header (WavPack 4 and 5 file format, 32 bytes). */
export function readWavpackHead(bytes: Uint8Array): WavpackHead {
  if (bytes.length < 32) return { totalFrames: null, integerBits: null };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const low = view.getUint32(12, true);
  const high = view.getUint8(11);
  const flags = view.getUint32(24, true);
  return {
    totalFrames: low === unknownTotal ? null : high * (2 ** 32 - 1) + low,
    integerBits: (flags & floatData) === 0 ? ((flags & 3) + 1) * 8 - ((flags >> 13) & 31) : null,
  };
}
