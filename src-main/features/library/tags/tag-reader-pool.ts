import { availableParallelism } from "node:os";
import { spawnWorker } from "#core/workers/spawn-worker.ts";
import type { AudioFileProblem, AudioFileResult } from "#shared/domain/library/audio-file-facts.ts";
import { AppError } from "#shared/errors/app-error.ts";
import {
  type SpawnTagWorker,
  TagReaderWorkerSlot,
  type WorkerEnd,
} from "./tag-reader-worker-slot.ts";
import type { BatchAnswer, BatchOrder } from "./tag-reader.protocol.ts";

export interface TagReaderPoolOptions {
  /** Worker threads; by default one a core, 1 to 4. */
  readonly size?: number;
  /** Files a message; small enough for a lively progress bar, large enough that messages cost nothing. */
  readonly batchSize?: number;
  /** How long one file may take before its worker is ended and the file reported. */
  readonly hangLimitMs?: number;
  readonly clock?: () => number;
  readonly spawn?: SpawnTagWorker;
}

interface PendingBatch {
  order: BatchOrder;
  /** Problems of files taken out of the batch because a worker hung or died on them. */
  readonly problems: AudioFileProblem[];
  readonly finish: (results: readonly AudioFileResult[]) => void;
  readonly fail: (error: unknown) => void;
}

/** A worker never waits for the next batch while there is one. */
const batchesPerWorker = 2;
const allowedFailedStarts = 3;

/**
 * Reads files' tags in worker threads. Results come in batches, in the order in which they are ready. A worker that dies or
 * hangs is replaced; the file it was at becomes a problem and the rest of its batch goes on.
 */
