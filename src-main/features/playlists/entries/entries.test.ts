import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "#core/ipc/caller.ts";
import { TestPlaylists } from "#test-support/test-playlists.ts";

describe("entries of a playlist", () => {
  let test: TestPlaylists;
  let ana: Caller;

  beforeEach(() => {
    test = new TestPlaylists();
    ana = test.caller("Ana");
  });

  afterEach(() => test[Symbol.asyncDispose]());

  // Catches: songs out of order, a forgotten total, a window that shows another song than its line says.
  it("adds songs at the end and before an entry, in their order", async () => {
    const songs = test.addSongs(5);
    const uuid = await test.create(ana, songs.slice(0, 2));
    const [, second] = await test.lines(uuid, ana);
    await test.add(uuid, songs.slice(2, 4), ana, second?.entryUuid ?? null);
    expect(await test.titles(uuid, ana)).toEqual(["Song 0", "Song 2", "Song 3", "Song 1"]);
    const { playlists } = await test.ask("playlists.list", {}, ana);
    expect(playlists[0]).toMatchObject({ trackCount: 4, totalDurationSec: 246, role: "owner" });
    const view = await test.open(uuid, ana);
    expect(view).toMatchObject({ total: 4, playlistSize: 4, totalDurationSec: 246 });
    expect((await test.lines(uuid, ana))[3]).toMatchObject({
      position: 4,
      addedByName: "Ana",
      song: { title: "Song 1" },
    });
  });

  // Catches: totals that a large undo left as they were, and what only some of the entries say lost on the way back.
  it("brings many entries back as they were, with the totals right, however often", async () => {
    const songs = test.addSongs(130);
    const uuid = await test.create(ana, songs);
    const rated = (await test.lines(uuid, ana))[77]?.entryUuid ?? "";
    const changes = { rating: 7, notes: "Loud" };
    await test.ask("playlists.updateTrack", { entryUuid: rated, changes }, ana);
    const state = async () => ({
      lines: await test.lines(uuid, ana),
      totals: test.database.read.get(
        "SELECT track_count, total_duration_ms, rating_sum, rating_count FROM playlists",
      ),
    });
    const full = await state();
    const entryUuids = full.lines.slice(0, 120).map(({ entryUuid }) => entryUuid ?? "");
    await test.ask("playlists.removeTracks", { uuid, entries: { entryUuids } }, ana);
    const small = await state();
    expect(small.totals).toMatchObject({ track_count: 10, rating_sum: 0, rating_count: 0 });
    for (let round = 0; round < 2; round += 1) {
      await test.ask("journal.undo", {}, ana);
      expect((await state()).totals).toEqual(full.totals);
      expect((await state()).lines).toEqual(full.lines);
      await test.ask("journal.redo", {}, ana);
      expect(await state()).toEqual(small);
    }
    await test.ask("journal.undo", {}, ana);
    await test.ask("journal.undo", {}, ana);
    await test.ask("journal.undo", {}, ana);
    expect((await state()).totals).toMatchObject({ track_count: 0, total_duration_ms: 0 });
  });

  // Catches: a duplicate slipped in when the person was still to be asked, or one left out that was wanted.
  it("asks about, skips or takes songs that stand there already", async () => {
    const songs = test.addSongs(3);
    const uuid = await test.create(ana, songs.slice(0, 2));
    const add = (duplicates: "ask" | "skip" | "add") =>
      test.ask(
        "playlists.addTracks",
        {
          uuid,
          selection: { uuids: songs.map((song) => song.uuid) },
          beforeEntryUuid: null,
          duplicates,
        },
        ana,
      );
    expect(await add("ask")).toEqual({
      added: 0,
      duplicates: 2,
      duplicateTitles: ["Song 0", "Song 1"],
      changeUuid: null,
    });
    expect(await add("skip")).toMatchObject({ added: 1, duplicates: 2 });
    expect(await test.titles(uuid, ana)).toEqual(["Song 0", "Song 1", "Song 2"]);
    expect(await add("add")).toMatchObject({ added: 3, duplicates: 3 });
    expect(await test.titles(uuid, ana)).toHaveLength(6);
  });

  // Catches: more rows written than were moved, an order turned around, a move onto its own place that counts as one.
  it("moves entries before another with one row written for each", async () => {
    const uuid = await test.create(ana, test.addSongs(6));
    const lines = await test.lines(uuid, ana);
    const entry = (index: number) => lines[index]?.entryUuid ?? "";
    const move = (indexes: number[], before: number | null) =>
      test.ask(
        "playlists.reorderTracks",
        {
          uuid,
          entries: { entryUuids: indexes.map(entry) },
          beforeEntryUuid: before === null ? null : entry(before),
        },
        ana,
      );
    const { moved, changeUuid } = await move([4, 1], 3);
    expect(moved).toBe(2);
    expect(await test.titles(uuid, ana)).toEqual([
      "Song 0",
      "Song 2",
      "Song 1",
      "Song 4",
      "Song 3",
      "Song 5",
    ]);
    expect(
      test.database.read.pluck(
        `SELECT r.column_name FROM change_journal_rows r JOIN change_journal j ON j.id = r.journal_id WHERE j.uuid = ?`,
        changeUuid,
      ),
    ).toEqual(["order_key", "order_key"]);
    expect(await move([1, 4], 3)).toEqual({ moved: 0, changeUuid: null });
    expect(await move([0], null)).toMatchObject({ moved: 1 });
    expect(await move([0], 0)).toEqual({ moved: 0, changeUuid: null });
    expect(await test.titles(uuid, ana)).toEqual([
      "Song 2",
      "Song 1",
      "Song 4",
      "Song 3",
      "Song 5",
      "Song 0",
    ]);
  });

  // Catches: entries named by an old view that hit others, once the list changed under it.
  it("takes out what a view meant, also when another window changed the list meanwhile", async () => {
    const songs = test.addSongs(6);
    const uuid = await test.create(ana, songs.slice(0, 4));
    const view = await test.open(uuid, ana);
    const [first] = await test.lines(uuid, test.otherWindow(ana));
    await test.ask(
      "playlists.removeTracks",
      { uuid, entries: { entryUuids: [first?.entryUuid ?? ""] } },
      test.otherWindow(ana),
    );
    await test.add(uuid, songs.slice(4), test.otherWindow(ana));
    const removed = await test.ask(
      "playlists.removeTracks",
      { uuid, entries: { snapshotId: view.snapshotId, ranges: [{ from: 0, to: 2 }] } },
      ana,
    );
    expect(removed.removed).toBe(1);
    expect(await test.titles(uuid, ana)).toEqual(["Song 2", "Song 3", "Song 4", "Song 5"]);
  });

  // Catches: a drop that fails, or lands at the end, because another window took the target out a moment before.
  it("drops entries where a vanished one stood", async () => {
    const songs = test.addSongs(5);
    const uuid = await test.create(ana, songs.slice(0, 4));
    const lines = await test.lines(uuid, ana);
    const second = lines[1]?.entryUuid ?? "";
    await test.ask("playlists.removeTracks", { uuid, entries: { entryUuids: [second] } }, ana);
    await test.add(uuid, songs.slice(4), ana, second);
    expect(await test.titles(uuid, ana)).toEqual(["Song 0", "Song 4", "Song 2", "Song 3"]);
  });

  // Catches: a song column that cannot order entries, a manual order lost by looking at another one.
  it("is looked at sorted and filtered without losing its order", async () => {
    const songs = test.addSongs(4);
    const [a, b, c, d] = songs;
    if (!a || !b || !c || !d) throw new Error("Four songs were made");
    const uuid = await test.create(ana, [c, a, d, b]);
    await test.add(uuid, [a], ana);
    const byTitle = { sort: [{ key: "title" as const, descending: true }] };
    expect(await test.titles(uuid, ana, byTitle)).toEqual([
      "Song 3",
      "Song 2",
      "Song 1",
      "Song 0",
      "Song 0",
    ]);
    expect(await test.titles(uuid, ana, { query: "song 2" })).toEqual(["Song 2"]);
    const reversed = { sort: [{ key: "position" as const, descending: true }] };
    expect((await test.lines(uuid, ana, reversed)).map((line) => line.position)).toEqual([
      5, 4, 3, 2, 1,
    ]);
    expect(await test.titles(uuid, ana)).toEqual([
      "Song 2",
      "Song 0",
      "Song 3",
      "Song 1",
      "Song 0",
    ]);
  });

  // Catches: a selection of a playlist that means its songs once, or none, for the channels of songs.
  it("is a selection of songs to every other channel", async () => {
    const [a, b] = test.addSongs(2);
    if (!a || !b) throw new Error("Two songs were made");
    const uuid = await test.create(ana, [b, a]);
    await test.add(uuid, [b], ana);
    const { snapshotId } = await test.open(uuid, ana);
    const selection = { snapshotId, ranges: [{ from: 0, to: 3 }] };
    expect([...test.songs.resolveSelection(selection)]).toEqual([b.id, a.id, b.id]);
    expect(await test.ask("songs.setRating", { selection, rating: 8 }, ana)).toMatchObject({
      changed: 2,
    });
    expect(await test.ask("songs.measureSelection", { selection }, ana)).toEqual({
      count: 3,
      durationSec: 61 + 60 + 61,
    });
  });
});
