import { describe, expect, test } from "vitest";
import { contract } from "#shared/contract/index.ts";
import { journalHandlers } from "#core/journal/journal.handlers.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { TestPlayback } from "#test-support/test-playback.ts";

/** Would catch: an answer that the contract refuses, a wrong order of play, sums that are off. */
test("a replaced queue starts at the chosen song and announces the next", async () => {
  await using t = new TestPlayback();
  const songs = t.addSongs(3);
  const state = await t.enqueue(songs, { startIndex: 1 });
  contract["playback.getState"].output.parse(state);
  expect(state.current?.song.uuid).toBe(songs[1]?.uuid);
  expect(state.upcoming?.song.uuid).toBe(songs[2]?.uuid);
  expect(state).toMatchObject({
    total: 3,
    totalDurationSec: 600,
    nextDurationSec: 200,
    hasPrevious: true,
  });
  const last = await t.advance("next", 0);
  expect(last.current?.queueIndex).toBe(2);
  expect(last.upcoming).toBeNull();
});

/** Would catch: skipping to a file that is not there, or stopping at it. */
test("songs that are missing or removed are passed over, both ways", async () => {
  await using t = new TestPlayback();
  const songs = t.addSongs(5);
  for (const index of [1, 2, 3]) {
    const song = songs[index];
    if (song !== undefined) t.setAvailability(song, index === 2 ? "unavailable" : "missing");
  }
  const state = await t.enqueue(songs);
  expect(state.upcoming?.queueIndex).toBe(4);
  expect((await t.advance("next")).current?.queueIndex).toBe(4);
  expect((await t.advance("previous")).current?.queueIndex).toBe(0);
  await expect(t.advance("jump", 0, { toIndex: 1 })).rejects.toThrow(AppError);
  expect((await t.state()).current?.queueIndex).toBe(0);
});

test("nothing is current when nothing can be played", async () => {
  await using t = new TestPlayback();
  const songs = t.addSongs(3);
  for (const song of songs) t.setAvailability(song, "unavailable");
  const state = await t.enqueue(songs);
  expect(state).toMatchObject({ total: 3, current: null, upcoming: null, hasPrevious: false });
  expect((await t.advance("next")).current).toBeNull();
});

/** Would catch: a queue that plays on after its end, or loses the song that stood there. */
test("at the end the last song stands at its start, silent", async () => {
  await using t = new TestPlayback();
  await t.enqueue(t.addSongs(1));
  t.pass(200);
  const state = await t.advance("ended", 200);
  expect(state.current?.queueIndex).toBe(0);
  expect(state).toMatchObject({ positionSec: 0, heardSec: 0 });
  t.pass(100);
  expect(t.history()).toMatchObject([{ verdict: "played", completed: 1, heard: 200 }]);
});

test("repeat one records each round, and next leaves it", async () => {
  await using t = new TestPlayback();
  await t.enqueue(t.addSongs(2));
  await t.playback.handlers["playback.setModes"]({ repeatMode: "one" }, t.caller());
  for (let round = 0; round < 3; round += 1) {
    t.pass(200);
    const state = await t.advance("ended", 200);
    expect(state.current?.queueIndex).toBe(0);
    expect(state.upcoming?.queueIndex).toBe(0);
  }
  expect(t.history().map((event) => event.verdict)).toEqual(["played", "played", "played"]);
  expect((await t.advance("next")).current?.queueIndex).toBe(1);
});

/** Would catch: an upcoming song loaded ahead that is not the one that comes, at the turn of a shuffled round. */
test("with shuffle and repeat, what is announced comes, and no song repeats at once", async () => {
  await using t = new TestPlayback();
  await t.enqueue(t.addSongs(4), { shuffle: true });
  let state = await t.playback.handlers["playback.setModes"]({ repeatMode: "all" }, t.caller());
  const heard: (string | undefined)[] = [state.current?.song.uuid];
  for (let step = 0; step < 39; step += 1) {
    const announced = state.upcoming?.song.uuid;
    expect(announced).not.toBe(state.current?.song.uuid);
    state = await t.advance("next");
    expect(state.current?.song.uuid).toBe(announced);
    heard.push(announced);
  }
  for (let round = 0; round < 10; round += 1)
    expect(new Set(heard.slice(round * 4, round * 4 + 4)).size).toBe(4);
});

