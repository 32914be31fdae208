import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CalendarDate, QueryNode } from "#shared/domain/query/query-ast.ts";
import { asksForHidden, nodesOf } from "#shared/domain/query/query-ast.ts";
import { parseQuery } from "#shared/domain/query/parse-query.ts";
import { printQuery } from "#shared/domain/query/print-query.ts";
import { queryFields } from "#shared/domain/query/query-fields.ts";
import { withoutJournal } from "#core/journal/journal.ts";
import { ReadConnection } from "#core/db/read-connection.ts";
import { createTestDatabase } from "#test-support/test-database.ts";
import { plainlyMeets, type PlainPlaylists } from "#test-support/plain-query.ts";
import {
  insertPlainSongs,
  plainNowMs,
  type PlainSong,
  plainSong,
  plainWords,
} from "#test-support/plain-songs.ts";
import { queryTree } from "#test-support/query-trees.ts";
import { LibraryImage } from "../library-image.ts";
import { SmartLists } from "./smart-lists.ts";

const test = createTestDatabase();
const songs: readonly PlainSong[] = fc.sample(plainSong, { numRuns: 2000, seed: 20_261_121 });
const { songIds, userIds } = insertPlainSongs(test.database, songs);
const [ana, bob] = userIds;
const connection = new ReadConnection(test.database.path);
const image = new LibraryImage(connection);
const lists = new SmartLists(image, connection);

const everyThird = (index: number): boolean => index % 3 === 0;
const best = "rating>=4 -genre:blue";

/** As Ana sees them: her own, Bob's public ones, and not his own. */
const playlists: PlainPlaylists = new Map<string, (index: number) => boolean>([
  ["road trip", everyThird],
  ["b-side", (index) => index % 5 === 0],
  ["best of bob", (index) => isInBestOfBob(index)],
]);

function isInBestOfBob(index: number): boolean {
  const song = songs[index];
  const query = parseQuery(best);
  if (song === undefined || !query.ok || query.query === null) throw new Error("Nothing there");
  return !song.own[1].isHidden && plainlyMeets(query.query, song, index, 1, new Map());
}

beforeAll(() => {
  const add = (name: string, owner: number, isPublic: boolean, of: (index: number) => boolean) => {
    test.database.write((tx) =>
      withoutJournal(tx, () => {
        const { lastInsertRowid: id } = tx.run(
          "INSERT INTO playlists (uuid, user_id, name, is_public, order_key) VALUES (?, ?, ?, ?, 'a')",
          randomUUID(),
          owner,
          name,
          Number(isPublic),
        );
        for (const [index, songId] of songIds.entries()) {
          if (!of(index)) continue;
          tx.run(
            "INSERT INTO playlist_tracks (uuid, playlist_id, song_id, order_key, added_at) VALUES (?, ?, ?, ?, 1)",
            randomUUID(),
            id,
            songId,
            String(index).padStart(5, "0"),
          );
        }
      }),
    );
  };
  add("Road trip", ana, false, everyThird);
  add("B-side", bob, true, (index) => index % 5 === 0);
  add("Blue", bob, false, () => true);
  test.database.write((tx) =>
    withoutJournal(tx, () => {
      tx.run(
        `INSERT INTO playlists (uuid, user_id, kind, name, is_public, rules, order_key) VALUES (?, ?, 'smart', 'Best of Bob', 1, ?, 'b')`,
        randomUUID(),
        bob,
        JSON.stringify({ query: best, sort: [], limit: null, seed: 0 }),
      );
    }),
  );
});

afterAll(() => {
  connection.close();
  test[Symbol.dispose]();
});

function finish<Result>(job: Generator<void, Result>): Result {
  for (;;) {
    const step = job.next();
    if (step.done === true) return step.value;
  }
}

function found(query: string): number[] {
  connection.begin();
  try {
    image.refresh();
    const order = finish(image.order([], ana));
    const viewer = { userId: ana, nowMs: plainNowMs, chain: [] };
    return [...finish(lists.found(order, query, viewer))].toSorted((a, b) => a - b);
  } finally {
    connection.end();
  }
}

