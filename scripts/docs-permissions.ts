import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { appRoot } from "#core/files/app-root.ts";
import { permissionTable } from "#test-support/permissions/permission-table.ts";
import { permissionsDocument } from "./lib/permissions-document.ts";

/** Writes docs/permissions.md from the table that the tests try; `--check` only compares. */
const path = join(appRoot(), "docs", "permissions.md");
const text = permissionsDocument(permissionTable);
if (!process.argv.includes("--check")) writeFileSync(path, text);
else if (readFileSync(path, "utf8") !== text) {
  process.stderr.write(
    "docs/permissions.md is not what the table says. Run `npm run docs:permissions` and commit it.\n",
  );
  process.exitCode = 1;
}