/** Would catch: undo that loses songs, restarts what is playing, or reuses entry ids. */
test("undo puts back what was cleared, removed and replaced", async () => {
  await using t = new TestPlayback();
  const first = t.addSongs(3, { title: "A" });
  const second = t.addSongs(2, { title: "B" });
  const { handlers } = t.playback;
  await t.enqueue(first, { startIndex: 1 });
  await t.report((await t.state()).current?.entryId ?? -1, 42, 0);
  await t.enqueue(second);
  await handlers["playback.removeFromQueue"](
    { ranges: [{ from: 1, to: 2 }], heardSec: 0 },
    t.caller(),
  );
  await handlers["playback.clearQueue"]({ heardSec: 0 }, t.caller());
  expect(await t.titles()).toEqual([]);
  const undo = () => journalHandlers(t.context)["journal.undo"]({}, t.caller());
  await undo();
  expect(await t.titles()).toEqual(["B"]);
  await undo();
  expect(await t.titles()).toEqual(["B", "B"]);
  await undo();
  const state = await t.state();
  expect(await t.titles()).toEqual(["A", "A", "A"]);
  expect(state.current?.queueIndex).toBe(1);
  expect(state.positionSec).toBe(42);
  await undo();
  expect((await t.state()).total).toBe(0);
  expect(await undo()).toEqual({ entry: null });
  for (const titles of [["A", "A", "A"], ["B", "B"], ["B"], []]) {
    await journalHandlers(t.context)["journal.redo"]({}, t.caller());
    expect(await t.titles()).toEqual(titles);
  }
});

describe("an undone change of the queue", () => {
  const journal = (t: TestPlayback) => journalHandlers(t.context);

  // Catches: a song that is cut off or begins anew because something else in the queue was put back.
  test("leaves the song that stands in both playing, where it stands now", async () => {
    await using t = new TestPlayback();
    const songs = t.addSongs(4);
    await t.enqueue(songs);
    await t.playback.handlers["playback.removeFromQueue"](
      {
        ranges: [
          { from: 0, to: 1 },
          { from: 3, to: 4 },
        ],
        heardSec: 0,
      },
      t.caller(),
    );
    const playing = await t.advance("next");
    await t.report(playing.current?.entryId ?? -1, 12, 12);
    const { entry } = await journal(t)["journal.undo"]({}, t.caller());
    expect(entry).toMatchObject({
      kind: "queue.remove",
      summary: "Removed 2 songs from the queue",
    });
    const state = await t.state();
    expect(await t.titles()).toEqual(["Song 0", "Song 1", "Song 2", "Song 3"]);
    expect(state.current).toMatchObject({ queueIndex: 2, entryId: playing.current?.entryId });
    expect(state.positionSec).toBe(12);
    expect(state.revision).toBe(playing.revision + 1);
    await t.restart();
    expect((await t.state()).current?.queueIndex).toBe(2);
  });

  // Catches: an order of another length than the list, because shuffle was switched on in between.
  test("gets an order of its own when it was shuffled since", async () => {
    await using t = new TestPlayback();
    await t.enqueue(t.addSongs(5));
    await t.enqueue(t.addSongs(2, { title: "More" }), { mode: "append" });
    await t.playback.handlers["playback.setModes"]({ isShuffled: true }, t.caller());
    await journal(t)["journal.undo"]({}, t.caller());
    const state = await t.state();
    expect(state).toMatchObject({ total: 5, isShuffled: true });
    expect(state.current?.song.title).toBe("Song 0");
    expect((await t.titles()).toSorted()).toEqual([
      "Song 0",
      "Song 1",
      "Song 2",
      "Song 3",
      "Song 4",
    ]);
  });

  // Catches: an older change undone over a newer one.
  test("is refused where the queue was changed again", async () => {
    await using t = new TestPlayback();
    await t.enqueue(t.addSongs(1));
    const { changeUuid } = await t.playback.handlers["playback.clearQueue"](
      { heardSec: 0 },
      t.caller(),
    );
    await t.enqueue(t.addSongs(2));
    await expect(
      Promise.resolve().then(() =>
        journal(t)["journal.undo"]({ uuid: changeUuid ?? "" }, t.caller()),
      ),
    ).rejects.toThrow(/^The (content|entries) of the queue (was|were) changed again by you/);
    expect((await t.state()).total).toBe(2);
  });

  // Catches: a queue in memory that differs from the one in the database after "back to here", or after one that failed.
  test("counts with all the others that are undone with it", async () => {
    await using t = new TestPlayback();
    const [song] = t.addSongs(1);
    if (song === undefined) throw new Error("No song");
    await t.enqueue([song]);
    const first = (await journal(t)["journal.getState"]({}, t.caller())).undo;
    await t.enqueue(t.addSongs(2, { title: "B" }), { mode: "append" });
    await t.enqueue(t.addSongs(2, { title: "C" }), { mode: "next" });
    t.events.length = 0;
    await journal(t)["journal.undoTo"]({ uuid: first?.uuid ?? "" }, t.caller());
    expect(await t.titles()).toEqual(["Song 0"]);
    expect(t.events.filter(({ name }) => name === "playback.changed")).toHaveLength(1);
    const before = await t.state();
    await t.restart();
    expect(await t.state()).toMatchObject({ total: before.total, revision: before.revision });
  });
});