function plainly(query: QueryNode): number[] {
  const showsHidden = asksForHidden(query);
  return songIds.filter((_, index) => {
    const song = songs[index];
    if (song === undefined || song.isRemoved) return false;
    if (song.own[0].isHidden && !showsHidden) return false;
    return plainlyMeets(query, song, index, 0, playlists);
  });
}

const word = fc.constantFrom(...plainWords, "BLUE", "uber", "", "ver s", "blue blue", "nothing");
const date: fc.Arbitrary<CalendarDate> = fc.constantFrom(
  { kind: "date", year: 2025, month: null, day: null },
  { kind: "date", year: 2026, month: null, day: null },
  { kind: "date", year: 2026, month: 2, day: null },
  { kind: "date", year: 2026, month: 5, day: 17 },
  { kind: "date", year: 2025, month: 12, day: 31 },
);
const tree = queryTree({
  text: word,
  valuesOf: {
    key: fc.constantFrom("Am", "a", "C"),
    codec: fc.constantFrom("FLAC", "mp", ""),
    language: fc.constantFrom("por", "e"),
    playlist: fc.constantFrom("road trip", "B-Side", "blue", "Best of Bob", "nowhere"),
  },
  numbersOf: {
    year: fc.integer({ min: 1987, max: 1995 }),
    plays: fc.integer({ min: 0, max: 3 }),
    skips: fc.integer({ min: 0, max: 3 }),
    length: fc.constantFrom(57, 59, 60, 61.5, 62, 63.999),
    bpm: fc.constantFrom(118, 119.5, 120, 121, 122.75),
    track: fc.integer({ min: 0, max: 4 }),
    disc: fc.integer({ min: 0, max: 4 }),
    bitrate: fc.constantFrom(128, 191, 191.5, 192, 320),
    samplerate: fc.constantFrom(44_100, 48_000),
    size: fc.integer({ min: 0, max: 6 }).map((n) => n * 1_000_000),
    heard: fc.constantFrom(0, 10, 30, 45.5, 90),
  },
  dates: date,
  ages: fc.record({
    kind: fc.constant("age" as const),
    amount: fc.integer({ min: 1, max: 12 }),
    unit: fc.constantFrom("h", "d", "w", "m", "y"),
  }),
}).filter((query) =>
  // Paths hold random names.
  [...nodesOf(query)].every((node) => node.kind !== "text" || node.field !== "path"),
);

describe("queries over 2,000 songs", () => {
  // Catches: any field, operator or nesting that the worker answers otherwise than the language says.
  it("agree with a plain evaluation, song by song", () => {
    fc.assert(
      fc.property(tree, (query) => {
        expect(found(printQuery(query))).toEqual(plainly(query));
      }),
      { numRuns: 1000 },
    );
  });

  // Catches: examples that find nothing or everything, which random trees would pass with an empty library too.
  it.each([
    "blue",
    'artist:blue -genre:"it\'s"',
    "year:1990..1992 rating>=4",
    "plays[when:2026]>=1",
    "skips[when<90d heard<30s]>=1",
    "plays[hour:22..4]>=1",
    'playlist:"road trip" is:favorite',
    'playlist:"Best of Bob"',
    "lyrics:river tag=blue",
    "length:1:00",
    "is:hidden",
  ])("%s finds some and not all", (query) => {
    const count = found(query).length;
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(1500);
  });

  it("finds files by their path", () => {
    expect(found('path:"/music/river song/"').length).toBeGreaterThan(0);
    expect(found("path:music")).toEqual(found(""));
  });

  // Catches: input that reaches SQL other than as a bound value.
  it.each([
    "title'; DROP TABLE songs; --:x",
    `title:"'); DROP TABLE songs; --"`,
    `playlist:"' OR 1=1 --"`,
    "__proto__:x constructor:y toString:z",
    "is:toString",
    "has:__proto__",
    'tag="\\" OR 1=1"',
  ])("takes %j as words or refuses it", (query) => {
    const answer = parseQuery(query);
    if (answer.ok) expect(found(query)).toEqual([]);
    expect(found("").length).toBeGreaterThan(1500);
  });

  it("has a value to compare for every field of the table", () => {
    for (const field of queryFields) expect(() => found(field.example)).not.toThrow();
  });
});
