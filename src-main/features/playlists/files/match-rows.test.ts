import { expect, test } from "vitest";
import { sortKey } from "#shared/domain/library/sort-key.ts";
import type { Database } from "#core/db/database.ts";
import { createTestDatabase } from "#test-support/test-database.ts";
import { insertSong } from "#test-support/test-songs.ts";
import { type MatchOptions, type MatchRow, matchRows, matchSql } from "./match-rows.ts";
import { exportSql, unmatchedSql } from "./playlist-file-jobs.ts";

interface Facts {
  readonly path?: string;
  readonly title?: string;
  readonly artist?: string;
  readonly album?: string;
  readonly durationSec?: number;
  readonly recording?: string;
  readonly isrc?: string;
  readonly isRemoved?: boolean;
}

function songs(database: Database, facts: readonly Facts[]): number[] {
  return database.write((tx) =>
    facts.map(({ path, recording, isrc, isRemoved, ...song }) => {
      const id = insertSong(tx, { ...song, revision: 1 });
      tx.run(
        `UPDATE songs SET local_path = coalesce(?, local_path), musicbrainz_recording_id = ?, isrc = ?, removed_at = ?
         WHERE id = ?`,
        path ?? null,
        recording ?? null,
        isrc ?? null,
        isRemoved === true ? 1 : null,
        id,
      );
      return id;
    }),
  );
}

const blank: MatchRow = {
  location: null,
  title: null,
  artist: null,
  album: null,
  durationSec: null,
  musicbrainzRecordingId: null,
  isrc: null,
};
const posix: MatchOptions = { separator: "/", baseFolder: null, prefixMap: [] };

/** The place among `facts` of what a row matches; null: nothing. */
function matched(
  facts: readonly Facts[],
  row: Partial<MatchRow>,
  options: Partial<MatchOptions> = {},
): number | null {
  using test = createTestDatabase();
  const ids = songs(test.database, facts);
  const [id = null] = matchRows(test.database.read, [{ ...blank, ...row }], {
    ...posix,
    ...options,
  });
  return id === null ? null : ids.indexOf(id);
}

const nfd = "/m/Bjo\u0308rk/Jo\u0301ga.mp3";
const tides = { path: "/m/Ana/Tides/01 Sea.flac", title: "Sea", artist: "Ana", durationSec: 60 };
const other = { path: "/m/Bo/Waves/01 Sea.flac", title: "Swell", artist: "Bo", durationSec: 90 };

// Would catch: each way in which two computers write one path.
test.each<[string, string, Partial<MatchOptions>]>([
  ["as it is", "/m/Ana/Tides/01 Sea.flac", {}],
  ["relative to a folder", "Tides/01 Sea.flac", { baseFolder: "/m/Ana" }],
  ["upwards from a folder", "../Tides/./01 Sea.flac", { baseFolder: "/m/Ana/Lists" }],
  ["as a URL", "file:///m/Ana/Tides/01%20Sea.flac", {}],
  ["in other case", "/M/ana/TIDES/01 sea.FLAC", {}],
  ["on another drive", "D:\\Music\\Ana\\Tides\\01 Sea.flac", {}],
  ["below another folder", "/media/usb/Ana/Tides/01 Sea.flac", {}],
  ["by folder and name alone", "Tides/01 Sea.flac", {}],
  ["after a mapping", "E:\\x\\01 Sea.flac", { prefixMap: [{ from: "E:\\x", to: "/m/Ana/Tides" }] }],
])("a path %s", (_how, location, options) => {
  expect(matched([other, tides], { location }, options)).toBe(1);
});

test.each([nfd, nfd.normalize("NFC")])("accents in either form: %j", (path) => {
  const facts = [{ path }];
  expect(matched(facts, { location: nfd })).toBe(0);
  expect(matched(facts, { location: nfd.normalize("NFC") })).toBe(0);
  expect(matched(facts, { location: `/else${nfd.toUpperCase()}` })).toBe(0);
});

test("a name alone is enough where it is the only one", () => {
  expect(matched([tides], { location: "01 Sea.flac" })).toBe(0);
  expect(matched([tides, other], { location: "01 Sea.flac" })).toBeNull();
});

