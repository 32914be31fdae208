import { parentPort, workerData } from "node:worker_threads";
import { assertNever } from "#shared/lib/assert-never.ts";
import { AppError, toWireError } from "#shared/errors/app-error.ts";
import { Database } from "#core/db/database.ts";
import type {
  PlaylistFileAnswers,
  PlaylistFileJob,
  PlaylistFileMessage,
} from "./playlist-file.messages.ts";
import { exportPlaylist, importPlaylist, rematchEntries } from "./playlist-file-jobs.ts";

const { databasePath, job } = workerData as {
  readonly databasePath: string;
  readonly job: PlaylistFileJob;
};

function answer(database: Database): PlaylistFileAnswers[PlaylistFileJob["kind"]] {
  switch (job.kind) {
    case "import":
      return importPlaylist(database.read, job);
    case "rematch":
      return rematchEntries(database.read, job);
    case "export":
      return exportPlaylist(database.read, job);
    default:
      return assertNever(job);
  }
}

function run(): PlaylistFileMessage {
  const database = new Database(databasePath, { readonly: true });
  try {
    return { ok: true, value: answer(database) };
  } catch (error) {
    const bug = error instanceof AppError ? null : error instanceof Error ? error.stack : "unknown";
    return { ok: false, error: toWireError(error), bug: bug ?? null };
  } finally {
    database.close();
  }
}

parentPort?.postMessage(run());
