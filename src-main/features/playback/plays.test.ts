import fc from "fast-check";
import { expect, test } from "vitest";
import { maintenanceTasks } from "./index.ts";
import {
  historyAddedSql,
  historyCountSql,
  historyPageSql,
  topSongsSql,
} from "./history.repository.ts";
import { type TestSong, TestPlayback } from "#test-support/test-playback.ts";

const halfHour = 30 * 60;

/** Would catch: seconds believed that nobody can have heard. */
test("seconds heard are capped at the time that passed", async () => {
  await using t = new TestPlayback();
  await t.enqueue(t.addSongs(2));
  t.pass(10);
  await t.advance("next", 150);
  expect(t.history()).toMatchObject([{ verdict: "skipped", heard: 12 }]);
});

test("nothing is written for a song of which nothing was heard", async () => {
  await using t = new TestPlayback();
  await t.enqueue(t.addSongs(3));
  t.pass(5);
  await t.advance("next", 0);
  await t.advance("failed", 0);
  expect(t.history()).toEqual([]);
});

/** Would catch: a paused song whose play is dated hours before anybody heard it. */
test("a song that waited paused was played when it was heard", async () => {
  await using t = new TestPlayback();
  const state = await t.enqueue(t.addSongs(2));
  t.pass(7200);
  const heardAt = t.nowMs;
  t.pass(5);
  await t.report(state.current?.entryId ?? -1, 5, 5);
  t.pass(115);
  await t.advance("next", 120);
  const times = t.database.read.pluck<number>("SELECT played_at FROM play_history");
  expect(times).toEqual([heardAt]);
  expect(t.history()).toMatchObject([{ verdict: "played", heard: 120 }]);
});

/** Would catch: a play lost, or counted twice, because the process died in the middle of it. */
test("a play in progress at a crash becomes one event at the next start, and the queue stands paused", async () => {
  await using t = new TestPlayback();
  const state = await t.enqueue(t.addSongs(2));
  t.pass(60);
  await t.report(state.current?.entryId ?? -1, 61, 60);
  t.pass(86_400);
  t.crashAndRestart();
  expect(t.history()).toMatchObject([{ verdict: "partial", heard: 60, completed: 0 }]);
  expect(await t.state()).toMatchObject({ positionSec: 61, heardSec: 0 });
  t.crashAndRestart();
  expect(t.history()).toHaveLength(1);
  const again = await t.state();
  t.pass(30);
  await t.report(again.current?.entryId ?? -1, 91, 30);
  t.pass(80);
  await t.advance("ended", 110);
  expect(t.history()).toMatchObject([
    { heard: 60 },
    { verdict: "played", heard: 110, completed: 1 },
  ]);
});

test("a crash after half of the song counts as played", async () => {
  await using t = new TestPlayback();
  const state = await t.enqueue(t.addSongs(1));
  t.pass(100);
  await t.report(state.current?.entryId ?? -1, 100, 100);
  t.crashAndRestart();
  expect(t.history()).toMatchObject([{ verdict: "played", heard: 100 }]);
});

test("closing records the play in progress once and keeps the position", async () => {
  await using t = new TestPlayback();
  const state = await t.enqueue(t.addSongs(1));
  t.pass(50);
  await t.report(state.current?.entryId ?? -1, 50, 50);
  await t.restart();
  await t.restart();
  expect(t.history()).toMatchObject([{ verdict: "partial", heard: 50 }]);
  expect((await t.state()).positionSec).toBe(50);
});

/** Would catch: a late report of the song before, counted for the one that plays now. */
test("a report of a song that has left is ignored", async () => {
  await using t = new TestPlayback();
  const state = await t.enqueue(t.addSongs(2));
  t.pass(20);
  await t.advance("next", 20);
  await t.report(state.current?.entryId ?? -1, 20, 20);
  expect(await t.state()).toMatchObject({ positionSec: 0, heardSec: 0 });
});

/** Would catch: a session cut too early or kept open over a long silence. */
test("a session ends after thirty silent minutes, not before", async () => {
  await using t = new TestPlayback();
  const song = (): TestSong => t.addSongs(1)[0] ?? { id: 0, uuid: "" };
  const record = (secondsHeard: number) =>
    t.playback.handlers["songs.recordPlay"]({ uuid: song().uuid, secondsHeard }, t.caller());
  await record(100);
  t.pass(halfHour + 100);
  await record(100);
  t.pass(halfHour + 100.001);
  await record(100);
  const sessions = t.history().map((event) => event.session);
  expect(sessions[1]).toBe(sessions[0]);
  expect(sessions[2]).not.toBe(sessions[1]);
  const { sessions: shown } = await t.playback.handlers["users.getHistory"](
    { limit: 10, before: null },
    t.caller(),
  );
  expect(shown).toMatchObject([
    { endedAt: null, playCount: 1, heardSec: 100 },
    { playCount: 2, heardSec: 200 },
  ]);
  expect(shown[1]?.endedAt).toBe(shown[1]?.lastActivityAt);
});

