/** What is known of a sound before its samples are. */
export interface PcmHeader {
  readonly sampleRateHz: number;
  readonly channels: number;
  /**
   * Sample frames in the whole sound as its container states them; null when it states nothing. Lossy formats may decode
   * to a few more or fewer.
   */
  readonly totalFrames: number | null;
}

/** One array per channel, all equally long, full scale -1 to 1, channels in WAV order (left, right, centre, LFE ...). */
export type PcmChunk = readonly Float32Array<ArrayBuffer>[];

/** Reads one file from its start to its end, a chunk at a time. Synchronous: it lives in a worker thread. */
export interface PcmDecoder {
  readonly header: PcmHeader;
  /** The next samples, never an empty chunk; null at the end. */
  next(): PcmChunk | null;
  close(): void;
}
