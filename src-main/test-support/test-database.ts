import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "#core/db/database.ts";
import { openDatabase } from "#core/db/open-database.ts";

/** A temporary folder that removes itself: `using folder = temporaryFolder()`. */
export function temporaryFolder(prefix = "segue-test-"): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), prefix));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A real database file with the production migrations, gone when disposed. */
export function createTestDatabase(): {
  readonly database: Database;
  readonly folder: string;
} & Disposable {
  const folder = temporaryFolder();
  const database = openDatabase(join(folder.path, "data", "segue.db"), {
    backupFolder: join(folder.path, "data", "backups"),
  });
  return {
    database,
    folder: folder.path,
    [Symbol.dispose]: () => {
      database.close();
      folder[Symbol.dispose]();
    },
  };
}
