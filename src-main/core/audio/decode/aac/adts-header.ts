import { sampleRatesHz } from "./band-tables.ts";

/** The header that stands before every frame of a raw AAC stream. ISO/IEC 14496-3, 1.A.2.2. */
export interface AdtsHeader {
  /** 2 for AAC-LC. */
  readonly kind: number;
  readonly rateIndex: number;
  readonly sampleRateHz: number;
  readonly channelConfiguration: number;
  /** Header and sound. */
  readonly lengthBytes: number;
  /** Of the header alone, with its checksum and table of blocks. */
  readonly headerBytes: number;
  readonly blocks: number;
  readonly hasChecksum: boolean;
}

export const shortestHeaderBytes = 7;

/** Null where there is no header. */
export function readAdtsHeader(bytes: Uint8Array, at: number): AdtsHeader | null {
  if (at + shortestHeaderBytes > bytes.length) return null;
  const byte = (offset: number): number => bytes[at + offset] ?? 0;
  if (byte(0) !== 0xff || (byte(1) & 0xf6) !== 0xf0) return null;
  const rateIndex = (byte(2) >> 2) & 15;
  const sampleRateHz = sampleRatesHz[rateIndex];
  if (sampleRateHz === undefined) return null;
  const hasChecksum = (byte(1) & 1) === 0;
  const blocks = (byte(6) & 3) + 1;
  const header: AdtsHeader = {
    kind: (byte(2) >> 6) + 1,
    rateIndex,
    sampleRateHz,
    channelConfiguration: ((byte(2) & 1) << 2) | (byte(3) >> 6),
    lengthBytes: ((byte(3) & 3) << 11) | (byte(4) << 3) | (byte(5) >> 5),
    // With a checksum, the places of the further blocks come first.
    headerBytes: shortestHeaderBytes + (hasChecksum ? 2 * blocks : 0),
    blocks,
    hasChecksum,
  };
  return header.lengthBytes > header.headerBytes ? header : null;
}
