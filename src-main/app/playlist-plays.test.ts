import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Selection } from "#shared/contract/index.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { createPlayback, type Playback } from "#features/playback/index.ts";
import { TestPlaylists, type TestSong } from "#test-support/test-playlists.ts";

describe("plays of a playlist", () => {
  let test: TestPlaylists;
  let playback: Playback;
  let ana: Caller;
  let songs: TestSong[];
  let uuid: string;
  let nowMs: number;

  beforeEach(async () => {
    nowMs = Date.UTC(2026, 0, 15, 12);
    test = new TestPlaylists({ now: () => nowMs });
    playback = createPlayback(test.context, {
      songs: test.songs,
      covers: { get: () => Promise.resolve(null) },
    });
    ana = test.caller("Ana");
    songs = test.addSongs(4);
    uuid = await test.create(ana, songs.slice(0, 3));
  });

  afterEach(async () => {
    await playback.close();
    await test[Symbol.asyncDispose]();
  });

  const enqueue = async (
    selection: Selection,
    mode: "replace" | "next" | "append" = "replace",
    startIndex = 0,
  ) =>
    (await playback.handlers["playback.enqueue"]({ selection, mode, startIndex, heardSec: 0 }, ana))
      .state;
  const ended = () => {
    nowMs += 100_000;
    return playback.handlers["playback.advance"]({ reason: "ended", heardSec: 100 }, ana);
  };
  const whole = async () => {
    const { snapshotId, total } = await test.open(uuid, ana);
    return { snapshotId, ranges: [{ from: 0, to: total }] };
  };
  const playCounts = async () => {
    const { playCount } = await test.ask("playlists.get", { uuid }, ana);
    return [playCount, ...(await test.lines(uuid, ana)).map((line) => line.playCount)];
  };

  // Catches: plays that a playlist never hears of, or that count for another entry.
  it("count for the playlist and its entry when the queue comes from it", async () => {
    await enqueue(await whole());
    await ended();
    await ended();
    expect(await playCounts()).toEqual([2, 1, 1, 0]);
  });

  // Catches: a play of some other song that a playlist is credited with.
  it("do not count once something else stands in the queue, or for songs played by themselves", async () => {
    await enqueue({ uuids: songs.slice(0, 3).map((song) => song.uuid) });
    await ended();
    await enqueue(await whole());
    await enqueue({ uuids: [songs[3]?.uuid ?? ""] }, "append");
    await ended();
    expect(await playCounts()).toEqual([0, 0, 0, 0]);
    await enqueue(await whole());
    await enqueue(await whole(), "append");
    await ended();
    expect(await playCounts()).toEqual([1, 1, 0, 0]);
  });

  // Catches: the wrong song that plays because a line without one was counted.
  it("begin at the row that was chosen, also behind rows without a song", async () => {
    test.database.write((tx) => {
      tx.run("UPDATE journal_context SET is_suspended = 1");
      tx.run(
        `UPDATE playlist_tracks SET song_id = NULL, source_title = 'Lost' WHERE song_id = ?`,
        songs[0]?.id ?? 0,
      );
      tx.run("UPDATE journal_context SET is_suspended = 0");
    });
    const state = await enqueue(await whole(), "replace", 2);
    expect(state.total).toBe(2);
    expect(state.current?.song.title).toBe("Song 2");
    expect((await test.lines(uuid, ana))[0]).toMatchObject({
      song: null,
      source: { title: "Lost" },
    });
    expect(await test.ask("playlists.get", { uuid }, ana)).toMatchObject({ unmatchedCount: 1 });
  });
});
