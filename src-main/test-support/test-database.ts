import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Database } from "#core/db/database.ts";
import { openDatabase } from "#core/db/open-database.ts";

/** A temporary folder that removes itself: `using folder = temporaryFolder()`. */
export function temporaryFolder(prefix = "segue-test-"): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), prefix));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** What the production migrations make of nothing. */
let emptyLibrary: Buffer | null = null;

/** Opens a new database at a path. The migrations run once a process: the file that they made serves all its tests. */
export function openTestDatabase(path: string, backupFolder: string): Database {
  emptyLibrary ??= makeEmptyLibrary();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, emptyLibrary, { flag: "wx" });
  return openDatabase(path, { backupFolder });
}

function makeEmptyLibrary(): Buffer {
  using folder = temporaryFolder();
  const path = join(folder.path, "segue.db");
  openDatabase(path, { backupFolder: folder.path }).close();
  return readFileSync(path);
}

/** A real database file with the production migrations, gone when disposed. */
export function createTestDatabase(): {
  readonly database: Database;
  readonly folder: string;
} & Disposable {
  const folder = temporaryFolder();
  const data = join(folder.path, "data");
  const database = openTestDatabase(join(data, "segue.db"), join(data, "backups"));
  return {
    database,
    folder: folder.path,
    [Symbol.dispose]: () => {
      database.close();
      folder[Symbol.dispose]();
    },
  };
}
