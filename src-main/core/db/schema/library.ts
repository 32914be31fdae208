import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { users } from "./accounts.ts";
import { flag, id, nowMs, timeMs, uuid } from "./columns.ts";

/** Watched folders. A root that is away marks its songs `unavailable` and deletes nothing. */
export const libraryFolders = sqliteTable("library_folders", {
  id: id(),
  uuid: uuid(),
  path: text().notNull().unique(),
  is_available: flag().notNull().default(true),
  added_at: timeMs().notNull().default(nowMs),
  last_scan_at: timeMs(),
  /** Set when a person stopped watching it; its songs stay, out of the lists, for when it comes back. */
  removed_at: timeMs(),
});

/** Albums as the tags group them: same folded title and album artist, or same MusicBrainz release. */
export const albums = sqliteTable(
  "albums",
  {
    id: id(),
    uuid: uuid(),
    /** Folded album artist and title, or `mb:<release id>`. */
    identity: text().notNull().unique(),
    title: text().notNull(),
    album_artist: text(),
    sort_title: text().notNull(),
    sort_album_artist: text().notNull(),
    year: integer(),
    musicbrainz_release_id: text(),
    cover_key: text(),
  },
  (table) => [index("albums_sort_title").on(table.sort_title, table.id)],
);

export const artists = sqliteTable(
  "artists",
  {
    id: id(),
    uuid: uuid(),
    /** Folded name. */
    identity: text().notNull().unique(),
    name: text().notNull(),
    sort_name: text().notNull(),
    musicbrainz_artist_id: text(),
  },
  (table) => [index("artists_sort_name").on(table.sort_name, table.id)],
);

export const genres = sqliteTable("genres", {
  id: id(),
  uuid: uuid(),
  identity: text().notNull().unique(),
  name: text().notNull(),
  sort_name: text().notNull(),
});

/**
 * One row per song that was ever in the library. `removed_at` takes it out of the lists; the row stays, because history,
 * playlists and undo refer to it. `play_count`, `skip_count` and `last_played_at` are household totals kept by trigger.
 */
