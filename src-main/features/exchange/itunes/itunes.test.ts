import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ChannelInput } from "#shared/contract/index.ts";
import { libraryImportResultSchema } from "#shared/contract/exchange.contract.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { createExchange } from "#features/exchange/index.ts";
import { TestPlaylists } from "#test-support/test-playlists.ts";
import { readItunesLibrary } from "./itunes-library.ts";

const library = readFileSync(join(import.meta.dirname, "fixtures", "Library.xml"), "utf8");
const everything = { ratings: true, playCounts: true, dates: true, playlists: true };

class TestItunes extends TestPlaylists {
  readonly exchange = createExchange(this.context, {
    pictures: { find: () => null, restore: () => Promise.reject(new Error("none")) },
    appVersion: "1",
  });
  readonly ana = this.caller("Ana", { isAdmin: true });

  constructor() {
    super();
    for (const kind of this.exchange.taskKinds) this.context.tasks.register(kind);
    this.context.tasks.start();
    this.addSongs(4);
    this.database.write((tx) =>
      tx.run("UPDATE songs SET local_path = '/m/Ana/' || title || '.flac', added_at = 2e12"),
    );
  }

  async import(
    text: string,
    take: Partial<ChannelInput<"exchange.importItunes">["take"]> = everything,
  ) {
    const { transferUuid } = await this.context.transfers.keepFile(this.ana, "x", text);
    const none = { ratings: false, playCounts: false, dates: false, playlists: false };
    const { taskId } = await this.exchange.handlers["exchange.importItunes"](
      { transferUuid, prefixMap: [], take: { ...none, ...take } },
      this.ana,
    );
    return this.context.tasks.waitFor(taskId);
  }

  async result(text = library, take?: Partial<typeof everything>) {
    const task = await this.import(text, take);
    if (task.errorMessage !== null) throw new Error(task.errorMessage);
    return libraryImportResultSchema.parse(task.result);
  }

  /** What is known of the songs, by title. */
  known() {
    return this.database.read.all(
      `SELECT title, c.rating, c.is_favorite AS favorite, t.play_count AS plays, t.skip_count AS skips,
         t.last_played_at AS played, added_at AS added
       FROM songs s LEFT JOIN song_control c ON c.song_id = s.id LEFT JOIN song_stats t ON t.song_id = s.id ORDER BY s.id`,
    );
  }

  async tree(caller: Caller) {
    const { playlists, folders } = await this.ask("playlists.list", {}, caller);
    return { playlists, folders };
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await this.context.tasks.close();
    await super[Symbol.asyncDispose]();
  }
}

// Catches: ratings that iTunes made up, dates of the wrong epoch, counts that the counters' rebuild would lose.
test("ratings, counts, dates and playlists of songs that the library has", async () => {
  await using t = new TestItunes();
  expect(await t.result()).toEqual({
    songsMatched: 3,
    songsUnmatched: 2,
    ratings: 2,
    plays: 6,
    playlists: 3,
    problems: [expect.stringContaining('"Top rated" follows rules in iTunes')],
  });
  const at = (text: string) => Date.parse(text);
  expect(t.known()).toEqual([
    {
      title: "Song 0",
      rating: 8,
      favorite: 1,
      plays: 3,
      skips: 2,
      played: at("2019-05-06T07:06:40Z"),
      added: at("2009-05-06T07:08:09Z"),
    },
    {
      title: "Song 1",
      rating: null,
      favorite: null,
      plays: 1,
      skips: 0,
      played: at("2010-01-01T00:00:00Z"),
      added: at("2010-01-01T00:00:00Z"),
    },
    {
      title: "Song 2",
      rating: 5,
      favorite: 0,
      plays: null,
      skips: null,
      played: null,
      added: 2e12,
    },
    {
      title: "Song 3",
      rating: null,
      favorite: null,
      plays: null,
      skips: null,
      played: null,
      added: 2e12,
    },
  ]);
  const { playlists, folders } = await t.tree(t.ana);
  expect(folders.map(({ name }) => name)).toEqual(["A folder"]);
  const inside = playlists.find(({ name }) => name === "In the folder");
  expect(inside?.folderUuid).toBe(folders[0]?.uuid);
  const lines = await t.lines(inside?.uuid ?? "", t.ana);
  expect(lines.map((line) => line.song?.title ?? line.source?.title)).toEqual([
    "Song 1",
    "Song 0",
    "Not here",
    "Song 0",
  ]);
  expect(playlists.find(({ name }) => name === "Top rated")).toMatchObject({
    kind: "manual",
    trackCount: 1,
    description: expect.stringContaining("smart playlist of iTunes"),
  });
});

