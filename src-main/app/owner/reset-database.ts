import { existsSync, rmSync } from "node:fs";
import { AppError } from "#shared/errors/app-error.ts";
import { copyDatabase } from "#core/db/copy-database.ts";
import { openDatabase } from "#core/db/open-database.ts";
import { type AppOptions, pathsOf } from "#app/compose.ts";
import { acquireOwnerLock } from "./owner-lock.ts";
import { ownerLockPath } from "./owned-app.ts";

/**
 * Puts an empty database in place of the present one, after a verified copy went to the backups folder. Music files and
 * caches are not touched.
 *
 * @throws AppError `owner_running` while Segue is open: nobody's library may vanish under their hands
 */
export function resetDatabase(options: AppOptions): {
  databasePath: string;
  backupPath: string | null;
} {
  const lock = acquireOwnerLock(ownerLockPath(options.dataFolder));
  if (lock === null) {
    throw new AppError(
      "owner_running",
      "Segue is open with this library. Close it first, then reset the database.",
    );
  }
  try {
    const paths = pathsOf(options);
    const backupPath = existsSync(paths.database)
      ? takeAway(paths.database, paths.backups, options)
      : null;
    openDatabase(paths.database, { backupFolder: paths.backups }).close();
    // Nobody has logged in to the new library yet, nor out of it.
    rmSync(paths.desktopSession, { force: true });
    return { databasePath: paths.database, backupPath };
  } finally {
    lock.release();
  }
}

function takeAway(path: string, backupFolder: string, options: AppOptions): string {
  const database = openDatabase(path, { backupFolder });
  let copy: string;
  try {
    copy = copyDatabase(database.sqlite, backupFolder, "before-reset", (options.now ?? Date.now)());
  } finally {
    database.close();
  }
  for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
  return copy;
}
