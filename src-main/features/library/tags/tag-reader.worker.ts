import { parentPort, workerData } from "node:worker_threads";
import type { AudioFileResult } from "#shared/domain/library/audio-file-facts.ts";
import { AudioFileReader } from "./audio-file-reader.ts";
import type { BatchAnswer, BatchOrder, TagWorkerData } from "./tag-reader.protocol.ts";
import { closeOrder, progressBatch, progressIndex, progressSteps } from "./tag-reader.protocol.ts";

/**
 * Reads batches of files for {@link TagReaderPool}. Says in shared memory which file it is at, so that the pool knows which one to blame
 * when this thread hangs or dies.
 */
const port = parentPort;
if (port === null) throw new Error("tag-reader.worker runs in a worker thread only");
const { progress } = workerData as TagWorkerData;
const steps = new Int32Array(progress);
const reader = new AudioFileReader({ coversOnce: true });
let queue: Promise<void> = Promise.resolve();
let lastReadId = 0;

port.on("message", (order: BatchOrder | typeof closeOrder) => {
  if (order === closeOrder) {
    port.close();
    return;
  }
  queue = queue.then(() => readBatch(order));
});

async function readBatch(order: BatchOrder): Promise<void> {
  if (order.readId !== lastReadId) reader.forgetCovers();
  lastReadId = order.readId;
  const results: AudioFileResult[] = [];
  const transfer: ArrayBuffer[] = [];
  Atomics.store(steps, progressBatch, order.batchId);
  for (const [index, path] of order.paths.entries()) {
    Atomics.store(steps, progressIndex, index);
    Atomics.add(steps, progressSteps, 1);
    const result = await reader.read(path);
    results.push(result);
    const coverBytes = result.kind === "facts" ? (result.cover?.bytes ?? null) : null;
    if (coverBytes !== null) transfer.push(coverBytes.buffer);
  }
  Atomics.add(steps, progressSteps, 1);
  const answer: BatchAnswer = { batchId: order.batchId, results };
  port?.postMessage(answer, transfer);
}