// Catches: a second import that counts every play again and makes every playlist twice.
test("importing again adds only what is new", async () => {
  await using t = new TestItunes();
  await t.result();
  const before = t.known();
  const again = await t.result();
  expect(again).toMatchObject({ ratings: 0, plays: 0, playlists: 0 });
  expect(again.problems).toContain('"Empty" was imported before and was left as it is.');
  expect(t.known()).toEqual(before);
  const more = library.replace(
    "<integer>3</integer>\n\t\t\t<key>Play Date<",
    "<integer>5</integer>\n\t\t\t<key>Play Date<",
  );
  expect(await t.result(more)).toMatchObject({ plays: 2 });
});

test("ratings and playlists are one change that can be undone; what the person said here stays", async () => {
  await using t = new TestItunes();
  t.context.journal.change(
    t.ana,
    (tx) =>
      tx.run(
        "INSERT INTO song_control (user_id, song_id, rating, updated_at) VALUES (?, 1, 2, 1)",
        t.ana.actor.userId,
      ),
    { kind: "test", summary: "Rated" },
  );
  await t.result();
  expect(t.known()[0]).toMatchObject({ rating: 2, favorite: 1 });
  const { entries } = await t.ask("journal.list", { filter: {}, limit: 10, before: null }, t.ana);
  expect(entries[0]?.summary).toBe("Imported 2 ratings and 3 playlists from iTunes");
  await t.ask("journal.undo", { uuid: entries[0]?.uuid ?? "" }, t.ana);
  expect(t.known()[0]).toMatchObject({ rating: 2, favorite: 0, plays: 3 });
  expect((await t.tree(t.ana)).playlists).toEqual([]);
});

test("takes only what was asked for", async () => {
  await using t = new TestItunes();
  expect(await t.result(library, { ratings: true })).toMatchObject({
    ratings: 2,
    plays: 0,
    playlists: 0,
  });
  expect(t.known()[0]).toMatchObject({ rating: 8, plays: null, added: 2e12 });
});

test.each([
  ["nothing", "", "unsupported"],
  ["a playlist", "#EXTM3U\n", "file_corrupt"],
  ["other XML", "<?xml version='1.0'?><rss/>", "unsupported"],
  [
    "another property list",
    "<plist><dict><key>A</key><string>b</string></dict></plist>",
    "unsupported",
  ],
  ["half a library", library.slice(0, 3000), "file_corrupt"],
  ["nested without end", `<plist>${"<array>".repeat(1000)}`, "file_corrupt"],
])("%s is refused with a sentence", async (_what, text, code) => {
  await using t = new TestItunes();
  const task = await t.import(text);
  expect([task.status, task.errorCode]).toEqual(["failed", code]);
  expect(t.known()[0]).toMatchObject({ rating: null });
});

// Catches: keys that reach into the runtime, text split between two pieces, entities that expand.
test("reads hostile and oddly cut files as what they say", () => {
  const text = library
    .replace("<plist", '<!DOCTYPE x [<!ENTITY boom "boom">]>\n<plist')
    .replace("<key>Genre</key>", "<key>__proto__</key>");
  const pieces = text.replace(/<!DOCTYPE plist[^>]*>\n/, "").match(/[^]{1,3}/g) ?? [];
  const { tracks, playlists } = readItunesLibrary(pieces);
  expect(tracks).toHaveLength(5);
  expect(tracks[0]).toMatchObject({ album: "R&B & Soul", rating: 8 });
  expect(playlists.map(({ name }) => name)).toEqual([
    "In the folder",
    "A folder",
    "Top rated",
    "Empty",
  ]);
  expect(({} as Record<string, unknown>)["title"]).toBeUndefined();
});
