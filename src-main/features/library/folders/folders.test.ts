import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { AppError } from "#shared/errors/app-error.ts";
import { writeSong } from "#test-support/test-audio.ts";
import { createTestLibrary } from "#test-support/test-library.ts";
import { browseFolders } from "./browse-folders.ts";
import { expandPath } from "./folder-path.ts";

async function refusal(promise: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: "none", message: "" };
}

describe("adding a folder", () => {
  test("refuses what is not there, is no folder, or overlaps a watched one, in a sentence that names it", async () => {
    await using library = createTestLibrary();
    mkdirSync(join(library.music, "inner"));
    writeFileSync(join(library.folder, "file"), "");
    const nowhere = join(library.folder, "nowhere");
    const missing = await refusal(library.add(nowhere));
    expect(missing.code).toBe("folder_not_found");
    expect(missing.message).toContain(nowhere);
    expect(await refusal(library.add(join(library.folder, "file")))).toMatchObject({
      code: "folder_not_found",
    });
    await library.add();
    symlinkSync(library.music, join(library.folder, "by-another-name"), "junction");
    for (const path of [
      library.music,
      `${library.music}/../music/`,
      join(library.music, "inner"),
      library.folder,
      join(library.folder, "by-another-name"),
    ])
      expect(await refusal(library.add(path)), path).toMatchObject({ code: "folder_overlaps" });
    mkdirSync(`${library.music}al`);
    expect(await refusal(library.add(`${library.music}al`))).toMatchObject({ code: "none" });
    expect(library.context.database.read.pluck("SELECT count(*) FROM library_folders")).toEqual([
      2,
    ]);
  });

  test("a home folder may be written as ~", () => {
    expect(expandPath("~")).toBe(homedir());
    expect(expandPath("~/Music")).toBe(join(homedir(), "Music"));
    expect(expandPath("/a/../b/")).toBe(resolve("/b"));
  });
});

describe("removing a folder", () => {
  // Would catch a scan of "/" that reads on for an hour after the folder was removed, every other scan waiting behind it.
  test("ends its scan", async () => {
    await using library = createTestLibrary();
    const { handlers } = library.library;
    for (let no = 0; no < 300; no += 1)
      writeFileSync(join(library.music, `${no}.mp3`), "no music at all");
    const { folder, taskId } = await handlers["library.addFolder"](
      { path: library.music },
      library.caller,
    );
    await handlers["library.removeFolder"]({ uuid: folder.uuid }, library.caller);
    const task = await library.context.tasks.waitFor(taskId);
    expect(task.status).toBe("cancelled");
  });

  test("takes its songs out of the lists, and adding it again brings back all but what a person took out", async () => {
    await using library = createTestLibrary();
    const { handlers } = library.library;
    for (const name of ["a.wav", "b.wav", "c.wav"])
      writeSong(join(library.music, name), name.charCodeAt(0));
    await library.add();
    const { database } = library.context;
    const listed = (): string[] =>
      database.read.pluck<string>("SELECT uuid FROM songs WHERE removed_at IS NULL ORDER BY uuid");
    const before = listed();
    database.write((tx) => {
      tx.run(
        `INSERT INTO removed_songs (removal_uuid, song_id, local_path, fingerprint, removed_at)
         SELECT 'test', id, local_path, fingerprint, 1 FROM songs WHERE title = 'c'`,
      );
      tx.run("UPDATE songs SET removed_at = 1 WHERE title = 'c'");
    });
    const kept = listed();
    const { folders } = await handlers["library.listFolders"]({}, library.caller);
    const uuid = folders[0]?.uuid ?? "";
    expect(await handlers["library.removeFolder"]({ uuid }, library.caller)).toMatchObject({
      removedSongs: 2,
    });
    expect(listed()).toEqual([]);
    expect((await handlers["library.getCounts"]({}, library.caller)).songs).toBe(0);
    expect(await library.add()).toMatchObject({ added: 0, unchanged: 2 });
    expect(listed()).toEqual(kept);
    expect(kept).toHaveLength(before.length - 1);
    expect(
      await refusal(
        Promise.resolve().then(() =>
          handlers["library.removeFolder"]({ uuid: crypto.randomUUID() }, library.caller),
        ),
      ),
    ).toMatchObject({ code: "not_found" });
  });

  test("a folder inside the removed one takes over its songs", async () => {
    await using library = createTestLibrary();
    const { handlers } = library.library;
    writeSong(join(library.music, "sub", "a.wav"), 1);
    await library.add();
    const { folders } = await handlers["library.listFolders"]({}, library.caller);
    await handlers["library.removeFolder"]({ uuid: folders[0]?.uuid ?? "" }, library.caller);
    expect(await library.add(join(library.music, "sub"))).toMatchObject({ added: 0, unchanged: 1 });
    const listed = await handlers["library.listFolders"]({}, library.caller);
    expect(listed.folders.map((folder) => [basename(folder.path), folder.songCount])).toEqual([
      ["sub", 1],
    ]);
  });
});

describe("choosing a folder", () => {
  test("lists sub-folders in natural order, without files and hidden ones", async () => {
    await using library = createTestLibrary();
    for (const name of ["Disc 10", "disc 2", ".hidden", "Ähre"])
      mkdirSync(join(library.music, name));
    writeFileSync(join(library.music, "song.mp3"), "");
    const browsed = browseFolders(library.music);
    expect(browsed.path).toBe(realpathSync(library.music));
    expect(browsed.parent).toBe(realpathSync(library.folder));
    expect(browsed.folders.map((folder) => folder.name)).toEqual(["Ähre", "disc 2", "Disc 10"]);
    expect(browsed.places[0]).toEqual({ name: "Home", path: homedir() });
  });
});
