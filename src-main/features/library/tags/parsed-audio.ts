import type { StreamFacts } from "#shared/domain/library/audio-file-facts.ts";
import type { TagMap } from "#shared/domain/library/tag-map.ts";

/** A byte range of the file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The picture candidates of a file; the front cover wins over the first. */
export interface PictureCandidate {
  /** ID3's picture type: 3 is the front cover. */
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** What a container parser (or TagLib) makes of a file. */
export interface ParsedAudio {
  readonly tags: TagMap;
  readonly pictures: readonly PictureCandidate[];
  readonly stream: StreamFacts;
  /** The encoded audio without tags and container headers. */
  readonly payload: ByteRange;
  /** How the payload's bytes are hashed: Ogg pages carry numbers and checksums that retagging changes. */
  readonly payloadKind: "bytes" | "ogg-pages";
  /** The file tells how much audio there should be, and more than a twentieth of it is not there. */
  readonly isTruncated: boolean;
}

/** Whether so much is missing that the file counts as cut. Some encoders' totals are a little off. */
export function isCutShort(present: number, declared: number): boolean {
  return present < declared * 0.95;
}

/** Average bit rate in kbit/s, rounded to a tenth; null for an empty stream. */
export function averageBitrateKbps(payloadBytes: number, durationSec: number): number | null {
  if (!(durationSec > 0) || payloadBytes <= 0) return null;
  return Math.round((payloadBytes * 8) / durationSec / 100) / 10;
}

/** The front cover, else the first picture. */
export function choosePicture(pictures: readonly PictureCandidate[]): Uint8Array | null {
  const front = pictures.find((picture) => picture.type === 3) ?? pictures[0];
  return front?.bytes ?? null;
}
