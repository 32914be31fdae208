import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EventPayload } from "#shared/contract/index.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { journalHandlers, type JournalHandlers } from "#core/journal/journal.handlers.ts";
import { nextRevision } from "#features/library/revision.ts";
import { createTestContext, insertCaller } from "#test-support/test-context.ts";
import { insertSong } from "#test-support/test-songs.ts";
import { createSongs, type Songs } from "./create-songs.ts";

let test: ReturnType<typeof createTestContext>;
let songs: Songs;
let journal: JournalHandlers;
let ana: Caller;
let bob: Caller;
let uuids: string[];

beforeEach(() => {
  test = createTestContext();
  const { database } = test.context;
  ana = insertCaller(database, "Ana", { isAdmin: true });
  bob = insertCaller(database, "Bob");
  database.write((tx) => {
    const revision = nextRevision(tx);
    for (const title of ["Blue", "Green", "Red"]) insertSong(tx, { title, revision });
  });
  uuids = database.read.pluck<string>("SELECT uuid FROM songs ORDER BY id");
  songs = createSongs(test.context);
  journal = journalHandlers(test.context);
  test.told.length = 0;
});

afterEach(async () => {
  await songs.close();
  test[Symbol.dispose]();
});

function told() {
  return test.told
    .filter(({ name }) => name === "library.changed")
    .map(({ payload, userIds }) => ({
      ...(payload as EventPayload<"library.changed">),
      userIds,
    }));
}

async function listed(): Promise<string[]> {
  const sort = [{ key: "title" as const, descending: false }];
  const view = await songs.handlers["songs.openView"]({ viewName: "songs", query: "", sort }, ana);
  const { rows } = await songs.handlers["songs.getWindow"](
    { snapshotId: view.snapshotId, offset: 0, limit: 10 },
    ana,
  );
  return rows.map((row) => row?.title ?? "gone");
}

describe("undoing what was done to songs", () => {
  // Catches: songs that are back in the database and not in the lists, because no revision told the read worker.
  it("brings removed songs back into every list", async () => {
    const { changeUuid } = await songs.handlers["songs.removeFromLibrary"](
      { selection: { uuids: uuids.slice(0, 2) } },
      ana,
    );
    expect(await listed()).toEqual(["Red"]);
    test.told.length = 0;
    await journal["journal.undo"]({ uuid: changeUuid ?? "" }, ana);
    expect(await listed()).toEqual(["Blue", "Green", "Red"]);
    expect(told()).toEqual([
      {
        revision: 3,
        songUuids: expect.arrayContaining(uuids.slice(0, 2)) as string[],
        userIds: null,
      },
    ]);
    expect(test.context.database.read.all("SELECT 1 FROM removed_songs")).toEqual([]);
    await journal["journal.redo"]({}, ana);
    expect(await listed()).toEqual(["Red"]);
  });

  // Catches: an administrator of yesterday who goes on deciding what is in everybody's library.
  it("leaves what is in the library to administrators", async () => {
    const { changeUuid } = await songs.handlers["songs.removeFromLibrary"](
      { selection: { uuids: uuids.slice(0, 1) } },
      ana,
    );
    await songs.handlers["songs.setRating"]({ selection: { uuids }, rating: 8 }, ana);
    const former = { ...ana, actor: { ...ana.actor, isAdmin: false } };
    await journal["journal.undo"]({}, former);
    const undo = async () => journal["journal.undo"]({ uuid: changeUuid ?? "" }, former);
    await expect(undo()).rejects.toThrow("Only an administrator may say which songs");
    expect(await listed()).toEqual(["Green", "Red"]);
  });

  // Catches: one profile's undone rating that makes the windows of another refresh.
  it("puts ratings back, and tells the profile's own windows alone", async () => {
    await songs.handlers["songs.setRating"]({ selection: { uuids }, rating: 8 }, ana);
    await songs.handlers["songs.setRating"](
      { selection: { uuids: uuids.slice(0, 1) }, rating: 4 },
      bob,
    );
    test.told.length = 0;
    await journal["journal.undo"]({}, ana);
    const rating = (caller: Caller) =>
      songs.songRows(Uint32Array.of(1, 2, 3), caller.actor.userId).map((row) => row?.rating);
    expect(rating(ana)).toEqual([null, null, null]);
    expect(rating(bob)).toEqual([4, null, null]);
    expect(told()).toEqual([
      {
        revision: 1,
        songUuids: expect.arrayContaining(uuids) as string[],
        userIds: [ana.actor.userId],
      },
    ]);
  });

  it("says by its title what a change did", async () => {
    const { changeUuid } = await songs.handlers["songs.setRating"](
      { selection: { uuids: uuids.slice(0, 1) }, rating: 7 },
      ana,
    );
    const { changeUuid: again } = await songs.handlers["songs.setRating"](
      { selection: { uuids: uuids.slice(0, 1) }, rating: null },
      ana,
    );
    const details = (uuid: string | null) =>
      journal["journal.getDetails"]({ uuid: uuid ?? "", limit: 10 }, ana);
    expect(await details(changeUuid)).toEqual({
      details: [{ what: 'Rating of "Blue"', before: null, after: "3.5 stars" }],
      total: 1,
    });
    expect(await details(again)).toMatchObject({
      details: [{ what: 'Rating of "Blue"', before: "3.5 stars", after: null }],
    });
    await expect(
      Promise.resolve().then(() => journal["journal.undo"]({ uuid: changeUuid ?? "" }, ana)),
    ).rejects.toThrow(/^"Blue" was changed again by you on .+; nothing was undone\.$/);
  });
});
