import { closeSync, openSync, readSync, renameSync, rmSync } from "node:fs";

import { cancelled } from "./decode-audio.ts";
import { runAudioJob, type RunningAudioJob } from "./audio-worker.ts";

const readBytes = 128 * 1024;
let serial = 0;

/** What a run needs to know and whom to tell when it is over, well or not. */
export interface TranscodeRunOptions {
  readonly source: string;
  readonly finished: string;
  readonly idleMs: number;
  ended(): void;
}

/** One transcoding under way: a growing file, and readers that may be ahead of it. */
export class TranscodeRun {
  readonly totalBytes: Promise<number>;
  readonly #options: TranscodeRunOptions;
  readonly #partial: string;
  readonly #job: RunningAudioJob;
  readonly #total = Promise.withResolvers<number>();
  readonly #waiting = new Set<() => void>();
  #writtenBytes = 0;
  #readers = 0;
  #error: Error | null = null;
  #state: "running" | "finished" | "failed" = "running";
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(options: TranscodeRunOptions) {
    this.#options = options;
    serial += 1;
    this.#partial = `${options.finished}.${process.pid}-${serial}.part`;
    const total = this.#total;
    this.totalBytes = total.promise;
    // Nobody may be waiting for the length when the work fails: the readers hear of it as well.
    total.promise.catch(() => undefined);
    this.#job = runAudioJob(
      { kind: "transcode", path: options.source, target: this.#partial },
      {
        reply: (message) => {
          if (message.type === "transcode_started") {
            total.resolve(message.totalBytes);
            this.#watchIdle();
          }
          if (message.type === "transcode_progress") this.#advance(message.writtenBytes);
        },
        done: () => this.#finish(),
        failed: (error) => this.#fail(error),
      },
    );
  }

  read(start: number, end: number): ReadableStream<Uint8Array> {
    let descriptor: number | null = null;
    let position = start;
    let open = true;
    this.#readers += 1;
    clearTimeout(this.#idleTimer);
    const close = (): void => {
      if (!open) return;
      open = false;
      if (descriptor !== null) closeSync(descriptor);
      this.#readers -= 1;
      if (this.#readers === 0) this.#watchIdle();
    };
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        await this.#until(Math.min(end, position + 1), () => open);
        if (!open) return;
        if (this.#error !== null) {
          close();
          throw this.#error;
        }
        descriptor ??= openSync(this.#path(), "r");
        const available = Math.min(end, this.#writtenBytes, position + readBytes) - position;
        const bytes = new Uint8Array(Math.max(0, available));
        const got = bytes.length === 0 ? 0 : readSync(descriptor, bytes, 0, bytes.length, position);
        position += got;
        if (got > 0) controller.enqueue(got === bytes.length ? bytes : bytes.subarray(0, got));
        if (got === 0 || position >= end) {
          close();
          controller.close();
        }
      },
      cancel: () => {
        close();
        this.#wakeAll();
      },
    });
  }

  /** Ends the work and removes what was made of it. */
  async giveUp(): Promise<void> {
    if (this.#state !== "running") return;
    const stopped = this.#job.stop();
    this.#fail(cancelled());
    await stopped;
    rmSync(this.#partial, { force: true });
  }

  #path(): string {
    return this.#state === "finished" ? this.#options.finished : this.#partial;
  }

  async #until(writtenBytes: number, wanted: () => boolean): Promise<void> {
    while (this.#state === "running" && this.#writtenBytes < writtenBytes && wanted()) {
      const woken = Promise.withResolvers<void>();
      this.#waiting.add(woken.resolve);
      await woken.promise;
    }
  }

  #wakeAll(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  #advance(writtenBytes: number): void {
    this.#writtenBytes = writtenBytes;
    this.#wakeAll();
  }

  #finish(): void {
    renameSync(this.#partial, this.#options.finished);
    this.#state = "finished";
    this.#over();
  }

  #fail(error: Error): void {
    if (this.#state !== "running") return;
    this.#state = "failed";
    this.#error = error;
    this.#total.reject(error);
    rmSync(this.#partial, { force: true });
    this.#over();
  }

  #over(): void {
    clearTimeout(this.#idleTimer);
    this.#options.ended();
    this.#wakeAll();
  }

  #watchIdle(): void {
    if (this.#state !== "running" || this.#readers > 0) return;
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => void this.giveUp(), this.#options.idleMs);
    this.#idleTimer.unref();
  }
}
