import type BetterSqlite3 from "better-sqlite3";
import { journalTriggers } from "./journal-triggers.ts";

/** Totals kept row by row cost an undo of many entries more than all else: it counts them anew, once. */
const unlessPaused = "WHEN (SELECT are_totals_paused FROM journal_context WHERE id = 1) = 0";

/**
 * Triggers are code, not migrations: a table rebuild drops them without a word, so every start compares what the
 * database has with what is written here and puts the difference right.
 */
const counterTriggers: Readonly<Record<string, string>> = {
  // Counters change only here (law 7). The household totals on `songs` do not touch `revision`: lists need no refresh.
  play_history_counts: `
    AFTER INSERT ON play_history
    BEGIN
      INSERT INTO song_stats (user_id, song_id, play_count, skip_count, last_played_at)
        SELECT NEW.user_id, NEW.song_id, NEW.verdict = 'played', NEW.verdict = 'skipped',
               CASE WHEN NEW.verdict = 'played' THEN NEW.played_at END
        WHERE NEW.user_id IS NOT NULL
        ON CONFLICT (user_id, song_id) DO UPDATE SET
          play_count = play_count + excluded.play_count,
          skip_count = skip_count + excluded.skip_count,
          last_played_at = CASE WHEN excluded.last_played_at IS NULL THEN last_played_at
                                ELSE max(coalesce(last_played_at, 0), excluded.last_played_at) END;
      UPDATE songs SET
          play_count = play_count + (NEW.verdict = 'played'),
          skip_count = skip_count + (NEW.verdict = 'skipped'),
          last_played_at = CASE WHEN NEW.verdict = 'played'
                                THEN max(coalesce(last_played_at, 0), NEW.played_at) ELSE last_played_at END
        WHERE id = NEW.song_id;
      UPDATE sessions SET
          play_count = play_count + (NEW.verdict = 'played'),
          skip_count = skip_count + (NEW.verdict = 'skipped'),
          heard_sec = heard_sec + NEW.duration_played_sec,
          last_activity_at = max(last_activity_at, NEW.played_at + CAST(NEW.duration_played_sec * 1000 AS INTEGER))
        WHERE id = NEW.session_id;
    END`,
  // History is append-only. Only the account that owned it may be taken off (users are deleted, their plays stay).
  play_history_append_only: `
    BEFORE UPDATE OF uuid, session_id, song_id, played_at, utc_offset_min, duration_played_sec, duration_sec, verdict,
                     completed, skipped, title, artist, album, playlist_id ON play_history
    BEGIN
      SELECT RAISE(ABORT, 'play_history is append-only');
    END`,
  // The plays of a playlist, and of the song's entries in it.
  play_history_counts_playlist: `
    AFTER INSERT ON play_history WHEN NEW.playlist_id IS NOT NULL AND NEW.verdict = 'played'
    BEGIN
      UPDATE playlists SET play_count = play_count + 1, last_played_at = max(coalesce(last_played_at, 0), NEW.played_at)
        WHERE id = NEW.playlist_id;
      UPDATE playlist_tracks SET play_count = play_count + 1, last_played_at = max(coalesce(last_played_at, 0), NEW.played_at)
        WHERE song_id = NEW.song_id AND playlist_id = NEW.playlist_id;
    END`,
  // Totals of a playlist. Whole numbers, so that adding and taking away leaves no rounding behind.
  playlist_tracks_total_insert: `
    AFTER INSERT ON playlist_tracks ${unlessPaused}
    BEGIN
      UPDATE playlists SET
          track_count = track_count + 1,
          total_duration_ms = total_duration_ms + ${entryMs("NEW")},
          rating_sum = rating_sum + coalesce(NEW.rating, 0),
          rating_count = rating_count + (NEW.rating IS NOT NULL)
        WHERE id = NEW.playlist_id;
    END`,
  playlist_tracks_total_delete: `
    AFTER DELETE ON playlist_tracks ${unlessPaused}
    BEGIN
      UPDATE playlists SET
          track_count = track_count - 1,
          total_duration_ms = total_duration_ms - ${entryMs("OLD")},
          rating_sum = rating_sum - coalesce(OLD.rating, 0),
          rating_count = rating_count - (OLD.rating IS NOT NULL)
        WHERE id = OLD.playlist_id;
    END`,
  playlist_tracks_total_update: `
    AFTER UPDATE OF song_id, rating, source_duration_sec ON playlist_tracks ${unlessPaused}
    BEGIN
      UPDATE playlists SET
          total_duration_ms = total_duration_ms - ${entryMs("OLD")} + ${entryMs("NEW")},
          rating_sum = rating_sum - coalesce(OLD.rating, 0) + coalesce(NEW.rating, 0),
          rating_count = rating_count - (OLD.rating IS NOT NULL) + (NEW.rating IS NOT NULL)
        WHERE id = NEW.playlist_id;
    END`,
  playlist_tracks_stay: `
    BEFORE UPDATE OF playlist_id ON playlist_tracks WHEN OLD.playlist_id IS NOT NEW.playlist_id
    BEGIN
      SELECT RAISE(ABORT, 'an entry of a playlist does not move to another');
    END`,
  songs_duration_of_playlists: `
    AFTER UPDATE OF duration_sec ON songs WHEN OLD.duration_sec IS NOT NEW.duration_sec
    BEGIN
      UPDATE playlists SET total_duration_ms = total_duration_ms + entries.count
            * (CAST(round(NEW.duration_sec * 1000) AS INTEGER) - CAST(round(OLD.duration_sec * 1000) AS INTEGER))
        FROM (SELECT playlist_id, count(*) AS count FROM playlist_tracks WHERE song_id = NEW.id GROUP BY playlist_id) entries
        WHERE playlists.id = entries.playlist_id;
    END`,
};