export const songs = sqliteTable(
  "songs",
  {
    id: id(),
    uuid: uuid(),
    folder_id: integer().references(() => libraryFolders.id, { onDelete: "set null" }),
    album_id: integer().references(() => albums.id, { onDelete: "set null" }),
    local_path: text().unique(),
    title: text().notNull(),
    artist: text(),
    album_artist: text(),
    album: text(),
    track_no: integer(),
    track_total: integer(),
    disc_no: integer(),
    disc_total: integer(),
    genre: text(),
    year: integer(),
    release_date: text(),
    language_code: text(),
    explicit: flag(),
    composer: text(),
    comment: text(),
    isrc: text(),
    bpm: real(),
    musical_key: text(),
    is_compilation: flag().notNull().default(false),
    musicbrainz_recording_id: text(),
    musicbrainz_track_id: text(),
    musicbrainz_release_id: text(),
    musicbrainz_release_group_id: text(),
    duration_sec: real().notNull(),
    filesize_bytes: integer().notNull(),
    /** Modification time of the file, milliseconds with fraction as the system gives it. */
    mtime_ms: real(),
    codec: text(),
    container: text(),
    is_lossless: flag().notNull().default(false),
    bitrate_kbps: real(),
    sample_rate_hz: integer(),
    bit_depth: integer(),
    channels: integer(),
    replaygain_track_gain_db: real(),
    replaygain_track_peak: real(),
    replaygain_album_gain_db: real(),
    replaygain_album_peak: real(),
    origin: text({ enum: ["folder", "imported", "generated"] }).notNull(),
    availability: text({ enum: ["available", "missing", "unavailable"] })
      .notNull()
      .default("available"),
    /** Hash of the first and last 64 KiB of audio payload without tags, plus its length: survives moves and retagging. */
    fingerprint: text(),
    cover_key: text(),
    sort_title: text().notNull(),
    sort_artist: text().notNull(),
    sort_album_artist: text().notNull(),
    sort_album: text().notNull(),
    sort_genre: text().notNull(),
    added_at: timeMs().notNull(),
    updated_at: timeMs().notNull(),
    removed_at: timeMs(),
    /** Library revision at which the row last changed; the read worker asks for everything newer than it knows. */
    revision: integer().notNull(),
    play_count: integer().notNull().default(0),
    skip_count: integer().notNull().default(0),
    last_played_at: timeMs(),
  },
  (table) => [
    index("songs_folder").on(table.folder_id),
    index("songs_album").on(table.album_id, table.disc_no, table.track_no),
    index("songs_fingerprint").on(table.fingerprint),
    /** Rows of imported playlists are found by what names the recording. */
    index("songs_musicbrainz_recording")
      .on(table.musicbrainz_recording_id)
      .where(sql`musicbrainz_recording_id IS NOT NULL`),
    index("songs_isrc")
      .on(table.isrc)
      .where(sql`isrc IS NOT NULL`),
    index("songs_revision").on(table.revision),
    index("songs_sort_title").on(table.sort_title, table.id),
    index("songs_sort_artist").on(
      table.sort_artist,
      table.sort_album,
      table.disc_no,
      table.track_no,
      table.id,
    ),
    index("songs_sort_album").on(table.sort_album, table.disc_no, table.track_no, table.id),
    index("songs_sort_album_artist").on(table.sort_album_artist, table.id),
    index("songs_sort_genre").on(table.sort_genre, table.id),
    /** Covers what the read worker loads column by column: a scan of it costs a tenth of a scan of the wide rows. */
    index("songs_columns").on(
      table.id,
      table.duration_sec,
      table.year,
      table.track_no,
      table.disc_no,
      table.bpm,
      table.musical_key,
      table.codec,
      table.bitrate_kbps,
      table.sample_rate_hz,
      table.filesize_bytes,
      table.added_at,
    ),
    index("songs_removed")
      .on(table.id)
      .where(sql`removed_at IS NOT NULL`),
    index("songs_added").on(table.added_at, table.id),
    index("songs_eviction").on(table.play_count, table.last_played_at),
    check("songs_origin", sql`${table.origin} IN ('folder', 'imported', 'generated')`),
    check(
      "songs_availability",
      sql`${table.availability} IN ('available', 'missing', 'unavailable')`,
    ),
    check("songs_duration", sql`${table.duration_sec} >= 0`),
  ],
);

export const songArtists = sqliteTable(
  "song_artists",
  {
    song_id: integer()
      .notNull()
      .references(() => songs.id, { onDelete: "cascade" }),
    artist_id: integer()
      .notNull()
      .references(() => artists.id, { onDelete: "cascade" }),
    role: text({ enum: ["artist", "album_artist"] }).notNull(),
    position: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.song_id, table.role, table.position] }),
    index("song_artists_artist").on(table.artist_id, table.song_id),
  ],
);

export const songGenres = sqliteTable(
  "song_genres",
  {
    song_id: integer()
      .notNull()
      .references(() => songs.id, { onDelete: "cascade" }),
    genre_id: integer()
      .notNull()
      .references(() => genres.id, { onDelete: "cascade" }),
    position: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.song_id, table.position] }),
    index("song_genres_genre").on(table.genre_id, table.song_id),
  ],
);

/** Folded text of a song's title, artists, album and genres: what the search box looks through. */
export const songSearch = sqliteTable("song_search", {
  song_id: integer()
    .primaryKey()
    .references(() => songs.id, { onDelete: "cascade" }),
  folded: text().notNull(),
});

export const lyrics = sqliteTable("lyrics", {
  song_id: integer()
    .primaryKey()
    .references(() => songs.id, { onDelete: "cascade" }),
  plain_text: text(),
  /** LRC lines, where the tag or file had times. */
  synced_text: text(),
  source: text({ enum: ["tag", "file", "person"] }).notNull(),
});

