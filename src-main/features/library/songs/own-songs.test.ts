import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AppError } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { nextRevision } from "#features/library/revision.ts";
import { createTestContext, insertCaller } from "#test-support/test-context.ts";
import { insertSong } from "#test-support/test-songs.ts";
import { createSongs, type Songs } from "./create-songs.ts";

let test: ReturnType<typeof createTestContext>;
let songs: Songs;
let ana: Caller;
let bob: Caller;
let uuids: string[];

beforeEach(() => {
  test = createTestContext();
  const { database } = test.context;
  ana = insertCaller(database, "Ana");
  bob = insertCaller(database, "Bob");
  database.write((tx) => {
    const revision = nextRevision(tx);
    for (const title of ["Blue", "Green", "Red"])
      insertSong(tx, { title, codec: "flac", revision });
  });
  uuids = database.read.pluck<string>("SELECT uuid FROM songs ORDER BY id");
  songs = createSongs(test.context);
});

afterEach(async () => {
  await songs.close();
  test[Symbol.dispose]();
});

async function titles(query: string, caller: Caller): Promise<string[]> {
  const sort = [{ key: "title" as const, descending: false }];
  const view = await songs.handlers["songs.openView"]({ viewName: "songs", query, sort }, caller);
  const window = { snapshotId: view.snapshotId, offset: 0, limit: 10 };
  const { rows } = await songs.handlers["songs.getWindow"](window, caller);
  return rows.map((row) => row?.title ?? "gone");
}

function select(...indexes: number[]) {
  return { selection: { uuids: indexes.map((index) => uuids[index] ?? "") } };
}

describe("what a profile sets on songs", () => {
  // Catches: a hidden song that comes back with the next word typed, or is gone for the other profiles too.
  it("keeps hidden songs out of every list that does not ask for them", async () => {
    const change = await songs.handlers["songs.setHidden"]({ ...select(0), isHidden: true }, ana);
    expect(change).toMatchObject({ changed: 1 });
    expect(await titles("", ana)).toEqual(["Green", "Red"]);
    expect(await titles("e", ana)).toEqual(["Green", "Red"]);
    expect(await titles("codec:flac", ana)).toEqual(["Green", "Red"]);
    expect(await titles("is:hidden", ana)).toEqual(["Blue"]);
    expect(await titles("e OR is:hidden", ana)).toEqual(["Blue", "Green", "Red"]);
    expect(await titles("", bob)).toEqual(["Blue", "Green", "Red"]);
    await songs.handlers["songs.setHidden"]({ ...select(0), isHidden: false }, ana);
    expect(await titles("", ana)).toEqual(["Blue", "Green", "Red"]);
  });

  // Catches: tags lost or doubled when several songs with different tags are edited at once.
  it("adds and takes away tags, keeping the others", async () => {
    const edit = (add: string[], remove: string[], ...indexes: number[]) =>
      songs.handlers["songs.editTags"]({ ...select(...indexes), add, remove }, ana);
    const tagsOf = async (index: number): Promise<string[]> =>
      (await songs.handlers["songs.get"]({ uuid: uuids[index] ?? "" }, ana)).tags;
    await edit(["warm", "slow"], [], 0);
    expect(await edit(["slow", "new", "new"], ["warm"], 0, 1)).toMatchObject({ changed: 2 });
    expect(await tagsOf(0)).toEqual(["slow", "new"]);
    expect(await tagsOf(1)).toEqual(["slow", "new"]);
    expect(await edit(["slow"], ["nobody"], 0, 1)).toEqual({ changed: 0, changeUuid: null });
    expect(await edit([], ["nobody"], 2)).toEqual({ changed: 0, changeUuid: null });
    expect(await songs.handlers["songs.countTags"](select(0, 1, 2), ana)).toEqual({
      songs: 3,
      tags: [
        { tag: "new", songs: 2 },
        { tag: "slow", songs: 2 },
      ],
    });
    expect(await titles("tag=slow", ana)).toEqual(["Blue", "Green"]);
    expect(await titles("tag=slow", bob)).toEqual([]);
  });

  it("keeps notes, and none when there is nothing but spaces", async () => {
    const [uuid = ""] = uuids;
    await songs.handlers["songs.setNotes"]({ uuid, notes: "First dance" }, ana);
    expect(await titles("notes:DANCE", ana)).toEqual(["Blue"]);
    await songs.handlers["songs.setNotes"]({ uuid, notes: "  " }, ana);
    expect(await titles("has:notes", ana)).toEqual([]);
  });

  // Catches: a change of tags or notes that no undo finds.
  it("writes each change down with a sentence", async () => {
    const [uuid = ""] = uuids;
    await songs.handlers["songs.setNotes"]({ uuid, notes: "x" }, ana);
    await songs.handlers["songs.editTags"]({ ...select(0, 1), add: ["a", "b"], remove: [] }, ana);
    await songs.handlers["songs.setHidden"]({ ...select(0, 1), isHidden: true }, ana);
    expect(
      test.context.database.read.pluck("SELECT summary FROM change_journal ORDER BY id"),
    ).toEqual(['Wrote notes on "Blue"', 'Tagged 2 songs "a", "b"', "Hid 2 songs"]);
  });
});

describe("queries of the search box", () => {
  // Catches: a list that is emptied, or a bug report, instead of a mark under the word that cannot be read.
  it("are refused with the place of the mistake", async () => {
    await expect(titles("blue year:abc", ana)).rejects.toMatchObject({
      code: "query_invalid",
      details: { from: 10, to: 13 },
    } satisfies Partial<AppError>);
    expect(await titles('"blu', ana)).toEqual(["Blue"]);
  });

  it("are completed from what the library and the profile have", async () => {
    await songs.handlers["songs.editTags"]({ ...select(0, 1), add: ["summer"], remove: [] }, ana);
    const suggest = async (field: string, prefix: string, caller = ana) =>
      (await songs.handlers["songs.suggestValues"]({ field, prefix, limit: 5 }, caller)).values;
    expect(await suggest("codec", "FL")).toEqual([{ value: "flac", songs: 3 }]);
    expect(await suggest("tags", "su")).toEqual([{ value: "summer", songs: 2 }]);
    expect(await suggest("tag", "su", bob)).toEqual([]);
    expect(await suggest("nothing", "")).toEqual([]);
  });
});