/** Counts the totals of playlists anew; its parameter is a JSON list of their ids. */
export const recountPlaylistsSql = `UPDATE playlists SET (track_count, total_duration_ms, rating_sum, rating_count) = (
    SELECT count(*), coalesce(sum(${entryMs("t")}), 0), coalesce(sum(t.rating), 0), count(t.rating)
    FROM playlist_tracks t WHERE t.playlist_id = playlists.id)
  WHERE id IN (SELECT value FROM json_each(?))`;

/** How long an entry is: its song, or what the imported file said. */
function entryMs(row: "OLD" | "NEW" | "t"): string {
  return `CAST(round(coalesce((SELECT duration_sec FROM songs WHERE id = ${row}.song_id), ${row}.source_duration_sec, 0) * 1000) AS INTEGER)`;
}

/** Columns a row can be written with. */
function columnsOf(sqlite: BetterSqlite3.Database, table: string): string[] {
  return sqlite
    .prepare<[string], string>("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0")
    .pluck()
    .all(table);
}

function statementOf(name: string, body: string): string {
  return `CREATE TRIGGER ${name} ${body.replace(/\s+/g, " ").trim()}`;
}

/** Drops every trigger; done before migrations, because a rebuild of its table would drop it halfway. */
export function dropTriggers(sqlite: BetterSqlite3.Database): void {
  for (const { name } of existing(sqlite)) sqlite.exec(`DROP TRIGGER ${quoted(name)}`);
}

/** Makes the triggers of the database equal to those above. @returns the names that had to be put right. */
export function ensureTriggers(sqlite: BetterSqlite3.Database): string[] {
  const wanted = new Map(
    Object.entries({
      ...counterTriggers,
      ...journalTriggers((table) => columnsOf(sqlite, table)),
    }).map(([name, body]) => [name, statementOf(name, body)]),
  );
  const changed: string[] = [];
  for (const { name, sql } of existing(sqlite)) {
    if (wanted.get(name) === sql) {
      wanted.delete(name);
      continue;
    }
    sqlite.exec(`DROP TRIGGER ${quoted(name)}`);
    changed.push(name);
  }
  for (const [name, sql] of wanted) {
    sqlite.exec(sql);
    if (!changed.includes(name)) changed.push(name);
  }
  return changed;
}

function existing(sqlite: BetterSqlite3.Database): { name: string; sql: string }[] {
  return sqlite
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'",
    )
    .all();
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
