import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { decodePeaks } from "#shared/domain/playback/peaks-format.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { Slots } from "#core/workers/slots.ts";

import { runAudioJob } from "./audio-worker.ts";
import { cancelled } from "./decode-audio.ts";

export interface PeaksServiceOptions {
  /** Holds one `<key>.bin` a song. */
  readonly cacheFolder: string;
  /** Columns of an outline. Default 1,000. */
  readonly columns?: number;
  /** Songs decoded at once. Default 1: peaks must not compete with what is playing. */
  readonly workers?: number;
}

interface Making {
  readonly bytes: Promise<Uint8Array<ArrayBuffer>>;
  readonly stop: AbortController;
  listeners: number;
}

let serial = 0;

/** Makes, keeps and hands out the outlines of songs. */
export class PeaksService {
  readonly #folder: string;
  readonly #columns: number;
  readonly #slots: Slots;
  readonly #making = new Map<string, Making>();

  constructor(options: PeaksServiceOptions) {
    this.#folder = options.cacheFolder;
    this.#columns = options.columns ?? 1000;
    this.#slots = new Slots(options.workers ?? 1);
  }

  /**
   * The outline of a file in the bytes of peaks-format.ts. Asking twice for one key makes it once; the work stops when
   * everyone who asked has gone.
   *
   * @param key names the song and its content in the cache: letters, digits, `-`, `_` and `.`
   *
   * Rejects with AppError `cancelled`, `file_not_found`, `file_unreadable`, `unsupported`, `decode_failed`.
   */
  async get(path: string, key: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    if (!/^[\w.-]{1,120}$/.test(key) || key.startsWith("."))
      throw new RangeError("Not a cache key.");
    refuseAborted(signal);
    const kept = await this.#readCached(key);
    if (kept !== null) return kept;
    refuseAborted(signal);
    const making = this.#making.get(key) ?? this.#make(path, key);
    making.listeners += 1;
    try {
      return await untilAborted(making.bytes, signal);
    } finally {
      making.listeners -= 1;
      if (making.listeners === 0) this.#abandon(key, making);
    }
  }

  #file(key: string): string {
    return join(this.#folder, `${key}.bin`);
  }

  async #readCached(key: string): Promise<Uint8Array<ArrayBuffer> | null> {
    try {
      const bytes = new Uint8Array(await readFile(this.#file(key)));
      return decodePeaks(bytes) === null ? null : bytes;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    }
  }

  #make(path: string, key: string): Making {
    const stop = new AbortController();
    const bytes = this.#run(path, key, stop.signal).finally(() => {
      if (this.#making.get(key)?.stop === stop) this.#making.delete(key);
    });
    const making: Making = { bytes, stop, listeners: 0 };
    this.#making.set(key, making);
    // When everyone has gone nobody hears of the stop.
    bytes.catch(() => undefined);
    return making;
  }

  /** Whoever asks from now on starts anew instead of joining work that is being stopped. */
  #abandon(key: string, making: Making): void {
    if (this.#making.get(key) === making) this.#making.delete(key);
    making.stop.abort(cancelled());
  }

  async #run(path: string, key: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const giveBack = await this.#slots.take(signal);
    try {
      const bytes = await computePeaks(path, this.#columns, signal);
      this.#keep(key, bytes);
      return bytes;
    } finally {
      giveBack();
    }
  }

  #keep(key: string, bytes: Uint8Array): void {
    mkdirSync(this.#folder, { recursive: true });
    serial += 1;
    const partial = `${this.#file(key)}.${process.pid}-${serial}.part`;
    const descriptor = openSync(partial, "w");
    try {
      writeSync(descriptor, bytes);
      fsyncSync(descriptor);
    } catch (error) {
      closeSync(descriptor);
      rmSync(partial, { force: true });
      throw error;
    }
    closeSync(descriptor);
    renameSync(partial, this.#file(key));
  }
}

function refuseAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}

/** Decodes a file in a worker thread and returns its outline. */
export function computePeaks(
  path: string,
  columns: number,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(cancelled());
      return;
    }
    let bytes: Uint8Array<ArrayBuffer> | null = null;
    const abort = (): void => {
      void job.stop();
      reject(cancelled());
    };
    const job = runAudioJob(
      { kind: "peaks", path, columns },
      {
        reply: (message) => {
          if (message.type === "peaks") bytes = message.bytes;
        },
        done: () => {
          signal?.removeEventListener("abort", abort);
          if (bytes === null)
            reject(new AppError("decode_failed", "No outline was made.", { path }));
          else resolve(bytes);
        },
        failed: (error) => {
          signal?.removeEventListener("abort", abort);
          reject(error);
        },
      },
    );
    signal?.addEventListener("abort", abort, { once: true });
  });
}

function untilAborted<Value>(promise: Promise<Value>, signal?: AbortSignal): Promise<Value> {
  if (signal === undefined) return promise;
  const gone = Promise.withResolvers<never>();
  const abort = (): void => gone.reject(cancelled());
  signal.addEventListener("abort", abort, { once: true });
  return Promise.race([promise, gone.promise]).finally(() =>
    signal.removeEventListener("abort", abort),
  );
}
