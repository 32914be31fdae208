import type BetterSqlite3 from "better-sqlite3";

/**
 * Triggers are code, not migrations: a table rebuild drops them without a word, so every start compares what the
 * database has with what is written here and puts the difference right.
 */
const triggers: Readonly<Record<string, string>> = {
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
                     completed, skipped, title, artist, album ON play_history
    BEGIN
      SELECT RAISE(ABORT, 'play_history is append-only');
    END`,
};

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
    Object.entries(triggers).map(([name, body]) => [name, statementOf(name, body)]),
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
