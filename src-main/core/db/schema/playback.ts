import { sql } from "drizzle-orm";
import {
  blob,
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

/** Listening sessions: opened by the first play, closed after 30 silent minutes, per profile and device. */
export const sessions = sqliteTable(
  "sessions",
  {
    id: id(),
    uuid: uuid(),
    user_id: integer().references(() => users.id, { onDelete: "set null" }),
    device: text().notNull(),
    /** What was played from: `songs`, `queue`, `command_line` ... */
    context: text(),
    started_at: timeMs().notNull(),
    last_activity_at: timeMs().notNull(),
    /** Null while open. */
    ended_at: timeMs(),
    play_count: integer().notNull().default(0),
    skip_count: integer().notNull().default(0),
    heard_sec: real().notNull().default(0),
  },
  (table) => [
    index("sessions_user_started").on(table.user_id, table.started_at),
    index("sessions_open")
      .on(table.user_id, table.device)
      .where(sql`ended_at IS NULL`),
  ],
);

/** Append-only: one row when a song leaves the player, never rewritten. Counters are derived by trigger. */
export const playHistory = sqliteTable(
  "play_history",
  {
    id: id(),
    uuid: uuid(),
    session_id: integer()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    user_id: integer().references(() => users.id, { onDelete: "set null" }),
    song_id: integer()
      .notNull()
      .references(() => songs.id, { onDelete: "cascade" }),
    /**
     * The playlist it was played from; null: none. No foreign key: history outlives the playlist, and finds it again when
     * its deletion is undone (ids are never reused).
     */
    playlist_id: integer(),
    played_at: timeMs().notNull(),
    /** Minutes east of UTC where the listener was. */
    utc_offset_min: integer().notNull(),
    /** Seconds really heard; seeking adds none. */
    duration_played_sec: real().notNull(),
    /** Length of the song when it was played. */
    duration_sec: real().notNull(),
    verdict: text({ enum: ["played", "skipped", "partial"] }).notNull(),
    completed: flag().notNull(),
    skipped: flag().notNull(),
    /** As it was named then: history outlives the file and its tags. */
    title: text().notNull(),
    artist: text(),
    album: text(),
  },
  (table) => [
    index("play_history_user_time").on(table.user_id, table.played_at, table.id),
    index("play_history_song_time").on(table.song_id, table.played_at),
    /** Covers rules over play events: one song's events lie together, so they are counted without sorting. */
    index("play_history_rules").on(
      table.user_id,
      table.song_id,
      table.played_at,
      table.verdict,
      table.duration_played_sec,
      table.utc_offset_min,
    ),
    index("play_history_playlist")
      .on(table.playlist_id, table.played_at)
      .where(sql`playlist_id IS NOT NULL`),
    index("play_history_session").on(table.session_id),
    check("play_history_verdict", sql`${table.verdict} IN ('played', 'skipped', 'partial')`),
    check("play_history_heard", sql`${table.duration_played_sec} >= 0`),
  ],
);

/** One queue per profile and device, with the play in progress, so that a crash loses neither. */
export const playbackQueue = sqliteTable(
  "playback_queue",
  {
    id: id(),
    user_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    device: text().notNull(),
    revision: integer().notNull().default(0),
    next_entry_id: integer().notNull().default(1),
    /** Index into the order of play; null: nothing is current. */
    position: integer(),
    is_shuffled: flag().notNull().default(false),
    repeat_mode: text({ enum: ["off", "all", "one"] })
      .notNull()
      .default("off"),
    position_sec: real().notNull().default(0),
    volume: real().notNull().default(1),
    is_muted: flag().notNull().default(false),
    /** A private session: what is heard is not written down anywhere. */
    is_private: flag().notNull().default(false),
    /** The playlist the queue was filled from, to count its plays; null: none or several. May be gone, see `play_history`. */
    playlist_id: integer(),
    /** The play in progress: when it began and how much of it was heard. Null: none. */
    play_started_at: timeMs(),
    play_utc_offset_min: integer(),
    play_heard_sec: real(),
    updated_at: timeMs().notNull().default(nowMs),
  },
  (table) => [
    uniqueIndex("playback_queue_user_device").on(table.user_id, table.device),
    check("playback_queue_repeat", sql`${table.repeat_mode} IN ('off', 'all', 'one')`),
  ],
);

/**
 * What stands in a queue. Apart from `playback_queue`, because SQLite writes a row whole: these blobs hold megabytes and the
 * position beside them changes with every song.
 */
export const playbackQueueEntries = sqliteTable("playback_queue_entries", {
  queue_id: integer()
    .primaryKey()
    .references(() => playbackQueue.id, { onDelete: "cascade" }),
  /** Song ids in list order, unsigned 32 bit little endian. */
  song_ids: blob({ mode: "buffer" }).notNull(),
  /** Entry ids beside them, same layout: an entry keeps its id when it moves. */
  entry_ids: blob({ mode: "buffer" }).notNull(),
  /** Order of play as indexes into the list, same layout; null: list order. */
  play_order: blob({ mode: "buffer" }),
  /** The entry that was current when these entries last changed, and where in it: what an undo returns to. */
  left_entry_id: integer(),
  left_position_sec: real(),
});
