import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutJournal } from "#core/journal/journal.ts";
import type { SortOrder } from "#shared/contract/songs.contract.ts";
import { foldForSearch } from "#shared/domain/library/sort-key.ts";
import type { Database } from "#core/db/database.ts";
import { ReadConnection } from "#core/db/read-connection.ts";
import { nextRevision } from "#features/library/revision.ts";
import { createTestDatabase } from "#test-support/test-database.ts";
import { insertSong, insertUser, searchTextOf, type SongFacts } from "#test-support/test-songs.ts";
import { LibraryImage } from "./library-image.ts";
import { SmartLists } from "./query/smart-lists.ts";

/** Runs a job to its end, as the worker does when nobody interrupts. */
function finish<Result>(job: Generator<void, Result>): Result {
  for (;;) {
    const step = job.next();
    if (step.done === true) return step.value;
  }
}

interface Listed {
  readonly ids: number[];
  readonly durationSec: number;
}

function list(
  image: LibraryImage,
  connection: ReadConnection,
  request: { query?: string; sort?: readonly SortOrder[]; userId?: number },
): Listed {
  connection.begin();
  try {
    image.refresh();
    const order = finish(image.order(request.sort ?? [], request.userId ?? 1));
    const viewer = { userId: request.userId ?? 1, nowMs: 0, chain: [] };
    const ids = finish(new SmartLists(image, connection).found(order, request.query ?? "", viewer));
    return { ids: [...ids], durationSec: finish(image.totalDurationSec(ids)) };
  } finally {
    connection.end();
  }
}

interface Known {
  readonly id: number;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly genre: string;
  readonly codec: string;
  readonly disc: number | null;
  readonly track: number | null;
  readonly year: number | null;
  readonly durationSec: number;
  readonly folded: string;
  readonly isListed: number;
  readonly rating: number | null;
}

/** What the search box asked for before there was a query language: its words still mean the same. */
function searchWords(query: string): string[] {
  return [...query.matchAll(/["“”„]([^"“”„]*)(?:["“”„]|$)|[^\s"“”„]+/gu)]
    .map((match) => foldForSearch(match[1] ?? match[0]))
    .filter((word) => word !== "");
}

/** The same list made the slow, plain way. */
function plainly(database: Database, query: string, sort: readonly SortOrder[]): Listed {
  const songs = database.read.all<Known>(
    `SELECT s.id, s.sort_title AS title, s.sort_artist AS artist, s.sort_album AS album, s.sort_genre AS genre,
       coalesce(s.codec, '') AS codec, s.disc_no AS disc, s.track_no AS track, s.year, s.duration_sec AS durationSec,
       x.folded, s.removed_at IS NULL AND f.removed_at IS NULL AS isListed, c.rating
     FROM songs s JOIN song_search x ON x.song_id = s.id LEFT JOIN library_folders f ON f.id = s.folder_id
     LEFT JOIN song_control c ON c.song_id = s.id AND c.user_id = 1`,
  );
  const words = searchWords(query);
  const found = songs
    .filter((song) => song.isListed === 1 && words.every((word) => song.folded.includes(word)))
    .toSorted((a, b) => {
      for (const { key, descending } of sort) {
        const field = key as "title" | "genre" | "codec" | "year" | "durationSec" | "rating";
        const difference = emptyLast(a[field], b[field], descending);
        if (difference !== 0) return difference;
      }
      return (
        emptyLast(a.artist, b.artist, false) ||
        plainOrder(a.album, b.album) ||
        plainOrder(a.disc ?? -1, b.disc ?? -1) ||
        plainOrder(a.track ?? -1, b.track ?? -1) ||
        a.id - b.id
      );
    });
  return {
    ids: found.map(({ id }) => id),
    durationSec: found.reduce((sum, song) => sum + Math.round(song.durationSec * 1000), 0) / 1000,
  };
}

type Value = string | number;

