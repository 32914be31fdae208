import type { Worker } from "node:worker_threads";
import type { Logger } from "#core/logging/logger.ts";
import { spawnWorker } from "#core/workers/spawn-worker.ts";
import type { ThumbnailAnswer, ThumbnailOrder } from "./thumbnail.messages.ts";

/** The thread ends when nobody asked for this long: its codecs hold some 60 MB. */
const idleMs = 20_000;

type Finish = (bytes: Uint8Array<ArrayBuffer> | null) => void;

/** Makes thumbnails in a thread, one after the other. The thread starts with the first and ends when idle. */
export class Thumbnailer {
  readonly #logger: Logger;
  readonly #waiting = new Map<number, Finish>();
  #worker: Worker | null = null;
  #lastId = 0;
  #idle: NodeJS.Timeout | null = null;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** A JPEG whose longer side is `edge`; null when the original is to be shown instead. */
  make(path: string, mime: string, edge: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const order: ThumbnailOrder = { id: ++this.#lastId, path, mime, edge };
    if (this.#idle !== null) clearTimeout(this.#idle);
    return new Promise((finish) => {
      this.#waiting.set(order.id, finish);
      const worker = (this.#worker ??= this.#start());
      worker.postMessage(order);
    });
  }

  async close(): Promise<void> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
    this.#giveUp();
  }

  #start(): Worker {
    const worker = spawnWorker(import.meta.url, "./thumbnail.worker.ts");
    worker.unref();
    worker.on("message", ({ id, bytes }: ThumbnailAnswer) => {
      this.#waiting.get(id)?.(bytes);
      this.#waiting.delete(id);
      if (this.#waiting.size > 0) return;
      this.#idle = setTimeout(() => void this.close(), idleMs);
      this.#idle.unref();
    });
    worker.on("error", (error) => {
      this.#logger.error("The thumbnail thread failed", { error });
    });
    // A picture that brings the codecs down is shown as it is.
    worker.on("exit", () => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#giveUp();
    });
    return worker;
  }

  #giveUp(): void {
    for (const finish of this.#waiting.values()) finish(null);
    this.#waiting.clear();
  }
}
