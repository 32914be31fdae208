import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "#core/db/open-database.ts";
import { appRoot } from "#core/files/app-root.ts";
import { databaseDocument } from "./lib/database-document.ts";

/** Writes docs/database.md from a freshly migrated database and the comments of the schema; `--check` only compares. */
const path = join(appRoot(), "docs", "database.md");
const folder = mkdtempSync(join(tmpdir(), "segue-docs-"));
try {
  const database = openDatabase(join(folder, "segue.db"), { backupFolder: folder });
  const text = databaseDocument(
    database.sqlite,
    join(appRoot(), "src-main", "core", "db", "schema"),
  );
  database.close();
  if (!process.argv.includes("--check")) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    process.stderr.write(
      "docs/database.md is not what the schema says. Run `npm run docs:database` and commit it.\n",
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