function emptyLast(a: Value | null, b: Value | null, descending: boolean): number {
  const isEmpty = (value: Value | null): boolean => value === null || value === "";
  if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b));
  return descending ? plainOrder(b ?? "", a ?? "") : plainOrder(a ?? "", b ?? "");
}

function plainOrder(a: Value, b: Value): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

const word = fc.constantFrom("blue", "Über", "東京", "The", "River", "2", "10", "𝕏", "Я", "a");
const text = fc.array(word, { minLength: 0, maxLength: 3 }).map((words) => words.join(" "));
const song = fc.record({
  title: text,
  artist: fc.option(text),
  album: fc.option(text),
  genre: fc.option(fc.constantFrom("Rock", "Jazz")),
  codec: fc.option(fc.constantFrom("mp3", "flac")),
  year: fc.option(fc.integer({ min: -5, max: 5 })),
  trackNo: fc.option(fc.integer({ min: 1, max: 3 })),
  discNo: fc.option(fc.integer({ min: 1, max: 2 })),
  durationSec: fc.integer({ min: 0, max: 2000 }).map((ms) => ms / 1000),
  folderId: fc.option(fc.constantFrom(1, 2)),
});
const change = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), song }),
  fc.record({ kind: fc.constant("rewrite" as const), at: fc.nat(), song }),
  fc.record({ kind: fc.constant("remove" as const), at: fc.nat() }),
  fc.record({ kind: fc.constant("restore" as const), at: fc.nat() }),
  fc.record({
    kind: fc.constant("rate" as const),
    at: fc.nat(),
    rating: fc.integer({ min: 1, max: 10 }),
  }),
  fc.record({ kind: fc.constant("toggleFolder" as const), folder: fc.constantFrom(1, 2) }),
);
type Change = typeof change extends fc.Arbitrary<infer Kind> ? Kind : never;
const sort = fc.uniqueArray(
  fc.record({
    key: fc.constantFrom("title", "genre", "codec", "year", "durationSec", "rating"),
    descending: fc.boolean(),
  }),
  { maxLength: 3, selector: ({ key }) => key },
);
const query = fc.constantFrom(
  "",
  "",
  "blue",
  "b",
  "uber",
  "京",
  "river the",
  '"the river"',
  "я 2",
  "𝕏",
);

function apply(database: Database, step: Change): void {
  database.write((tx) => {
    const ids = tx.pluck<number>("SELECT id FROM songs ORDER BY id");
    const id = "at" in step ? (ids[step.at % Math.max(1, ids.length)] ?? 0) : 0;
    switch (step.kind) {
      case "add":
        insertSong(tx, { ...step.song, revision: nextRevision(tx) });
        return;
      case "rewrite":
        rewrite(tx, id, { ...step.song, revision: nextRevision(tx) });
        return;
      case "remove":
        tx.run("UPDATE songs SET removed_at = 1, revision = ? WHERE id = ?", nextRevision(tx), id);
        return;
      case "restore":
        tx.run(
          "UPDATE songs SET removed_at = NULL, revision = ? WHERE id = ?",
          nextRevision(tx),
          id,
        );
        return;
      case "rate":
        withoutJournal(tx, () =>
          tx.run(
            `INSERT INTO song_control (user_id, song_id, rating, updated_at) SELECT 1, id, ?, 1 FROM songs WHERE id = ?
           ON CONFLICT (user_id, song_id) DO UPDATE SET rating = excluded.rating`,
            step.rating,
            id,
          ),
        );
        return;
      case "toggleFolder":
        tx.run(
          "UPDATE library_folders SET removed_at = CASE WHEN removed_at IS NULL THEN 1 END WHERE id = ?",
          step.folder,
        );
    }
  });
}

