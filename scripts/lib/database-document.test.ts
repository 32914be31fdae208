import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { appRoot } from "#core/files/app-root.ts";
import { createTestDatabase } from "#test-support/test-database.ts";
import { databaseDocument } from "./database-document.ts";

const schemaFolder = join(appRoot(), "src-main", "core", "db", "schema");

// Fault: the schema changed and nobody made the guide anew.
test("docs/database.md is what the schema says", () => {
  using test = createTestDatabase();
  const current = readFileSync(join(appRoot(), "docs", "database.md"), "utf8");
  expect(current).toBe(databaseDocument(test.database.sqlite, schemaFolder));
});

// Fault: a table without a comment, or a comment of one table printed over another.
test("every table but the plain link tables says what it is for", () => {
  using test = createTestDatabase();
  const document = databaseDocument(test.database.sqlite, schemaFolder);
  const section = (name: string): string =>
    document.split(`## \`${name}\`\n`)[1]?.split("\n## ")[0] ?? "";
  expect(section("play_history")).toMatch(/^\nAppend-only: one row when a song leaves the player/);
  expect(section("songs")).toContain("Hash of the first and last 64 KiB of audio payload");
});
