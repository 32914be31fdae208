import type { Worker } from "node:worker_threads";
import {
  type BatchAnswer,
  type BatchOrder,
  closeOrder,
  progressBatch,
  progressIndex,
  progressSteps,
  type TagWorkerData,
} from "./tag-reader.protocol.ts";

export type SpawnTagWorker = (data: TagWorkerData) => Worker;

/** Loading a worker on a busy machine takes its time; no file is to blame for it. */
const startLimitMs = 20_000;

/** How a worker ended: at which file of which batch, if at any. */
export interface WorkerEnd {
  readonly kind: "hung" | "crashed";
  readonly unanswered: readonly BatchOrder[];
  readonly culprit: { readonly batchId: number; readonly index: number } | null;
}

export interface SlotEvents {
  onAnswer(answer: BatchAnswer): void;
  onEnd(end: WorkerEnd): void;
}

/** One worker thread with the batches it owes. A slot lives as long as its worker; the pool makes a new one after that. */
export class TagReaderWorkerSlot {
  readonly #progress = new Int32Array(new SharedArrayBuffer(12));
  readonly #worker: Worker;
  readonly #owed = new Map<number, BatchOrder>();
  readonly #events: SlotEvents;
  #seenSteps = 0;
  #seenAtMs: number;
  #isOver = false;

  constructor(spawn: SpawnTagWorker, events: SlotEvents, nowMs: number) {
    this.#events = events;
    this.#seenAtMs = nowMs;
    this.#worker = spawn({ progress: this.#progress.buffer });
    this.#worker.unref();
    this.#worker.on("message", (answer: BatchAnswer) => {
      if (this.#isOver || !this.#owed.delete(answer.batchId)) return;
      if (this.#owed.size === 0) this.#worker.unref();
      this.#events.onAnswer(answer);
    });
    this.#worker.on("error", () => this.#end("crashed"));
    this.#worker.on("exit", () => this.#end("crashed"));
  }

  get owedBatches(): number {
    return this.#owed.size;
  }

  send(order: BatchOrder, nowMs: number): void {
    if (this.#owed.size === 0) {
      this.#seenAtMs = nowMs;
      this.#worker.ref();
    }
    this.#owed.set(order.batchId, order);
    this.#worker.postMessage(order, []);
  }

  /** Ends the worker when it has been at one file for longer than `limitMs`. */
  checkHang(nowMs: number, limitMs: number): void {
    if (this.#owed.size === 0) return;
    const steps = Atomics.load(this.#progress, progressSteps);
    if (steps !== this.#seenSteps) {
      this.#seenSteps = steps;
      this.#seenAtMs = nowMs;
    } else if (nowMs - this.#seenAtMs > (steps === 0 ? Math.max(limitMs, startLimitMs) : limitMs))
      this.#end("hung");
  }

  /** Ends the worker without a word: an idle one by itself, a busy one where it stands. */
  close(): void {
    this.#isOver = true;
    if (this.#owed.size > 0) this.#terminate();
    else this.#worker.postMessage(closeOrder, []);
  }

  #end(kind: WorkerEnd["kind"]): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#terminate();
    const hasStarted = Atomics.load(this.#progress, progressSteps) > 0;
    this.#events.onEnd({
      kind,
      unanswered: [...this.#owed.values()],
      culprit: hasStarted
        ? {
            batchId: Atomics.load(this.#progress, progressBatch),
            index: Atomics.load(this.#progress, progressIndex),
          }
        : null,
    });
  }

  /** Not awaited: a thread that sits in a system call on a dead drive ends when the call does. */
  #terminate(): void {
    this.#worker.unref();
    this.#worker.terminate().catch(() => {
      // It had ended by itself, which is what was asked for.
    });
  }
}
