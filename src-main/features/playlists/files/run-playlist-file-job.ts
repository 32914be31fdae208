import { once } from "node:events";
import { fromWireError } from "#shared/errors/app-error.ts";
import { spawnWorker } from "#core/workers/spawn-worker.ts";
import type {
  PlaylistFileAnswers,
  PlaylistFileJob,
  PlaylistFileMessage,
} from "./playlist-file.messages.ts";

/**
 * Runs a job in a thread of its own: a file of 10,000 rows and a library of 100,000 songs would hold main for a second.
 * @throws AppError with a sentence about the file
 */
export async function runPlaylistFileJob<Kind extends PlaylistFileJob["kind"]>(
  databasePath: string,
  job: Extract<PlaylistFileJob, { kind: Kind }>,
): Promise<PlaylistFileAnswers[Kind]> {
  const worker = spawnWorker(import.meta.url, "./playlist-file.worker.ts", {
    workerData: { databasePath, job },
  });
  // A worker that fails rejects this: `once` listens for errors as well.
  const [message] = (await once(worker, "message")) as [PlaylistFileMessage];
  if (message.ok) return message.value as PlaylistFileAnswers[Kind];
  if (message.bug !== null) throw new Error(`A playlist file job failed: ${message.bug}`);
  throw fromWireError(message.error);
}