/** Gives a song the facts of another, as a changed tag does. */
function rewrite(
  tx: Parameters<Parameters<Database["write"]>[0]>[0],
  id: number,
  facts: SongFacts,
): void {
  const twin = insertSong(tx, facts);
  tx.run("DELETE FROM song_search WHERE song_id = ?", twin);
  for (const column of [
    "title",
    "artist",
    "album",
    "genre",
    "codec",
    "year",
    "track_no",
    "disc_no",
    "duration_sec",
    "sort_title",
    "sort_artist",
    "sort_album_artist",
    "sort_album",
    "sort_genre",
    "revision",
  ]) {
    tx.run(
      `UPDATE songs SET ${column} = (SELECT ${column} FROM songs WHERE id = ?) WHERE id = ?`,
      twin,
      id,
    );
  }
  tx.run("DELETE FROM songs WHERE id = ?", twin);
  tx.run("UPDATE song_search SET folded = ? WHERE song_id = ?", searchTextOf(facts), id);
}

function withImage(
  use: (database: Database, image: LibraryImage, connection: ReadConnection) => void,
): void {
  using test = createTestDatabase();
  const { database } = test;
  insertUser(database, "owner");
  database.write((tx) => {
    for (const path of ["/a", "/b"])
      tx.run("INSERT INTO library_folders (uuid, path) VALUES (?, ?)", path, path);
  });
  const connection = new ReadConnection(database.path);
  try {
    use(database, new LibraryImage(connection), connection);
  } finally {
    connection.close();
  }
}

describe("LibraryImage", () => {
  // Catches: an order that differs after merging from one made anew, empty values in front, ties out of the base order,
  // a changed text that is still found by its former words, removed songs and folders that stay in lists.
  it("lists what a plain query would, through any run of changes", () => {
    fc.assert(
      fc.property(
        fc.array(song, { maxLength: 30 }),
        fc.array(fc.tuple(fc.array(change, { maxLength: 4 }), sort, query), {
          minLength: 1,
          maxLength: 8,
        }),
        (songs, steps) => {
          withImage((database, image, connection) => {
            database.write((tx) => {
              const revision = nextRevision(tx);
              for (const facts of songs) insertSong(tx, { ...facts, revision });
            });
            for (const [changes, order, words] of steps) {
              for (const one of changes) apply(database, one);
              expect(list(image, connection, { query: words, sort: order })).toEqual(
                plainly(database, words, order),
              );
            }
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  // Catches: a refresh that reads the library again for one song (law 5), which a plan or a timing would not show.
  it("asks only for changed rows when few changed", () => {
    withImage((database, image, connection) => {
      database.write((tx) => {
        for (let no = 0; no < 400; no += 1)
          insertSong(tx, { title: `Song ${no}`, revision: nextRevision(tx) });
      });
      list(image, connection, { query: "song", sort: [{ key: "title", descending: false }] });
      finish(image.warm());
      const asked: string[] = [];
      const value = connection.value.bind(connection);
      connection.value = (sql, ...parameters) => {
        asked.push(sql);
        return value(sql, ...parameters);
      };
      apply(database, { kind: "remove", at: 7 });
      expect(
        list(image, connection, { query: "song", sort: [{ key: "title", descending: false }] }).ids,
      ).toHaveLength(399);
      const packed = asked.filter((sql) => sql.includes("group_concat"));
      expect(packed.filter((sql) => !sql.includes("INDEXED BY song_control_hidden"))).toEqual([]);
    });
  });

  // Catches: one profile's ratings ordering another profile's list.
  it("sorts by the caller's own ratings", () => {
    withImage((database, image, connection) => {
      const other = insertUser(database, "other");
      const [first = 0, second = 0] = database.write((tx) =>
        ["A", "B"].map((title) =>
          insertSong(tx, { title, artist: title, revision: nextRevision(tx) }),
        ),
      );
      database.write((tx) =>
        withoutJournal(tx, () =>
          tx.run(
            "INSERT INTO song_control (user_id, song_id, rating, updated_at) VALUES (?, ?, 9, 1)",
            other,
            second,
          ),
        ),
      );
      const byRating: readonly SortOrder[] = [{ key: "rating", descending: true }];
      expect(list(image, connection, { sort: byRating, userId: 1 }).ids).toEqual([first, second]);
      expect(list(image, connection, { sort: byRating, userId: other }).ids).toEqual([
        second,
        first,
      ]);
    });
  });
});
