import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { AppError, toWireError } from "#shared/errors/app-error.ts";
import { Database } from "#core/db/database.ts";
import { exportLines } from "./export-lines.ts";
import type { LibraryFileJob, LibraryFileMessage } from "./library-file.messages.ts";
import { prepareLibrary } from "./prepare-library.ts";

const { job, taken } = workerData as {
  readonly job: LibraryFileJob;
  /** Shared: how many pieces main has written. */
  readonly taken: Int32Array;
};
const pieceCharacters = 256 * 1024;

function post(message: LibraryFileMessage): void {
  parentPort?.postMessage(message);
}

function exportLibrary(
  databasePath: string,
  facts: Extract<LibraryFileJob, { kind: "export" }>["facts"],
): void {
  const database = new Database(databasePath, { readonly: true });
  try {
    // One moment: what changes meanwhile is in the next export.
    database.sqlite.exec("BEGIN");
    const lines = exportLines(database, facts);
    let text = "";
    let rows = 0;
    let pieces = 0;
    for (let next = lines.next(); ; next = lines.next()) {
      if (next.done !== true) {
        text += `${next.value}\n`;
        rows += 1;
        if (text.length < pieceCharacters) continue;
      }
      post({ kind: "lines", text, rows });
      pieces += 1;
      text = "";
      waitUntilTaken(pieces);
      if (next.done === true) {
        post({ kind: "exported", footer: next.value });
        return;
      }
    }
  } finally {
    database.close();
  }
}

/** Keeps at most two pieces on their way, however slow the disk is. */
function waitUntilTaken(sent: number): void {
  for (;;) {
    const done = Atomics.load(taken, 0);
    if (done >= sent - 1) return;
    Atomics.wait(taken, 0, done);
  }
}

try {
  if (job.kind === "export") exportLibrary(job.databasePath, job.facts);
  else {
    const prepared = prepareLibrary(job, (bytes) => post({ kind: "bytes", bytes }));
    post({ kind: "prepared", prepared: { ...prepared, path: join(job.folder, "prepared.db") } });
  }
} catch (error) {
  const bug = error instanceof AppError ? null : error instanceof Error ? error.stack : "unknown";
  post({ kind: "failed", error: toWireError(error), bug: bug ?? null });
}
