import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * Starts a worker thread from the file that stands beside the caller.
 *
 * From source the caller's URL ends in `.ts` and Node runs the worker's TypeScript as it is. In the bundle every entry
 * and chunk lies flat in `out/main/`, and each worker is an entry of its own in `out/main/workers/`.
 *
 * @param callerUrl `import.meta.url` of the calling module
 * @param relativeTs the worker's path from the caller, for example `./tags.worker.ts`
 */
export function spawnWorker(
  callerUrl: string,
  relativeTs: string,
  options?: WorkerOptions,
): Worker {
  return new Worker(workerUrl(callerUrl, relativeTs), options);
}

/** Where a worker's file is; split from {@link spawnWorker} so that the packaged-app test can list them. */
export function workerUrl(callerUrl: string, relativeTs: string): URL {
  if (callerUrl.endsWith(".ts")) return new URL(relativeTs, callerUrl);
  const name = relativeTs.slice(relativeTs.lastIndexOf("/") + 1).replace(/\.ts$/, ".js");
  const base = /\/workers\/[^/]+$/.test(callerUrl) ? "./" : "./workers/";
  return new URL(`${base}${name}`, callerUrl);
}
