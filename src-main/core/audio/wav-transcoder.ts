import { createHash } from "node:crypto";
import { mkdirSync, openSync, closeSync, readSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";

import { fileError } from "./decode/decode-errors.ts";
import { WavCache } from "./wav-cache.ts";
import { TranscodeRun } from "./wav-transcode-run.ts";

/** A file as 16-bit WAV, perhaps still being made. */
export interface WavStream {
  /** Length of the whole WAV, exact from the start. */
  readonly totalBytes: number;
  /** Changes when the source file does: an ETag. */
  readonly version: string;
  /**
   * Bytes `start` up to, not including, `end`. Bytes that are not made yet are waited for. Cancelling the stream stops
   * waiting; when nobody listens for a while the work is given up.
   */
  read(start: number, end: number): ReadableStream<Uint8Array>;
}

export interface WavTranscoderOptions {
  /** Where finished WAVs are kept. */
  readonly cacheFolder: string;
  /** Finished WAVs beyond this are removed, least recently used first. Default 2 GiB. */
  readonly capBytes?: number;
  /** How long unheard work goes on. Default 5 s. */
  readonly idleMs?: number;
}

const readBytes = 128 * 1024;

/** Serves what a browser cannot decode as WAV while it is still being decoded. */
export class WavTranscoder {
  readonly #cacheFolder: string;
  readonly #cache: WavCache;
  readonly #idleMs: number;
  readonly #runs = new Map<string, TranscodeRun>();

  constructor(options: WavTranscoderOptions) {
    this.#cacheFolder = options.cacheFolder;
    this.#cache = new WavCache(options.cacheFolder, options.capBytes ?? 2 * 1024 ** 3);
    this.#idleMs = options.idleMs ?? 5000;
  }

  /**
   * Starts, joins or reuses the transcoding of a file; resolves as soon as the length is known.
   * Rejects with AppError `file_not_found`, `file_unreadable`, `unsupported`, `decode_failed`, `disk_full`.
   */
  async openWavStream(path: string): Promise<WavStream> {
    const version = sourceVersion(path);
    const finished = this.#finishedPath(version);
    const run = this.#runs.get(version);
    if (run === undefined) {
      const cachedBytes = sizeOf(finished);
      if (cachedBytes !== null) return this.#openFinished(version, finished, cachedBytes);
    }
    const joined = run ?? this.#start(path, version, finished);
    const totalBytes = await joined.totalBytes;
    return { totalBytes, version, read: (start, end) => joined.read(start, end) };
  }

  /** Stops all work, for closing down. */
  async close(): Promise<void> {
    await Promise.all([...this.#runs.values()].map((run) => run.giveUp()));
  }

  #finishedPath(version: string): string {
    return join(this.#cacheFolder, `${version}.wav`);
  }

  #start(path: string, version: string, finished: string): TranscodeRun {
    mkdirSync(this.#cacheFolder, { recursive: true });
    if (this.#runs.size === 0) this.#cache.removeLeftovers();
    const run = new TranscodeRun({
      source: path,
      finished,
      idleMs: this.#idleMs,
      ended: () => {
        this.#runs.delete(version);
        this.#cache.evict(finished);
      },
    });
    this.#runs.set(version, run);
    return run;
  }

  #openFinished(version: string, finished: string, totalBytes: number): WavStream {
    const now = new Date();
    utimesSync(finished, now, now);
    return { totalBytes, version, read: (start, end) => readFinished(finished, start, end) };
  }
}

function readFinished(path: string, start: number, end: number): ReadableStream<Uint8Array> {
  let descriptor: number | null = null;
  let position = start;
  const close = (): void => {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
  };
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      descriptor ??= openSync(path, "r");
      const bytes = new Uint8Array(Math.max(0, Math.min(readBytes, end - position)));
      const got = bytes.length === 0 ? 0 : readSync(descriptor, bytes, 0, bytes.length, position);
      position += got;
      if (got > 0) controller.enqueue(got === bytes.length ? bytes : bytes.subarray(0, got));
      if (got === 0 || position >= end) {
        close();
        controller.close();
      }
    },
    cancel: close,
  });
}

/** Names the source as it is now: another mtime or size is another file. */
function sourceVersion(path: string): string {
  try {
    const { size, mtimeMs } = statSync(path);
    return createHash("sha256").update(`${path}\0${size}\0${mtimeMs}`).digest("hex").slice(0, 40);
  } catch (error) {
    throw fileError(path, error);
  }
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}
