import { join } from "node:path";
import { expect, test } from "vitest";
import { journalHandlers } from "#core/journal/journal.handlers.ts";
import { writeSong } from "#test-support/test-audio.ts";
import { createTestLibrary, type TestLibrary } from "#test-support/test-library.ts";

function listed({ context }: TestLibrary): string[] {
  return context.database.read.pluck<string>(
    "SELECT title FROM songs WHERE removed_at IS NULL ORDER BY title",
  );
}

function administrator({ caller }: TestLibrary) {
  return { ...caller, actor: { ...caller.actor, isAdmin: true } };
}

// Catches: a folder that is back without its songs, or gone with them still in the lists.
test("undoing and redoing the adding and removing of a folder takes its songs along", async () => {
  await using library = createTestLibrary();
  const journal = journalHandlers(library.context);
  const caller = administrator(library);
  for (const name of ["a.wav", "b.wav"]) writeSong(join(library.music, name), name.charCodeAt(0));
  const { handlers } = library.library;
  const added = await handlers["library.addFolder"]({ path: library.music }, caller);
  await library.finished(added.taskId);
  const removed = await handlers["library.removeFolder"]({ uuid: added.folder.uuid }, caller);
  expect(listed(library)).toEqual([]);

  await journal["journal.undo"]({ uuid: removed.changeUuid ?? "" }, caller);
  await expect.poll(() => listed(library)).toEqual(["a", "b"]);
  await library.context.tasks.idle();
  expect((await handlers["library.listFolders"]({}, caller)).folders).toMatchObject([
    { path: library.music, songCount: 2 },
  ]);
  await journal["journal.undo"]({ uuid: added.changeUuid ?? "" }, caller);
  await expect.poll(() => listed(library)).toEqual([]);
  expect((await handlers["library.listFolders"]({}, caller)).folders).toEqual([]);
  await journal["journal.redo"]({}, caller);
  await expect.poll(() => listed(library)).toEqual(["a", "b"]);
  await library.context.tasks.idle();
});

// Catches: two watched folders one inside the other, brought about by an undo.
test("a folder does not come back around one that is watched by now", async () => {
  await using library = createTestLibrary();
  const caller = administrator(library);
  writeSong(join(library.music, "sub", "a.wav"), 1);
  const { handlers } = library.library;
  const { folder, taskId } = await handlers["library.addFolder"]({ path: library.music }, caller);
  await library.finished(taskId);
  const removed = await handlers["library.removeFolder"]({ uuid: folder.uuid }, caller);
  await library.add(join(library.music, "sub"));
  const undo = () =>
    journalHandlers(library.context)["journal.undo"]({ uuid: removed.changeUuid ?? "" }, caller);
  expect(undo).toThrow(/contains .*sub, which is already in the library/);
});

// Catches: opened files that stay in the library for ever, or come back with the next scan.
test("songs that came by opening files are taken out by an undo, and brought back by a redo", async () => {
  await using library = createTestLibrary();
  const journal = journalHandlers(library.context);
  const paths = ["a.wav", "b.wav"].map((name) => join(library.music, name));
  for (const [at, path] of paths.entries()) writeSong(path, at + 1);
  await library.library.openPaths(paths, library.caller);
  expect(listed(library)).toEqual(["a", "b"]);
  await library.library.openPaths(paths, library.caller);
  const { entry } = await journal["journal.undo"]({}, library.caller);
  expect(entry).toMatchObject({
    kind: "library.importFiles",
    summary: "Opened 2 files new to the library",
  });
  expect(listed(library)).toEqual([]);
  expect(library.context.database.read.all("SELECT 1 FROM removed_songs")).toHaveLength(2);
  await journal["journal.redo"]({}, library.caller);
  expect(listed(library)).toEqual(["a", "b"]);
  expect(library.context.database.read.all("SELECT 1 FROM removed_songs")).toEqual([]);
});