/** Files that could not be read, one row a path; a later scan that reads the file removes its row. */
export const scanIssues = sqliteTable(
  "scan_issues",
  {
    id: id(),
    uuid: uuid(),
    folder_id: integer().references(() => libraryFolders.id, { onDelete: "cascade" }),
    path: text().notNull().unique(),
    code: text().notNull(),
    message: text().notNull(),
    filesize_bytes: integer(),
    mtime_ms: real(),
    first_seen_at: timeMs().notNull(),
    last_seen_at: timeMs().notNull(),
  },
  (table) => [index("scan_issues_folder").on(table.folder_id)],
);

/** Block list: what a person took out does not come back with the next scan. */
export const removedSongs = sqliteTable(
  "removed_songs",
  {
    id: id(),
    removal_uuid: text().notNull(),
    song_id: integer()
      .notNull()
      .references(() => songs.id, { onDelete: "cascade" }),
    user_id: integer().references(() => users.id, { onDelete: "set null" }),
    local_path: text(),
    fingerprint: text(),
    removed_at: timeMs().notNull(),
  },
  (table) => [
    uniqueIndex("removed_songs_song").on(table.song_id),
    index("removed_songs_removal").on(table.removal_uuid),
    index("removed_songs_path").on(table.local_path),
    index("removed_songs_fingerprint").on(table.fingerprint),
    index("removed_songs_user").on(table.user_id),
  ],
);

/** What a person set on a song. Apart from `song_stats`, so that undoing a rating never reverts plays. */
export const songControl = sqliteTable(
  "song_control",
  {
    id: id(),
    user_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    song_id: integer()
      .notNull()
      .references(() => songs.id, { onDelete: "cascade" }),
    /** Half stars, 1 to 10; null: not rated. */
    rating: integer(),
    is_favorite: flag().notNull().default(false),
    is_hidden: flag().notNull().default(false),
    notes: text(),
    tags: text({ mode: "json" }).$type<string[]>().notNull().default([]),
    custom_metadata: text({ mode: "json" }).$type<Record<string, string>>().notNull().default({}),
    updated_at: timeMs().notNull(),
  },
  (table) => [
    uniqueIndex("song_control_user_song").on(table.user_id, table.song_id),
    index("song_control_song").on(table.song_id),
    index("song_control_rating")
      .on(table.user_id, table.rating, table.song_id)
      .where(sql`rating IS NOT NULL`),
    index("song_control_favorite")
      .on(table.user_id, table.song_id)
      .where(sql`is_favorite = 1`),
    index("song_control_hidden")
      .on(table.user_id, table.song_id)
      .where(sql`is_hidden = 1`),
    index("song_control_notes")
      .on(table.user_id, table.song_id)
      .where(sql`notes IS NOT NULL`),
    index("song_control_tags")
      .on(table.user_id, table.song_id)
      .where(sql`tags <> '[]'`),
    check("song_control_rating_range", sql`${table.rating} BETWEEN 1 AND 10`),
  ],
);

/** What playing did, per profile. Changed only by the trigger on `play_history`. */
export const songStats = sqliteTable(
  "song_stats",
  {
    user_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    song_id: integer()
      .notNull()
      .references(() => songs.id, { onDelete: "cascade" }),
    play_count: integer().notNull().default(0),
    skip_count: integer().notNull().default(0),
    last_played_at: timeMs(),
  },
  (table) => [
    primaryKey({ columns: [table.user_id, table.song_id] }),
    index("song_stats_song").on(table.song_id),
    index("song_stats_play_count").on(table.user_id, table.play_count, table.song_id),
    index("song_stats_skip_count")
      .on(table.user_id, table.skip_count, table.song_id)
      .where(sql`skip_count > 0`),
    index("song_stats_last_played").on(table.user_id, table.last_played_at, table.song_id),
  ],
);
