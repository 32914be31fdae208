import type { SongSortKey } from "#shared/contract/songs.contract.ts";

/** Where the values of a sort key come from, and what an absent one means. */
export type SortSource =
  /** A stored sort text with an index that delivers it in order. Empty: no value. */
  | { readonly kind: "indexedText"; readonly column: string }
  /** A text with few different values, ranked in memory. */
  | { readonly kind: "smallText"; readonly column: string }
  /** A number of the song. `scale` makes it whole. */
  | {
      readonly kind: "number";
      /** Or an expression over the row of `songs`. */
      readonly column: string;
      readonly scale: number;
      /** Not in the covering index: the rows themselves are read. */
      readonly isWide?: true;
    }
  /** A number of the caller's own. `absent` is what a song without a row has; null: no value. */
  | {
      readonly kind: "user";
      readonly table: "song_control" | "song_stats";
      readonly column: string;
      readonly where: string;
      readonly absent: number | null;
    };

export const sortSources: Readonly<Record<SongSortKey, SortSource>> = {
  title: { kind: "indexedText", column: "sort_title" },
  artist: { kind: "indexedText", column: "sort_artist" },
  albumArtist: { kind: "indexedText", column: "sort_album_artist" },
  album: { kind: "indexedText", column: "sort_album" },
  genre: { kind: "indexedText", column: "sort_genre" },
  musicalKey: { kind: "smallText", column: "musical_key" },
  codec: { kind: "smallText", column: "codec" },
  trackNo: { kind: "number", column: "track_no", scale: 1 },
  year: { kind: "number", column: "year", scale: 1 },
  durationSec: { kind: "number", column: "duration_sec", scale: 1000 },
  bpm: { kind: "number", column: "bpm", scale: 1000 },
  bitrateKbps: { kind: "number", column: "bitrate_kbps", scale: 1000 },
  sampleRateHz: { kind: "number", column: "sample_rate_hz", scale: 1 },
  filesizeBytes: { kind: "number", column: "filesize_bytes", scale: 1 },
  addedAt: { kind: "number", column: "added_at", scale: 1 },
  rating: {
    kind: "user",
    table: "song_control",
    column: "rating",
    where: "rating IS NOT NULL",
    absent: null,
  },
  isFavorite: {
    kind: "user",
    table: "song_control",
    column: "is_favorite",
    where: "is_favorite = 1",
    absent: 0,
  },
  playCount: {
    kind: "user",
    table: "song_stats",
    column: "play_count",
    where: "play_count > 0",
    absent: 0,
  },
  skipCount: {
    kind: "user",
    table: "song_stats",
    column: "skip_count",
    where: "skip_count > 0",
    absent: 0,
  },
  lastPlayedAt: {
    kind: "user",
    table: "song_stats",
    column: "last_played_at",
    where: "last_played_at > 0",
    absent: null,
  },
};

/** Yes-or-no facts of a song, one bit each, in one column: what `is:` and `has:` ask for. */
export const factBits = {
  lossless: 1,
  missing: 2,
  explicit: 4,
  compilation: 8,
  generated: 16,
  cover: 32,
  lyrics: 64,
  artist: 128,
  album: 256,
  genre: 512,
  year: 1024,
  bpm: 2048,
  key: 4096,
} as const;

const factConditions: Readonly<Record<keyof typeof factBits, string>> = {
  lossless: "is_lossless",
  missing: "availability <> 'available'",
  explicit: "coalesce(explicit, 0)",
  compilation: "is_compilation",
  generated: "origin = 'generated'",
  cover: "cover_key IS NOT NULL",
  lyrics: "EXISTS (SELECT 1 FROM lyrics WHERE lyrics.song_id = songs.id)",
  artist: "coalesce(artist, '') <> ''",
  album: "coalesce(album, '') <> ''",
  genre: "coalesce(genre, '') <> ''",
  year: "year IS NOT NULL",
  bpm: "bpm IS NOT NULL",
  key: "coalesce(musical_key, '') <> ''",
};

const factsSql = Object.entries(factConditions)
  .map(([name, condition]) => `((${condition}) * ${factBits[name as keyof typeof factBits]})`)
  .join(" + ");

/** Columns that queries look at: those that lists are sorted by, and some more. */
export type ColumnKey = SongSortKey | "discNo" | "facts";

export const columnSources: Readonly<Record<ColumnKey, SortSource>> = {
  ...sortSources,
  discNo: { kind: "number", column: "disc_no", scale: 1 },
  facts: { kind: "number", column: factsSql, scale: 1, isWide: true },
};