// Would catch: "Track 01" of one album taken for that of another.
test("an end that several share matches none, the longest end wins", () => {
  const facts = [
    { path: "/m/Ana/One/CD1/01.flac" },
    { path: "/m/Ana/Two/CD1/01.flac" },
    { path: "/m/Bo/Two/CD1/01.flac" },
  ];
  expect(matched(facts, { location: "/x/CD1/01.flac" })).toBeNull();
  expect(matched(facts, { location: "/x/Two/CD1/01.flac" })).toBeNull();
  expect(matched(facts, { location: "/x/Bo/Two/CD1/01.flac" })).toBe(2);
});

test("an end whose length and title say otherwise is another song", () => {
  const location = "/x/Tides/01 Sea.flac";
  expect(matched([tides], { location, title: "Land", durationSec: 200 })).toBeNull();
  // One of the two may be wrong: retagged here, cut there.
  expect(matched([tides], { location, title: "Sea", durationSec: 200 })).toBe(0);
  expect(matched([tides], { location, title: "Land", durationSec: 61 })).toBe(0);
});

test("a song that was taken out of the library is not matched", () => {
  expect(matched([{ ...tides, isRemoved: true }], { location: tides.path })).toBeNull();
});

test("by recording and ISRC, the album telling equals apart", () => {
  const recording = "aaaaaaaa-0000-4000-8000-000000000001";
  const facts = [
    { ...tides, recording, album: "Tides" },
    { ...other, recording, album: "Best of" },
    { isrc: "USRC17607839" },
  ];
  expect(matched(facts, { musicbrainzRecordingId: recording })).toBeNull();
  expect(matched(facts, { musicbrainzRecordingId: recording, album: "Greatest" })).toBeNull();
  expect(matched(facts, { musicbrainzRecordingId: recording, album: "best of" })).toBe(1);
  expect(matched(facts, { musicbrainzRecordingId: recording, durationSec: 61 })).toBe(0);
  expect(matched(facts, { isrc: "USRC17607839" })).toBe(2);
});

test.each<[Partial<MatchRow>, number | null]>([
  [{ artist: "ana", title: "SEA" }, 0],
  [{ artist: "The Ana", title: "The Sea!" }, 0],
  [{ artist: "Ana", title: "Sea", durationSec: 63 }, 0],
  [{ artist: "Ana", title: "Sea", durationSec: 64 }, null],
  [{ artist: "Bo", title: "Sea" }, null],
  [{ artist: null, title: "Sea" }, null],
  // An M3U parts at the first hyphen, wherever it stands.
  [{ artist: "Ana", title: "Live - Storm" }, 1],
  [{ artist: "Ana", title: "Sea", location: "http://radio.example/x" }, null],
])("artist and title: %j", (row, expected) => {
  const facts = [tides, { title: "Storm", artist: "Ana - Live" }, other];
  expect(matched(facts, row)).toBe(expected);
});

test("a title that stands there twice matches only by its length or album", () => {
  const facts = [
    { ...tides, album: "Tides" },
    { ...tides, path: "/m/live.flac", album: "Live", durationSec: 75 },
  ];
  expect(matched(facts, { artist: "Ana", title: "Sea" })).toBeNull();
  expect(matched(facts, { artist: "Ana", title: "Sea", durationSec: 74 })).toBe(1);
  expect(matched(facts, { artist: "Ana", title: "Sea", album: "tides" })).toBe(0);
});

/** Would catch: a look-up that reads all of `songs` for each row of a file. */
test.each([
  [matchSql.byPath, "USING INDEX songs_local_path_unique (local_path=?)"],
  [matchSql.paths, "USING COVERING INDEX songs_local_path_unique"],
  [matchSql.byId, "USING INTEGER PRIMARY KEY"],
  [matchSql.byRecording, "USING INDEX songs_musicbrainz_recording"],
  [matchSql.byIsrc, "USING INDEX songs_isrc"],
  [matchSql.byTitle, "USING INDEX songs_sort_title"],
  [unmatchedSql.all, "USING INDEX playlist_tracks_song (song_id=?)"],
  [unmatchedSql.ofPlaylist, "USING INDEX playlist_tracks_song (song_id=? AND playlist_id=?)"],
  [exportSql.entries, "USING INDEX playlist_tracks_order"],
  [exportSql.songs, "USING INTEGER PRIMARY KEY"],
])("%s", (sql, expected) => {
  using test = createTestDatabase();
  const parameters = sql.includes("?") ? ["[]"] : [];
  const plan = test.database.read
    .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...parameters)
    .map(({ detail }) => detail);
  expect(plan.join("\n")).toContain(expected);
});

test("sort keys make what is compared", () => {
  expect(sortKey("The Sea!")).toBe(sortKey("sea"));
});