/** Would catch: a change that interrupts the song that is playing, or one that is lost on the way to other windows. */
test("each change raises the revision by one and is told to the profile's windows of that device", async () => {
  await using t = new TestPlayback();
  const { handlers } = t.playback;
  const state = await t.enqueue(t.addSongs(4));
  t.events.length = 0;
  await t.enqueue(t.addSongs(1), { mode: "append" });
  await t.enqueue(t.addSongs(1, { title: "Next" }), { mode: "next" });
  await handlers["playback.moveInQueue"]({ range: { from: 0, to: 1 }, to: 3 }, t.caller());
  const now = await t.state();
  expect(now.revision).toBe(state.revision + 3);
  expect(now.current?.entryId).toBe(state.current?.entryId);
  expect(await t.titles()).toEqual(["Next", "Song 1", "Song 0", "Song 2", "Song 3", "Song 0"]);
  const changes = t.events.filter(({ name }) => name === "playback.changed");
  expect(changes.map(({ name, userIds, device }) => ({ name, userIds, device }))).toEqual(
    Array.from({ length: 3 }, () => ({
      name: "playback.changed",
      userIds: [t.caller().actor.userId],
      device: "web",
    })),
  );
  expect(t.history()).toEqual([]);
});

test("removing the current song leaves it and enters the next", async () => {
  await using t = new TestPlayback();
  await t.enqueue(t.addSongs(3));
  t.pass(50);
  const input = { ranges: [{ from: 0, to: 1 }], heardSec: 50 };
  const { state } = await t.playback.handlers["playback.removeFromQueue"](input, t.caller());
  expect(state.current?.song.title).toBe("Song 1");
  expect(t.history()).toMatchObject([{ verdict: "skipped", heard: 50 }]);
});

/** Would catch: two devices or profiles that share a queue. */
test("each profile and device has its own queue", async () => {
  await using t = new TestPlayback();
  const other = t.callerOf("bob");
  await t.enqueue(t.addSongs(2));
  expect((await t.state(t.caller("desktop"))).total).toBe(0);
  expect((await t.state(other)).total).toBe(0);
  await t.enqueue(t.addSongs(1), {}, other);
  expect((await t.state()).total).toBe(2);
});

