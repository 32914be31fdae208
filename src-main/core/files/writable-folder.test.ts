import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "#test-support/test-database.ts";
import { ensureWritableFolder, translateDiskFull } from "./writable-folder.ts";

test("makes the folder with its parents, and is content when it is there", () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "a", "b");
  ensureWritableFolder(path, "nothing can be kept there");
  ensureWritableFolder(path, "nothing can be kept there");
  expect(existsSync(path)).toBe(true);
});

// Catches: a stack trace in front of a person who named a file as the data folder.
test("a file in the folder's place is told in a sentence that names the folder", () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "notes.txt");
  writeFileSync(file, "mine");
  for (const path of [file, join(file, "data")])
    expect(() => ensureWritableFolder(path, "Segue cannot keep its data there")).toThrow(
      expect.objectContaining({
        code: "database_read_only",
        message: expect.stringContaining(
          `${path} cannot be made, because a file stands in its place or above it, so Segue cannot keep`,
        ),
      }),
    );
});

// Catches: a full disk reported as a fault of Segue's.
test("a full disk has its own sentence, other failures none", () => {
  const full = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  expect(translateDiskFull(full, "/music")).toMatchObject({ code: "disk_full" });
  expect(translateDiskFull(new Error("else"), "/music")).toBeNull();
});
