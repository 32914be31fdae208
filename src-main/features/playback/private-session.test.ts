import { expect, test } from "vitest";
import { type TestSong, TestPlayback } from "#test-support/test-playback.ts";

async function setPrivate(t: TestPlayback, isPrivate: boolean, caller = t.caller()) {
  return t.playback.handlers["playback.setPrivate"]({ isPrivate }, caller);
}

/** Everything that playing writes apart from the queue itself. */
function written(t: TestPlayback) {
  const { read } = t.database;
  return {
    plays: read.pluck("SELECT count(*) FROM play_history")[0],
    sessions: read.pluck("SELECT count(*) FROM sessions")[0],
    stats: read.pluck("SELECT count(*) FROM song_stats")[0],
    counted: read.pluck("SELECT sum(play_count + skip_count) FROM songs")[0],
    inProgress: read.pluck(
      "SELECT count(*) FROM playback_queue WHERE play_started_at IS NOT NULL OR play_heard_sec IS NOT NULL",
    )[0],
  };
}

const nothing = { plays: 0, sessions: 0, stats: 0, counted: 0, inProgress: 0 };

async function hear(t: TestPlayback, entryId: number | undefined, seconds: number) {
  t.pass(seconds);
  await t.report(entryId ?? -1, seconds, seconds);
}

/** Would catch: any of the five places a play leaves traces in being written to while private. */
test("while private nothing is written of what is heard", async () => {
  await using t = new TestPlayback();
  await t.enqueue(t.addSongs(3));
  const state = await setPrivate(t, true);
  expect(state.isPrivate).toBe(true);
  await hear(t, state.current?.entryId, 150);
  expect(written(t)).toEqual(nothing);
  const second = await t.advance("ended", 200);
  expect(second.isPrivate).toBe(true);
  await hear(t, second.current?.entryId, 190);
  await t.advance("next", 190);
  expect(written(t)).toEqual(nothing);
  await t.restart();
  expect((await t.state()).isPrivate).toBe(true);
  expect(written(t)).toEqual(nothing);
});

/** Would catch: a session that was kept open, so that somebody was seen to listen. */
test("a session that was open before is not kept open by private listening", async () => {
  await using t = new TestPlayback();
  const state = await t.enqueue(t.addSongs(3));
  await hear(t, state.current?.entryId, 150);
  const next = await t.advance("ended", 200);
  const lastActivity = () => t.database.read.pluck("SELECT last_activity_at FROM sessions");
  const before = lastActivity();
  await setPrivate(t, true);
  await hear(t, next.current?.entryId, 100);
  expect(lastActivity()).toEqual(before);
});

/** Would catch: the seconds before, in or after the session of the song it cut through, as a play. */
test("a song that a private session begins or ends in is not recorded", async () => {
  await using t = new TestPlayback();
  const state = await t.enqueue(t.addSongs(3));
  const entryId = state.current?.entryId;
  await hear(t, entryId, 100);
  expect(written(t)).toMatchObject({ inProgress: 1 });
  await setPrivate(t, true);
  expect(written(t)).toEqual(nothing);
  t.pass(40);
  await t.report(entryId ?? -1, 140, 140);
  await setPrivate(t, false);
  t.pass(50);
  await t.report(entryId ?? -1, 190, 190);
  expect(written(t)).toEqual(nothing);
  await t.advance("ended", 200);
  expect(t.history()).toEqual([]);
  t.pass(200);
  await t.advance("ended", 200);
  expect(t.history()).toMatchObject([{ verdict: "played", heard: 200 }]);
});

/** Would catch: a song that repeats and is never counted again after a private session. */
test("the next play of the same entry is recorded again", async () => {
  await using t = new TestPlayback();
  await t.enqueue(t.addSongs(1));
  await t.playback.handlers["playback.setModes"]({ repeatMode: "one" }, t.caller());
  await setPrivate(t, true);
  await setPrivate(t, false);
  t.pass(200);
  await t.advance("ended", 200);
  expect(t.history()).toEqual([]);
  t.pass(200);
  await t.advance("ended", 200);
  expect(t.history()).toMatchObject([{ verdict: "played" }]);
});

/** Would catch: what a crash left of a private play turning up as an event. */
test("a crash in a private session leaves nothing behind", async () => {
  await using t = new TestPlayback();
  const state = await t.enqueue(t.addSongs(2));
  await setPrivate(t, true);
  await hear(t, state.current?.entryId, 120);
  t.crashAndRestart();
  expect(written(t)).toEqual(nothing);
});

/** Would catch: one profile's or device's private session silencing another's history. */
test("a private session is of one profile and device", async () => {
  await using t = new TestPlayback();
  const songs: TestSong[] = t.addSongs(2);
  await setPrivate(t, true);
  for (const other of [t.caller("desktop"), t.callerOf("Bob")]) {
    expect((await t.enqueue(songs, {}, other)).isPrivate).toBe(false);
    t.pass(200);
    await t.advance("ended", 200, { caller: other });
  }
  expect(t.history()).toHaveLength(2);
});

/** Would catch: other windows of the device not told, and a switch to what is so already told as a change. */
test("the device's windows are told once", async () => {
  await using t = new TestPlayback();
  await t.enqueue(t.addSongs(1));
  t.events.length = 0;
  await setPrivate(t, true);
  await setPrivate(t, true);
  expect(t.events.map(({ name }) => name)).toEqual(["playback.changed"]);
  expect(t.events[0]?.payload).toMatchObject({ state: { isPrivate: true } });
});

/** Would catch: a profile that is deleted while it plays, whose play then refers to nobody when the app closes. */
test("a profile that goes leaves its play in progress as an event and no queue in memory", async () => {
  await using t = new TestPlayback();
  const bob = t.callerOf("Bob");
  const state = await t.enqueue(t.addSongs(2), {}, bob);
  t.pass(60);
  await t.report(state.current?.entryId ?? -1, 60, 60, bob);
  t.playback.forget(bob.actor.userId);
  expect(t.history()).toMatchObject([{ heard: 60, verdict: "partial" }]);
  t.database.write((tx) => {
    tx.run("DELETE FROM users WHERE id = ?", bob.actor.userId);
  });
  await t.restart();
  expect(t.history()).toHaveLength(1);
});