/** Would catch: a session that falls silent in the middle of a two-hour mix. */
test("a long song keeps its session open", async () => {
  await using t = new TestPlayback();
  const [short, mix] = [t.addSongs(1), t.addSongs(1, { durationSec: 7200 })];
  await t.enqueue([...short, ...mix]);
  t.pass(200);
  const state = await t.advance("ended", 200);
  for (let minute = 1; minute <= 119; minute += 1) {
    t.pass(60);
    await t.report(state.current?.entryId ?? -1, minute * 60, minute * 60);
  }
  t.crashAndRestart();
  await t.enqueue(short);
  t.pass(150);
  await t.advance("ended", 150);
  expect(new Set(t.history().map((event) => event.session)).size).toBe(1);
});

test("two devices have two sessions at the same time", async () => {
  await using t = new TestPlayback();
  const desktop = t.caller("desktop");
  await t.enqueue(t.addSongs(2));
  await t.enqueue(t.addSongs(2), {}, desktop);
  t.pass(150);
  await t.advance("next", 150);
  await t.advance("next", 150, { caller: desktop });
  t.pass(150);
  await t.advance("ended", 150);
  await t.advance("ended", 150, { caller: desktop });
  const devices = t.database.read.all(
    "SELECT device, play_count, heard_sec, ended_at FROM sessions ORDER BY device",
  );
  expect(devices).toEqual([
    { device: "desktop", play_count: 2, heard_sec: 300, ended_at: null },
    { device: "web", play_count: 2, heard_sec: 300, ended_at: null },
  ]);
});

test("sessions left open are closed at the next start", async () => {
  await using t = new TestPlayback();
  await t.enqueue(t.addSongs(1));
  t.pass(100);
  await t.advance("ended", 100);
  t.pass(halfHour + 1);
  t.crashAndRestart();
  const open = t.database.read.pluck("SELECT count(*) FROM sessions WHERE ended_at IS NULL");
  expect(open).toEqual([0]);
});

test("plays and skips from outside follow the same rule; a song that is not there is refused", async () => {
  await using t = new TestPlayback();
  const [song] = t.addSongs(1);
  const input = (secondsHeard: number) => ({ uuid: song?.uuid ?? "", secondsHeard });
  const { handlers } = t.playback;
  expect(await handlers["songs.recordPlay"](input(100), t.caller())).toMatchObject({
    verdict: "played",
  });
  expect(await handlers["songs.recordPlay"](input(10), t.caller())).toMatchObject({
    verdict: "partial",
  });
  expect(await handlers["songs.recordSkip"](input(10), t.caller())).toMatchObject({
    verdict: "skipped",
  });
  expect(() =>
    handlers["songs.recordPlay"](
      { uuid: "00000000-0000-4000-8000-000000000000", secondsHeard: 1 },
      t.caller(),
    ),
  ).toThrow(/no song/);
  expect(t.events.filter((event) => event.name === "history.added")).toHaveLength(3);
});

/** Would catch: events shown twice or lost where several have the same time, and another profile's events. */
test("history is paged without gaps, newest first, for the profile alone", async () => {
  await using t = new TestPlayback();
  const songs = t.addSongs(3);
  const { handlers } = t.playback;
  for (let index = 0; index < 23; index += 1) {
    const uuid = songs[index % 3]?.uuid ?? "";
    await handlers["songs.recordPlay"]({ uuid, secondsHeard: 20 }, t.caller());
    if (index % 4 === 0) t.pass(1);
  }
  const stranger = t.callerOf("bob");
  await handlers["songs.recordPlay"]({ uuid: songs[0]?.uuid ?? "", secondsHeard: 20 }, stranger);
  const seen: string[] = [];
  let before: string | null = null;
  do {
    const page: Awaited<ReturnType<(typeof handlers)["users.getHistory"]>> = await handlers[
      "users.getHistory"
    ]({ limit: 5, before }, t.caller());
    expect(page.total).toBe(23);
    seen.push(...page.events.map((event) => event.uuid));
    before = page.nextCursor;
  } while (before !== null);
  expect(seen).toEqual(
    t.database.read.pluck(
      "SELECT uuid FROM play_history WHERE user_id = ? ORDER BY played_at DESC, id DESC",
      t.caller().actor.userId,
    ),
  );
  expect(() => handlers["users.getHistory"]({ limit: 5, before: "x" }, t.caller())).toThrow(
    "history",
  );
});

