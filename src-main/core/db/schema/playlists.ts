import { sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { users } from "./accounts.ts";
import { flag, id, nowMs, timeMs, uuid } from "./columns.ts";
import { songs } from "./library.ts";

/** Folders of a profile's playlist tree. A shared playlist lies in a folder of its owner only. */
export const playlistFolders = sqliteTable(
  "playlist_folders",
  {
    id: id(),
    uuid: uuid(),
    user_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Null: at the top of the tree. */
    parent_id: integer().references((): AnySQLiteColumn => playlistFolders.id, {
      onDelete: "set null",
    }),
    name: text().notNull(),
    /** Fractional index among its siblings, folders and playlists alike. */
    order_key: text().notNull(),
    created_at: timeMs().notNull().default(nowMs),
    updated_at: timeMs().notNull().default(nowMs),
  },
  (table) => [
    index("playlist_folders_user").on(table.user_id),
    index("playlist_folders_parent").on(table.parent_id),
  ],
);

/**
 * Playlists made by hand (`manual`) and by rule (`smart`). Totals are kept by triggers on `playlist_tracks`, on durations
 * of songs and on play events; those of a smart playlist that is not frozen are of its last evaluation.
 */
export const playlists = sqliteTable(
  "playlists",
  {
    id: id(),
    uuid: uuid(),
    /** The owner. */
    user_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    folder_id: integer().references(() => playlistFolders.id, { onDelete: "set null" }),
    kind: text({ enum: ["manual", "smart"] })
      .notNull()
      .default("manual"),
    name: text().notNull(),
    description: text(),
    /** Key of an own picture in the cover cache; null: a mosaic of its songs' covers. */
    cover_key: text(),
    /** Visible to the other profiles. */
    is_public: flag().notNull().default(false),
    /** Its collaborators may change it as far as their permission goes; off: they may only look. */
    is_collaborative: flag().notNull().default(false),
    /** Rules of a smart playlist (query, limit, sort); null for one made by hand. */
    rules: text({ mode: "json" }),
    /** A frozen smart playlist keeps the songs it had, as rows of `playlist_tracks`. */
    is_frozen: flag().notNull().default(false),
    refreshed_at: timeMs(),
    /** Fractional index in its folder. */
    order_key: text().notNull(),
    /** Counts changes of what is in it; a window that shows another number asks again. */
    revision: integer().notNull().default(0),
    track_count: integer().notNull().default(0),
    total_duration_ms: integer().notNull().default(0),
    rating_sum: integer().notNull().default(0),
    rating_count: integer().notNull().default(0),
    /** Half stars, the mean of the rated entries; null: none is rated. */
    rating_avg: real().generatedAlwaysAs(sql`(rating_sum * 1.0 / nullif(rating_count, 0))`, {
      mode: "virtual",
    }),
    play_count: integer().notNull().default(0),
    last_played_at: timeMs(),
    created_at: timeMs().notNull().default(nowMs),
    updated_at: timeMs().notNull().default(nowMs),
  },
  (table) => [
    index("playlists_user").on(table.user_id, table.folder_id),
    index("playlists_folder").on(table.folder_id),
    index("playlists_public")
      .on(table.id)
      .where(sql`is_public = 1`),
    check("playlists_kind", sql`${table.kind} IN ('manual', 'smart')`),
    check("playlists_rules", sql`(${table.kind} = 'smart') = (${table.rules} IS NOT NULL)`),
    check("playlists_named", sql`length(${table.name}) > 0`),
  ],
);

/**
 * The entries of a playlist. An entry is a place in the list, not a song: the same song may stand there twice, and a row of
 * an imported file that matched no song keeps what the file said of it until one does.
 */
export const playlistTracks = sqliteTable(
  "playlist_tracks",
  {
    id: id(),
    uuid: uuid(),
    playlist_id: integer()
      .notNull()
      .references(() => playlists.id, { onDelete: "cascade" }),
    /** Null: not matched yet; `source_` says what was asked for. */
    song_id: integer().references(() => songs.id, { onDelete: "set null" }),
    /** Fractional index, compared byte by byte; the position 1..n is derived. */
    order_key: text().notNull(),
    added_by_user_id: integer().references(() => users.id, { onDelete: "set null" }),
    added_at: timeMs().notNull(),
    notes: text(),
    /** Half stars, 1 to 10, of this entry; null: not rated. */
    rating: integer(),
    play_count: integer().notNull().default(0),
    last_played_at: timeMs(),
    /** As the imported file wrote it. */
    source_location: text(),
    source_title: text(),
    source_artist: text(),
    source_album: text(),
    source_duration_sec: real(),
  },
  (table) => [
    uniqueIndex("playlist_tracks_order").on(table.playlist_id, table.order_key),
    index("playlist_tracks_song").on(table.song_id, table.playlist_id),
    index("playlist_tracks_added_by").on(table.added_by_user_id),
    index("playlist_tracks_unmatched")
      .on(table.playlist_id)
      .where(sql`song_id IS NULL`),
    check("playlist_tracks_rating_range", sql`${table.rating} BETWEEN 1 AND 10`),
    check(
      "playlist_tracks_identified",
      sql`${table.song_id} IS NOT NULL OR ${table.source_location} IS NOT NULL OR ${table.source_title} IS NOT NULL`,
    ),
  ],
);

/** Who besides the owner may see, change or run a playlist. */
export const playlistCollaborators = sqliteTable(
  "playlist_collaborators",
  {
    id: id(),
    playlist_id: integer()
      .notNull()
      .references(() => playlists.id, { onDelete: "cascade" }),
    user_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    permission_level: text({ enum: ["view", "edit", "admin"] })
      .notNull()
      .default("edit"),
    added_at: timeMs().notNull().default(nowMs),
  },
  (table) => [
    uniqueIndex("playlist_collaborators_playlist_user").on(table.playlist_id, table.user_id),
    index("playlist_collaborators_user").on(table.user_id),
    check(
      "playlist_collaborators_level",
      sql`${table.permission_level} IN ('view', 'edit', 'admin')`,
    ),
  ],
);