export class TagReaderPool {
  readonly size: number;
  readonly #batchSize: number;
  readonly #hangLimitMs: number;
  readonly #clock: () => number;
  readonly #spawn: SpawnTagWorker;
  readonly #slots: TagReaderWorkerSlot[] = [];
  readonly #waiting: PendingBatch[] = [];
  readonly #sent = new Map<number, PendingBatch>();
  #lastBatchId = 0;
  #lastReadId = 0;
  #failedStarts = 0;
  #watch: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: TagReaderPoolOptions = {}) {
    this.size = options.size ?? Math.min(4, Math.max(1, availableParallelism()));
    this.#batchSize = options.batchSize ?? 64;
    this.#hangLimitMs = options.hangLimitMs ?? 20_000;
    this.#clock = options.clock ?? (() => performance.now());
    this.#spawn =
      options.spawn ??
      ((workerData) => spawnWorker(import.meta.url, "./tag-reader.worker.ts", { workerData }));
  }

  /**
   * Reads all files of a list or stream. At most two batches a worker are under way or waiting to be taken, so a slow consumer
   * slows the reading. Throws `AppError("cancelled")` when the signal is aborted.
   *
   * A cover's `bytes` are null when an earlier result of the same call brought the same picture.
   */
  async *read(
    files: Iterable<{ readonly path: string }> | AsyncIterable<{ readonly path: string }>,
    signal?: AbortSignal,
  ): AsyncGenerator<readonly AudioFileResult[], void, undefined> {
    const batches = inBatches(files, this.#batchSize)[Symbol.asyncIterator]();
    const underWay = new Set<Promise<readonly AudioFileResult[]>>();
    const cancelled = cancellation(signal);
    const readId = ++this.#lastReadId;
    let isExhausted = false;
    try {
      for (;;) {
        while (!isExhausted && underWay.size < this.size * batchesPerWorker) {
          const next = await Promise.race([batches.next(), cancelled.promise]);
          if (next.done === true) isExhausted = true;
          else underWay.add(this.#submit(readId, next.value));
        }
        if (underWay.size === 0) return;
        const ready = await Promise.race([
          ...[...underWay].map(async (batch) => ({ batch, results: await batch })),
          cancelled.promise,
        ]);
        underWay.delete(ready.batch);
        yield ready.results;
      }
    } finally {
      cancelled.dispose();
      // What is still under way is nobody's any more: it is a few batches, and their answers are dropped.
      for (const batch of underWay) batch.catch(() => undefined);
      await batches.return?.(undefined);
    }
  }

  /** Ends all workers. Batches under way fail with `cancelled`. */
  close(): void {
    this.#isClosed = true;
    if (this.#watch !== null) clearInterval(this.#watch);
    this.#watch = null;
    for (const slot of this.#slots.splice(0)) slot.close();
    this.#failAll(new AppError("cancelled", "Reading was stopped."));
  }

  #submit(readId: number, paths: readonly string[]): Promise<readonly AudioFileResult[]> {
    return new Promise((finish, fail) => {
      if (this.#isClosed) {
        fail(new AppError("cancelled", "Reading was stopped."));
        return;
      }
      const order = { batchId: ++this.#lastBatchId, readId, paths };
      this.#waiting.push({ order, problems: [], finish, fail });
      this.#dispatch();
    });
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const slot = this.#freeSlot();
      if (slot === null) return;
      const batch = this.#waiting.shift();
      if (batch === undefined) return;
      this.#sent.set(batch.order.batchId, batch);
      slot.send(batch.order, this.#clock());
      this.#startWatch();
    }
  }

  /** The least busy worker with room; a new one while there are fewer than wanted and all have work. */
  #freeSlot(): TagReaderWorkerSlot | null {
    let best: TagReaderWorkerSlot | null = null;
    for (const slot of this.#slots)
      if (best === null || slot.owedBatches < best.owedBatches) best = slot;
    if (best !== null && best.owedBatches === 0) return best;
    if (this.#slots.length < this.size) {
      const slot: TagReaderWorkerSlot = new TagReaderWorkerSlot(
        this.#spawn,
        {
          onAnswer: (answer) => this.#answered(answer),
          onEnd: (end) => this.#ended(slot, end),
        },
        this.#clock(),
      );
      this.#slots.push(slot);
      return slot;
    }
    return best !== null && best.owedBatches < batchesPerWorker ? best : null;
  }

  #answered(answer: BatchAnswer): void {
    this.#failedStarts = 0;
    const batch = this.#sent.get(answer.batchId);
    this.#sent.delete(answer.batchId);
    batch?.finish([...answer.results, ...batch.problems]);
    this.#dispatch();
    this.#stopWatchWhenIdle();
  }

  #ended(slot: TagReaderWorkerSlot, end: WorkerEnd): void {
    const at = this.#slots.indexOf(slot);
    if (at >= 0) this.#slots.splice(at, 1);
    if (end.culprit === null && end.unanswered.length > 0) this.#failedStarts++;
    if (this.#failedStarts >= allowedFailedStarts) {
      this.#failAll(new Error("The tag reader's worker does not start"));
      return;
    }
    for (const order of end.unanswered.toReversed()) {
      const batch = this.#sent.get(order.batchId);
      this.#sent.delete(order.batchId);
      if (batch === undefined) continue;
      if (end.culprit?.batchId === order.batchId) removeCulprit(batch, end.culprit.index, end.kind);
      if (batch.order.paths.length === 0) batch.finish(batch.problems);
      else this.#waiting.unshift(batch);
    }
    this.#dispatch();
    this.#stopWatchWhenIdle();
  }

  #failAll(error: unknown): void {
    const batches = [...this.#waiting.splice(0), ...this.#sent.values()];
    this.#sent.clear();
    for (const batch of batches) batch.fail(error);
  }

  #startWatch(): void {
    if (this.#watch !== null) return;
    const everyMs = Math.max(10, Math.min(1000, this.#hangLimitMs / 4));
    this.#watch = setInterval(() => {
      for (const slot of this.#slots.slice()) slot.checkHang(this.#clock(), this.#hangLimitMs);
    }, everyMs);
    this.#watch.unref();
  }

  #stopWatchWhenIdle(): void {
    if (this.#watch === null || this.#sent.size > 0) return;
    clearInterval(this.#watch);
    this.#watch = null;
  }
}

function removeCulprit(batch: PendingBatch, index: number, kind: WorkerEnd["kind"]): void {
  const path = batch.order.paths[index];
  if (path === undefined) return;
  batch.problems.push(
    kind === "hung"
      ? {
          kind: "problem",
          path,
          code: "file_timeout",
          message: "Reading this file took too long and was given up.",
        }
      : {
          kind: "problem",
          path,
          code: "reader_crashed",
          message: "This file made the tag reader fail. It was left out; all others were read.",
        },
  );
  batch.order = { ...batch.order, paths: batch.order.paths.toSpliced(index, 1) };
}

async function* inBatches(
  files: Iterable<{ readonly path: string }> | AsyncIterable<{ readonly path: string }>,
  size: number,
): AsyncGenerator<readonly string[], void, undefined> {
  let batch: string[] = [];
  for await (const file of files) {
    batch.push(file.path);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** A promise that only ever rejects, when the signal is aborted. */
function cancellation(signal: AbortSignal | undefined): {
  promise: Promise<never>;
  dispose: () => void;
} {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  const onAbort = (): void => reject(new AppError("cancelled", "Reading was stopped."));
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener("abort", onAbort);
  return { promise, dispose: () => signal?.removeEventListener("abort", onAbort) };
}
