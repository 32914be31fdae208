import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { appRoot } from "#core/files/app-root.ts";
import { permissionTable } from "#test-support/permissions/permission-table.ts";
import { permissionsDocument } from "./permissions-document.ts";

// Fault: permission changed and the document still says what was.
test("docs/permissions.md is what the table says", () => {
  const current = readFileSync(join(appRoot(), "docs", "permissions.md"), "utf8");
  expect(current).toBe(permissionsDocument(permissionTable));
});

// Fault: a column under another role's name.
test("a playlist's rows say who was let in how far", () => {
  const row = permissionsDocument(permissionTable)
    .split("\n")
    .find((line) => line.startsWith("| `playlists.removeTracks`"));
  const cells = row?.split("|").map((cell) => cell.trim());
  expect(cells?.slice(2, -1)).toEqual([
    "a playlist",
    "log in",
    "unseen",
    "no",
    "yes",
    "yes",
    "yes",
    "unseen",
  ]);
});
