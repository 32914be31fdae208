import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EventPayload } from "#shared/contract/index.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { EventHub } from "#core/ipc/event-hub.ts";
import { nextRevision } from "#features/library/revision.ts";
import { createTestDatabase } from "#test-support/test-database.ts";
import { contextOf, insertCaller } from "#test-support/test-context.ts";
import { insertSong } from "#test-support/test-songs.ts";
import { createSongs, type Songs } from "./create-songs.ts";

const titles = ["Delta", "Alpha", "Charlie", "Bravo", "Echo"];
const byTitle = [{ key: "title" as const, descending: false }];

let test: ReturnType<typeof createTestDatabase>;
let songs: Songs;
let caller: Caller;
let told: { payload: EventPayload<"library.changed">; userIds: readonly number[] | null }[];

beforeEach(() => {
  test = createTestDatabase();
  const { database, folder } = test;
  caller = insertCaller(database, "Owner", { isAdmin: true });
  database.write((tx) => {
    const revision = nextRevision(tx);
    for (const title of titles)
      insertSong(tx, { title, artist: "Band", durationSec: 10, revision });
  });
  const events = new EventHub();
  told = [];
  events.subscribe(({ name, payload, userIds }) => {
    if (name === "library.changed")
      told.push({ payload: payload as EventPayload<"library.changed">, userIds });
  });
  songs = createSongs(contextOf(database, folder, { events, now: () => 1_000 }));
});

afterEach(async () => {
  await songs.close();
  test[Symbol.dispose]();
});

async function open(query = "", viewName = "songs") {
  return songs.handlers["songs.openView"]({ viewName, query, sort: byTitle }, caller);
}

async function shown(snapshotId: string): Promise<(string | null)[]> {
  const { rows } = await songs.handlers["songs.getWindow"](
    { snapshotId, offset: 0, limit: 100 },
    caller,
  );
  return rows.map((row) => row?.title ?? null);
}

function all(snapshotId: string) {
  return { snapshotId, ranges: [{ from: 0, to: 1_000_000 }] };
}

describe("song lists", () => {
  // Catches: windows of another order than the view, totals that miss songs.
  it("answers windows of an ordered view", async () => {
    const view = await open();
    expect(view).toMatchObject({
      total: 5,
      totalDurationSec: 50,
      librarySize: 5,
      libraryRevision: 1,
    });
    expect(await shown(view.snapshotId)).toEqual(["Alpha", "Bravo", "Charlie", "Delta", "Echo"]);
    const part = await songs.handlers["songs.getWindow"](
      { snapshotId: view.snapshotId, offset: 3, limit: 10 },
      caller,
    );
    expect(part.rows.map((row) => row?.title)).toEqual(["Delta", "Echo"]);
  });

  // Catches: every keystroke of fast typing answered, so that an older answer overwrites a newer one.
  it("lets a newer request of the same view overtake, of another view not", async () => {
    const older = open("a").catch((error: unknown) => error);
    const other = open("br", "other view");
    const newer = await open("alpha");
    expect(await older).toMatchObject({ code: "cancelled" });
    expect(newer.total).toBe(1);
    expect((await other).total).toBe(1);
  });

  // Catches: a list that shows what it showed before a removal; a removed song that a rescan would bring back.
  it("removes songs", async () => {
    const view = await open();
    const selection = { snapshotId: view.snapshotId, ranges: [{ from: 1, to: 3 }] };
    const { removed } = await songs.handlers["songs.removeFromLibrary"]({ selection }, caller);
    expect(removed).toBe(2);
    const after = await open();
    expect(await shown(after.snapshotId)).toEqual(["Alpha", "Delta", "Echo"]);
    expect(after).toMatchObject({ librarySize: 3, totalDurationSec: 30, libraryRevision: 2 });
    expect(test.database.read.get("SELECT count(*) AS n FROM removed_songs")).toEqual({ n: 2 });
    expect(told.map(({ payload }) => payload.songUuids?.length)).toEqual([2]);
  });

  // Catches: a rating that bumps the library's revision and so makes every list of everybody load anew.
  it("rates a selection, tells the rater's windows only, and leaves the revision", async () => {
    const selection = all((await open()).snapshotId);
    const rate = songs.handlers["songs.setRating"];
    expect(await rate({ selection, rating: 7 }, caller)).toMatchObject({ changed: 5 });
    expect(await rate({ selection, rating: 7 }, caller)).toEqual({ changed: 0, changeUuid: null });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ payload: { revision: 1 }, userIds: [caller.actor.userId] });
    expect(told[0]?.payload.songUuids).toHaveLength(5);
    await songs.handlers["songs.setFavorite"]({ selection, isFavorite: true }, caller);
    expect(
      test.database.read.all("SELECT DISTINCT rating, is_favorite, is_hidden FROM song_control"),
    ).toEqual([{ rating: 7, is_favorite: 1, is_hidden: 0 }]);
    expect(await rate({ selection, rating: null }, caller)).toMatchObject({ changed: 5 });
  });

  // Catches: a selection that points at other songs once the list changed under it.
  it("carries a selection over to a newer snapshot", async () => {
    const before = await open();
    test.database.write((tx) => insertSong(tx, { title: "Aaron", revision: nextRevision(tx) }));
    const after = await open();
    const remap = await songs.handlers["songs.remapSelection"](
      {
        fromSnapshotId: before.snapshotId,
        toSnapshotId: after.snapshotId,
        ranges: [
          { from: 0, to: 1 },
          { from: 3, to: 9 },
        ],
      },
      caller,
    );
    expect(remap.ranges).toEqual([
      { from: 1, to: 2 },
      { from: 4, to: 6 },
    ]);
    expect(
      await songs.handlers["songs.measureSelection"](
        { selection: { snapshotId: after.snapshotId, ranges: remap.ranges } },
        caller,
      ),
    ).toEqual({ count: 3, durationSec: 30 });
  });

  // Catches: an off-by-one of the halving, a jump beyond the end, folding forgotten.
  it("jumps to and locates songs", async () => {
    const { snapshotId } = await open();
    const jump = (prefix: string) => songs.handlers["songs.jumpTo"]({ snapshotId, prefix }, caller);
    expect(await jump("A")).toEqual({ index: 0 });
    expect(await jump("écho")).toEqual({ index: 4 });
    expect(await jump("z")).toEqual({ index: null });
    const { rows } = await songs.handlers["songs.getWindow"](
      { snapshotId, offset: 2, limit: 1 },
      caller,
    );
    const uuid = rows[0]?.uuid ?? "";
    expect(await songs.handlers["songs.locate"]({ snapshotId, uuid }, caller)).toEqual({
      index: 2,
    });
  });

  // Catches: snapshots that pile up, and a forgotten one that answers with an exception instead of a sentence.
  it("forgets old snapshots with a sentence", async () => {
    const first = await open();
    for (let round = 0; round < 3; round += 1) await open();
    await expect(async () => shown(first.snapshotId)).rejects.toMatchObject({ code: "not_found" });
  });

  it("says that files cannot be shown where there is no file manager", async () => {
    const { snapshotId } = await open();
    const { rows } = await songs.handlers["songs.getWindow"](
      { snapshotId, offset: 0, limit: 1 },
      caller,
    );
    await expect(
      songs.handlers["songs.revealFile"]({ uuid: rows[0]?.uuid ?? "" }, caller),
    ).rejects.toMatchObject({ code: "unsupported" });
  });
});