/** Would catch: a page or a count that sorts or scans a million events. */
test("history is read through its index", async () => {
  await using t = new TestPlayback();
  const planOf = (sql: string, ...parameters: number[]): string =>
    t.database.read
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...parameters)
      .map((row) => row.detail)
      .join("\n");
  const page = planOf(historyPageSql, 1, 1, 1, 50);
  expect(page).toMatch(/SEARCH h USING INDEX play_history_user_time/);
  expect(page).not.toMatch(/SCAN|TEMP B-TREE/);
  expect(planOf(historyCountSql, 1)).toMatch(/COVERING INDEX play_history_user_time/);
  expect(planOf(historyAddedSql, 1, 1)).toMatch(/USING INTEGER PRIMARY KEY \(rowid>\?\)/);
  const top = planOf(topSongsSql, 1, 10);
  expect(top).toMatch(/song_stats_play_count/);
  expect(top).not.toMatch(/SCAN|TEMP B-TREE/);
});

test("statistics sum up what was heard", async () => {
  await using t = new TestPlayback();
  const [loved, once] = t.addSongs(2);
  const { handlers } = t.playback;
  const play = (song: TestSong | undefined, secondsHeard: number) =>
    handlers["songs.recordPlay"]({ uuid: song?.uuid ?? "", secondsHeard }, t.caller());
  t.pass(1000);
  const first = t.nowMs - 150_000;
  await play(loved, 150);
  t.pass(300);
  await play(loved, 150);
  t.pass(300);
  await play(once, 150);
  await play(once, 20);
  await handlers["songs.recordSkip"]({ uuid: once?.uuid ?? "", secondsHeard: 5 }, t.caller());
  const statistics = await handlers["users.getStatistics"]({}, t.caller());
  expect(statistics).toMatchObject({
    plays: 3,
    skips: 1,
    partials: 1,
    heardSec: 475,
    sessions: 1,
    songsPlayed: 2,
    firstPlayedAt: first,
    lastPlayedAt: first + 600_000,
  });
  expect(statistics.topSongs.map((song) => song.playCount)).toEqual([2, 1]);
  expect(statistics.topSongs[0]?.uuid).toBe(loved?.uuid);
});

/** Would catch: a trigger that counts otherwise than the history, and a repair that does not repair. */
test("counters equal a recount, whatever was played; spoilt ones are put right, but not by a dry run", async () => {
  const listen = fc.record({
    song: fc.nat(3),
    secondsHeard: fc.integer({ min: 0, max: 300 }),
    isSkip: fc.boolean(),
    pauseSec: fc.constantFrom(0, 60, halfHour, 3 * halfHour),
    isOther: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(listen, { maxLength: 25 }), async (listens) => {
      await using t = new TestPlayback();
      const songs = t.addSongs(4);
      const other = t.callerOf("bob");
      for (const { song, secondsHeard, isSkip, pauseSec, isOther } of listens) {
        t.pass(pauseSec);
        const channel = isSkip ? "songs.recordSkip" : "songs.recordPlay";
        const input = { uuid: songs[song]?.uuid ?? "", secondsHeard };
        await t.playback.handlers[channel](input, isOther ? other : t.caller());
      }
      const counters = () => ({
        stats: t.database.read.all("SELECT * FROM song_stats ORDER BY user_id, song_id"),
        songs: t.database.read.all("SELECT id, play_count, skip_count, last_played_at FROM songs"),
        sessions: t.database.read.all("SELECT id, play_count, skip_count, heard_sec FROM sessions"),
      });
      const [rebuild] = maintenanceTasks(t.context);
      const truth = counters();
      expect(rebuild?.run({ dryRun: false }).changed).toBe(0);
      expect(counters()).toEqual(truth);

      t.database.write((tx) => {
        tx.run("UPDATE songs SET play_count = play_count + 1 WHERE id = 1");
        tx.run("UPDATE sessions SET heard_sec = heard_sec + 1");
        tx.run("UPDATE song_stats SET skip_count = 99");
        tx.run("DELETE FROM song_stats WHERE song_id = 2");
        tx.run(
          "INSERT INTO song_stats (user_id, song_id, play_count) VALUES (1, 4, 7) ON CONFLICT DO NOTHING",
        );
      });
      const spoilt = counters();
      const dry = rebuild?.run({ dryRun: true });
      expect(dry?.changed).toBeGreaterThan(0);
      expect(counters()).toEqual(spoilt);
      expect(rebuild?.run({ dryRun: false }).changed).toBe(dry?.changed);
      expect(counters()).toEqual(truth);
    }),
    { numRuns: 12 },
  );
});