/** Would catch: blobs that do not come back as they were, or a restart that plays or forgets where it stood. */
test("a queue of 100,000 songs is restored with its shuffle, song and position", async () => {
  await using t = new TestPlayback();
  const songs = t.addSongs(100_000);
  await t.enqueue(songs.slice(0, 10), { shuffle: true });
  await t.enqueue(songs.slice(10), { mode: "append" });
  await t.advance("next");
  const before = await t.state();
  await t.report(before.current?.entryId ?? -1, 77.5, 0);
  const window = { offset: 0, limit: 500 };
  const rows = await t.playback.handlers["playback.getQueue"](window, t.caller());
  await t.restart();
  const after = await t.state();
  expect(after).toEqual({ ...before, positionSec: 77.5 });
  expect(after.total).toBe(100_000);
  expect(after.totalDurationSec).toBe(20_000_000);
  expect(await t.playback.handlers["playback.getQueue"](window, t.caller())).toEqual(rows);
});

/** Would catch: steps that rewrite megabytes of blobs. */
test("advancing writes the position and not the entries", async () => {
  await using t = new TestPlayback();
  await t.enqueue(t.addSongs(3));
  t.database.write((tx) => {
    tx.run(`CREATE TRIGGER no_rewrite BEFORE UPDATE ON playback_queue_entries
            BEGIN SELECT RAISE(ABORT, 'rewritten'); END`);
  });
  expect((await t.advance("next")).current?.queueIndex).toBe(1);
  expect((await t.advance("ended", 1)).current?.queueIndex).toBe(2);
});

describe("songs handed over by the system", () => {
  const take = async (t: TestPlayback) =>
    (await t.playback.handlers["playback.takeOpened"]({}, t.caller())).opened;

  // Catches: a queue that is lost to a double-click, and two windows that both start to play.
  test("go next, and one window is told once where to start", async () => {
    await using t = new TestPlayback();
    await t.enqueue(t.addSongs(2));
    const opened = t.addSongs(2, { title: "Opened" });
    const songs = { songIds: opened.map((song) => song.id), folders: [], problems: ["No."] };
    t.playback.openSongs(songs, t.caller());
    expect(await t.titles()).toEqual(["Song 0", "Opened", "Opened", "Song 1"]);
    expect(t.events.at(-1)).toMatchObject({ name: "app.opened", device: "web" });
    expect(await take(t)).toEqual([
      {
        added: 2,
        start: { entryId: 3, queueIndex: 1 },
        folders: [],
        problems: ["No."],
        problemCount: 1,
      },
    ]);
    expect(await take(t)).toEqual([]);
  });

  // Catches: an empty queue whose first song is entered twice, and an index that is old when the window asks.
  test("start an empty queue; where to start is told as the queue stands then", async () => {
    await using t = new TestPlayback();
    const [first, second] = t.addSongs(2);
    if (first === undefined || second === undefined) throw new Error("No songs");
    t.playback.openSongs({ songIds: [first.id], folders: [], problems: [] }, t.caller());
    t.playback.openSongs({ songIds: [second.id], folders: [], problems: [] }, t.caller());
    const { current } = await t.state();
    const [one, two] = await take(t);
    expect(one?.start).toEqual({ entryId: current?.entryId, queueIndex: 0 });
    expect(two?.start?.queueIndex).toBe(1);
  });

  test("that nobody could open put nothing into the queue", async () => {
    await using t = new TestPlayback();
    const problems = Array.from({ length: 30 }, (_, index) => `No ${index}.`);
    t.playback.openSongs({ songIds: [], folders: ["/music"], problems }, t.caller());
    const [opened] = await take(t);
    expect(opened).toMatchObject({ added: 0, start: null, folders: ["/music"], problemCount: 30 });
    expect(opened?.problems).toHaveLength(20);
  });
});

test("volume is kept over a restart and changes no revision", async () => {
  await using t = new TestPlayback();
  await t.playback.handlers["playback.setVolume"]({ volume: 0.4, isMuted: true }, t.caller());
  await t.restart();
  expect(await t.state()).toMatchObject({ volume: 0.4, isMuted: true, revision: 0 });
});
