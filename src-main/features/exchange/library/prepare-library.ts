import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "#shared/errors/app-error.ts";
import { openDatabase } from "#core/db/open-database.ts";
import { dropTriggers } from "#core/db/triggers.ts";
import { exportLines } from "./export-lines.ts";
import { importLines, type PreparedImport } from "./import-lines.ts";
import type { LibraryFileJob } from "./library-file.messages.ts";

export const preparedName = "prepared.db";

/**
 * Reads an export into a database file of its own and proves it: exported again it gives the very same lines. Nothing of
 * the library that is open is touched. For a thread of its own.
 *
 * @throws AppError with a sentence when the file is damaged, was changed or cannot be told apart from one that was
 */
export function prepareLibrary(
  job: Extract<LibraryFileJob, { kind: "import" }>,
  onBytes: (bytes: number) => void,
): PreparedImport {
  mkdirSync(job.folder, { recursive: true });
  const path = join(job.folder, preparedName);
  const database = openDatabase(path, { backupFolder: job.folder });
  try {
    // Whatever triggers count and journal stands in the file as it was counted and journaled before.
    dropTriggers(database.sqlite);
    const prepared = importLines(database, job.file, {
      ownerId: job.ownerId,
      folder: join(job.folder, "pictures"),
      onBytes,
    });
    const again = exportLines(database, {
      appVersion: job.appVersion,
      exportedAt: 0,
      pictures: prepared.pictures,
    });
    let step = again.next();
    while (step.done !== true) step = again.next();
    if (step.value.sha256 !== prepared.footer.sha256)
      throw new AppError(
        "file_corrupt",
        "The export does not compare equal after reading it: something in it refers to what is not there. Nothing was imported; make the export anew.",
      );
    return prepared;
  } finally {
    database.close();
  }
}
