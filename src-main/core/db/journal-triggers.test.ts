import { describe, expect, it } from "vitest";
import { createTestDatabase } from "#test-support/test-database.ts";
import { journaledTables } from "./journaled-tables.ts";

const identity = ["id", "uuid", "user_id", "created_at", "added_at", "updated_at"];

/** Why a column of a journaled table is not one a person changes. */
const notAPersons: Readonly<Record<string, readonly string[]>> = {
  users: ["password_hash", "last_login", "private_since"],
  user_preferences: ["preference_key"],
  notification_settings: ["notification_type"],
  saved_filters: [],
  // One row a profile and song.
  song_control: ["song_id"],
  // Of a song a person changes only that it is in the library; tags are its file's.
  songs: ["*"],
  removed_songs: ["song_id"],
  // Found by scans.
  library_folders: ["path", "is_available", "last_scan_at"],
  playlist_folders: [],
  // Counted by triggers; the last evaluation of a smart one.
  playlists: [
    "refreshed_at",
    "revision",
    "track_count",
    "total_duration_ms",
    "rating_sum",
    "rating_count",
    "play_count",
    "last_played_at",
  ],
  // Where it lies never changes, who added it and what a file said of it neither; plays are counted.
  playlist_tracks: [
    "playlist_id",
    "added_by_user_id",
    "play_count",
    "last_played_at",
    "source_location",
    "source_title",
    "source_artist",
    "source_album",
    "source_duration_sec",
  ],
  playlist_collaborators: ["playlist_id"],
  playback_queue_entries: ["queue_id"],
};

describe("what is journaled", () => {
  // Catches: a column added to a journaled table whose changes nobody can undo, because nobody thought of the journal.
  it("is every column of those tables, but for those that say why not", () => {
    using test = createTestDatabase();
    for (const { name, columns } of journaledTables) {
      const why = notAPersons[name];
      if (why === undefined) throw new Error(`Say which columns of ${name} are not a person's`);
      if (why.includes("*")) continue;
      const known = new Set([...columns, ...why, ...identity]);
      const forgotten = test.database.read
        .pluck<string>("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", name)
        .filter((column) => !known.has(column));
      expect(forgotten, name).toEqual([]);
    }
  });

  // Catches: a trigger that was never made for a column, or a value that says nothing and is no default of its column.
  it("has a trigger each, and unset values that are the columns' defaults", () => {
    using test = createTestDatabase();
    const { read } = test.database;
    const triggers = new Set(
      read.pluck<string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'"),
    );
    for (const { name, columns, rows, unset } of journaledTables) {
      for (const column of columns) expect(triggers).toContain(`journal_${name}_${column}`);
      expect(triggers.has(`journal_${name}_insert`)).toBe(rows);
      expect(triggers.has(`journal_${name}_delete`)).toBe(rows);
      for (const [column, nothing] of Object.entries(unset ?? {})) {
        const [byDefault] = read.pluck<string | null>(
          "SELECT dflt_value FROM pragma_table_xinfo(?) WHERE name = ?",
          name,
          column,
        );
        expect((byDefault ?? "NULL").replace("false", "0"), column).toBe(nothing);
      }
    }
  });
});
