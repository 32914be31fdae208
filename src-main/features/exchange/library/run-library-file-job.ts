import type { Worker } from "node:worker_threads";
import { spawnWorker } from "#core/workers/spawn-worker.ts";
import { messagesOf } from "#features/exchange/worker-messages.ts";
import type { Footer } from "./export-lines.ts";
import type { LibraryFileJob, LibraryFileMessage, PreparedFile } from "./library-file.messages.ts";

type Answer = Exclude<LibraryFileMessage, { kind: "failed" }>;

function start(job: LibraryFileJob): { readonly worker: Worker; readonly taken: Int32Array } {
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const worker = spawnWorker(import.meta.url, "./library-file.worker.ts", {
    workerData: { job, taken },
  });
  return { worker, taken };
}

/**
 * The text of an export, piece by piece; the thread waits for whoever reads.
 * @param onEnd called with the footer once all was read
 */
export async function* exportedText(
  job: Extract<LibraryFileJob, { kind: "export" }>,
  options: {
    readonly signal: AbortSignal;
    readonly onRows: (rows: number) => void;
    readonly onEnd: (footer: Footer) => void;
  },
): AsyncGenerator<string> {
  const { worker, taken } = start(job);
  for await (const message of messagesOf<Answer>(worker, options.signal)) {
    if (message.kind === "exported") {
      options.onEnd(message.footer);
      return;
    }
    if (message.kind !== "lines") continue;
    yield message.text;
    Atomics.add(taken, 0, 1);
    Atomics.notify(taken, 0);
    options.onRows(message.rows);
  }
}

/** Has an export read into a database of its own. @throws AppError with a sentence about the file */
export async function preparedFrom(
  job: Extract<LibraryFileJob, { kind: "import" }>,
  options: { readonly signal: AbortSignal; readonly onBytes: (bytes: number) => void },
): Promise<PreparedFile> {
  const { worker } = start(job);
  for await (const message of messagesOf<Answer>(worker, options.signal)) {
    if (message.kind === "prepared") return message.prepared;
    if (message.kind === "bytes") options.onBytes(message.bytes);
  }
  throw new Error("The thread ended without an answer");
}