/** The SQL that loads them, named so that query-plan tests prove each index. Slices start after a key. */
export const columnSql = {
  /** Everybody's tie-breaker: artist, album, disc, track, id. */
  baseOrder: `SELECT CAST(group_concat(id) AS BLOB) FROM
    (SELECT id FROM songs ORDER BY sort_artist, sort_album, disc_no, track_no, id)`,
  /** In order of the text; songs without one are left out. Whatever index leads with the column will do. */
  text: (column: string): string => textSlice(column, column),
  /** For texts that hold a line feed themselves. */
  textWithoutLineFeeds: (column: string): string =>
    textSlice(column, `replace(${column}, char(10), char(31))`),
  /** Where a slice ended: its last text, and all songs that have it. */
  textOf: (column: string): string => `SELECT ${column} FROM songs WHERE id = ?`,
  idsOfText: (column: string): string =>
    `SELECT CAST(group_concat(id) AS BLOB) FROM songs WHERE ${column} = ?`,
  number: (column: string, scale: number, isWide = false): string =>
    `SELECT CAST(group_concat(coalesce(value, 'n')) AS BLOB) FROM
    (SELECT id, ${wholeNumber(column, scale)} AS value FROM songs ${isWide ? "NOT INDEXED" : "INDEXED BY songs_columns"}
     WHERE id > ? AND id <= ? ORDER BY id)`,
  smallText: (column: string): string => smallTextSlice(column, column),
  smallTextWithoutLineFeeds: (column: string): string =>
    smallTextSlice(column, `replace(${column}, char(10), char(31))`),
  user: (source: Extract<SortSource, { kind: "user" }>): string =>
    `SELECT CAST(group_concat(song_id) AS BLOB), CAST(group_concat(${source.column}) AS BLOB) FROM
    (SELECT song_id, ${source.column} FROM ${source.table} WHERE user_id = ? AND ${source.where} ORDER BY ${source.column})`,
  totalDurationMs: `SELECT sum(${wholeNumber("duration_sec", 1000)}) FROM songs INDEXED BY songs_columns`,
  removedIds: "SELECT CAST(group_concat(id) AS BLOB) FROM songs WHERE removed_at IS NOT NULL",
  removedFolders: "SELECT id FROM library_folders WHERE removed_at IS NOT NULL ORDER BY id",
  /** Songs that the base order's index puts first, having no artist. */
  withoutArtist: "SELECT count(*) FROM songs WHERE sort_artist = ''",
  idsOfFolder: "SELECT CAST(group_concat(id) AS BLOB) FROM songs WHERE folder_id = ?",
  highestId: "SELECT coalesce(max(id), 0) FROM songs",
  revision: "SELECT CAST(value AS INTEGER) FROM app_meta WHERE key = 'library_revision'",
  changedCount: "SELECT count(*) FROM songs INDEXED BY songs_revision WHERE revision > ?",
  /** Changed songs and why they are in no list: 1 removed, 2 in a removed folder. */
  changedSongs: `SELECT s.id, (s.removed_at IS NOT NULL) | CASE WHEN f.removed_at IS NULL THEN 0 ELSE 2 END
    FROM songs s INDEXED BY songs_revision LEFT JOIN library_folders f ON f.id = s.folder_id WHERE s.revision > ?`,
  changedNumbers: (column: string, scale: number): string =>
    `SELECT id, ${wholeNumber(column, scale)} FROM songs INDEXED BY songs_revision WHERE revision > ?`,
  searchText: `SELECT CAST(group_concat(song_id) AS BLOB), CAST(group_concat(folded, char(10)) AS BLOB) FROM
    (SELECT song_id, folded FROM song_search WHERE song_id > ? ORDER BY song_id LIMIT ?)`,
  searchTextWithoutLineFeeds: `SELECT CAST(group_concat(song_id) AS BLOB),
      CAST(group_concat(replace(folded, char(10), char(31)), char(10)) AS BLOB) FROM
    (SELECT song_id, folded FROM song_search WHERE song_id > ? ORDER BY song_id LIMIT ?)`,
  searchTextOf: `SELECT CAST(group_concat(song_id) AS BLOB),
      CAST(group_concat(replace(folded, char(10), char(31)), char(10)) AS BLOB)
    FROM song_search WHERE song_id IN (SELECT value FROM json_each(?))`,
} as const;

function textSlice(column: string, text: string): string {
  return `SELECT CAST(group_concat(id) AS BLOB), CAST(group_concat(${text}, char(10)) AS BLOB) FROM
    (SELECT id, ${column} FROM songs WHERE ${column} > ? ORDER BY ${column} LIMIT ?)`;
}

function smallTextSlice(column: string, text: string): string {
  return `SELECT CAST(group_concat(coalesce(${text}, ''), char(10)) AS BLOB) FROM
    (SELECT id, ${column} FROM songs INDEXED BY songs_columns WHERE id > ? AND id <= ? ORDER BY id)`;
}

/** SQL of a column as a whole number: halves and thirds would sort wrong as digits. */
export function wholeNumber(column: string, scale: number): string {
  return scale === 1 ? column : `CAST(round(${column} * ${scale}) AS INTEGER)`;
}
