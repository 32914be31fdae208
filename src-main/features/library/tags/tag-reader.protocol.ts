import type { AudioFileResult } from "#shared/domain/library/audio-file-facts.ts";

/** What the pool sends a worker. */
export interface BatchOrder {
  readonly batchId: number;
  /** Batches of one call of `read`: among them a cover's bytes are sent once a worker. */
  readonly readId: number;
  readonly paths: readonly string[];
}

/** Tells an idle worker to end by itself, which frees its memory in order; `terminate` is for those that hang. */
export const closeOrder = "close";

/** What a worker sends back: one result a path, in the same order. */
export interface BatchAnswer {
  readonly batchId: number;
  readonly results: readonly AudioFileResult[];
}

export interface TagWorkerData {
  /** Three Int32: {@link progressBatch}, {@link progressIndex}, {@link progressSteps}. */
  readonly progress: SharedArrayBuffer;
}

/** The batch being read. */
export const progressBatch = 0;
/** Index in the batch of the file being read. */
export const progressIndex = 1;
/** Grows with every file: standing still while there is work means that the worker hangs. */
export const progressSteps = 2;
