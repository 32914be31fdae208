import { dirname } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { ensureWritableFolder } from "#core/files/writable-folder.ts";
import { sqliteCode, translateSqliteError } from "#core/db/sqlite-errors.ts";

/** Held for as long as this process owns the data folder. */
export interface OwnerLock {
  release(): void;
}

/**
 * Takes the data folder for this process: an exclusive transaction on a small database of its own, which the system
 * lets go of even after kill -9, so that no stale lock is ever left.
 *
 * @returns null when another process owns it
 */
export function acquireOwnerLock(path: string): OwnerLock | null {
  try {
    ensureWritableFolder(dirname(path), "Segue cannot keep its data there");
    const sqlite = new BetterSqlite3(path, { timeout: 0 });
    try {
      sqlite.exec("BEGIN EXCLUSIVE");
    } catch (error) {
      sqlite.close();
      throw error;
    }
    return { release: () => sqlite.close() };
  } catch (error) {
    if (sqliteCode(error)?.startsWith("SQLITE_BUSY") === true) return null;
    throw translateSqliteError(error, path);
  }
}
