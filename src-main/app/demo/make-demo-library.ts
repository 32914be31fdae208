import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";

import { AppError } from "#shared/errors/app-error.ts";
import { spawnWorker } from "#core/workers/spawn-worker.ts";

import { type DemoTrack, demoTracks } from "./catalogue.ts";

export interface DemoLibraryOptions {
  readonly folder: string;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal;
  /** Threads to compose on; as many as the machine has cores, four at most, unless said. */
  readonly threads?: number;
  /** Which of the tracks; all of them unless said. */
  readonly only?: (track: DemoTrack) => boolean;
}

/** Says that every file of this edition of the demo is there. Another edition has another name. */
const doneMarker = ".segue-demo-1";

/**
 * Composes the demo music into a folder: ordinary tagged files, the same on every machine. Files that are there are kept, so an
 * interrupted run goes on where it stood. Answers the paths of all tracks.
 *
 * Rejects with AppError `cancelled` or `disk_full`.
 */
export async function makeDemoLibrary(options: DemoLibraryOptions): Promise<string[]> {
  const { folder, signal, onProgress, only } = options;
  const tracks = demoTracks();
  const wanted = tracks.flatMap((track, index) => (only?.(track) === false ? [] : [index]));
  const pathOf = (index: number): string => join(folder, tracks[index]?.path ?? "");
  const paths = wanted.map(pathOf);
  const marker = join(folder, doneMarker);
  if (existsSync(marker)) return paths;
  refuseAborted(signal);
  mkdirSync(folder, { recursive: true });
  removeLeftovers(folder);
  const missing = wanted.filter((index) => !existsSync(pathOf(index)));
  let done = wanted.length - missing.length;
  onProgress?.({ done, total: wanted.length });
  await compose(missing, options, () => {
    done += 1;
    onProgress?.({ done, total: wanted.length });
  });
  if (only === undefined) writeFileSync(marker, "");
  return paths;
}

function refuseAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}

function cancelled(): AppError {
  return new AppError("cancelled", "Stopped. What is finished is kept.");
}

/** Half-written files of a run that was killed. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    if (name.endsWith(".part")) rmSync(join(folder, name), { force: true });
}

async function compose(
  indexes: readonly number[],
  options: DemoLibraryOptions,
  finished: () => void,
): Promise<void> {
  if (indexes.length === 0) return;
  const threads = Math.min(options.threads ?? Math.min(4, availableParallelism()), indexes.length);
  const queue = [...indexes];
  const workers = Array.from({ length: threads }, () =>
    spawnWorker(import.meta.url, "./demo.worker.ts", { workerData: { folder: options.folder } }),
  );
  const stopped = Promise.withResolvers<never>();
  const abort = (): void => stopped.reject(cancelled());
  options.signal?.addEventListener("abort", abort, { once: true });
  try {
    await Promise.race([
      stopped.promise,
      Promise.all(workers.map((worker) => serve(worker, queue, finished))),
    ]);
  } finally {
    options.signal?.removeEventListener("abort", abort);
    await Promise.all(workers.map((worker) => worker.terminate()));
    removeLeftovers(options.folder);
  }
}

/** Feeds a worker one track after another until none is left. */
function serve(worker: Worker, queue: number[], finished: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (): void => {
      const index = queue.shift();
      if (index === undefined) resolve();
      else worker.postMessage({ index }, []);
    };
    worker.on("message", () => {
      finished();
      next();
    });
    worker.on("error", (error) => reject(translated(error)));
    next();
  });
}

function translated(error: unknown): Error {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC" || code === "EDQUOT")
    return new AppError("disk_full", "The disk is full: the demo music needs about 200 MB.");
  return error instanceof Error ? error : new Error(String(error));
}
