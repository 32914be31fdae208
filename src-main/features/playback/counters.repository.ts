import type { WriteTx } from "#core/db/database.ts";

const perSong = `
  SELECT user_id, song_id, sum(verdict = 'played') AS plays, sum(verdict = 'skipped') AS skips,
    max(CASE WHEN verdict = 'played' THEN played_at END) AS last_played
  FROM play_history WHERE user_id IS NOT NULL GROUP BY user_id, song_id`;

const perHousehold = `
  SELECT song_id, sum(verdict = 'played') AS plays, sum(verdict = 'skipped') AS skips,
    max(CASE WHEN verdict = 'played' THEN played_at END) AS last_played
  FROM play_history GROUP BY song_id`;

const perSession = `
  SELECT session_id, sum(verdict = 'played') AS plays, sum(verdict = 'skipped') AS skips,
    sum(duration_played_sec) AS heard
  FROM play_history GROUP BY session_id`;

/** Seconds are summed in another order than they were added; less than this is rounding. */
const sameSeconds = 0.0005;

/** Counts `play_history` anew into the counters that triggers keep. Rows that are right are left alone. */
export class CountersRepository {
  /** @returns rows of `song_stats` that were wrong, missing or too many */
  recountSongStats(tx: WriteTx): number {
    const extra = tx.run(
      `DELETE FROM song_stats WHERE NOT EXISTS (SELECT 1 FROM play_history AS h
         WHERE h.song_id = song_stats.song_id AND h.user_id = song_stats.user_id)`,
    ).changes;
    const wrong = tx.run(
      `INSERT INTO song_stats (user_id, song_id, play_count, skip_count, last_played_at)
         SELECT user_id, song_id, plays, skips, last_played FROM (${perSong}) AS counted
         WHERE true
       ON CONFLICT (user_id, song_id) DO UPDATE SET
         play_count = excluded.play_count, skip_count = excluded.skip_count, last_played_at = excluded.last_played_at
         WHERE (play_count, skip_count, coalesce(last_played_at, -1))
            <> (excluded.play_count, excluded.skip_count, coalesce(excluded.last_played_at, -1))`,
    ).changes;
    return extra + wrong;
  }

  /** @returns songs whose household totals were wrong */
  recountSongs(tx: WriteTx): number {
    const never = tx.run(
      `UPDATE songs SET play_count = 0, skip_count = 0, last_played_at = NULL
       WHERE (play_count <> 0 OR skip_count <> 0 OR last_played_at IS NOT NULL)
         AND NOT EXISTS (SELECT 1 FROM play_history AS h WHERE h.song_id = songs.id)`,
    ).changes;
    const wrong = tx.run(
      `UPDATE songs SET play_count = plays, skip_count = skips, last_played_at = last_played
       FROM (${perHousehold}) AS counted
       WHERE counted.song_id = songs.id
         AND (play_count, skip_count, coalesce(last_played_at, -1)) <> (plays, skips, coalesce(last_played, -1))`,
    ).changes;
    return never + wrong;
  }

  /** @returns sessions whose totals were wrong */
  recountSessions(tx: WriteTx): number {
    const never = tx.run(
      `UPDATE sessions SET play_count = 0, skip_count = 0, heard_sec = 0
       WHERE (play_count <> 0 OR skip_count <> 0 OR heard_sec <> 0)
         AND NOT EXISTS (SELECT 1 FROM play_history AS h WHERE h.session_id = sessions.id)`,
    ).changes;
    const wrong = tx.run(
      `UPDATE sessions SET play_count = plays, skip_count = skips, heard_sec = heard
       FROM (${perSession}) AS counted
       WHERE counted.session_id = sessions.id
         AND (play_count <> plays OR skip_count <> skips OR abs(heard_sec - heard) > ${sameSeconds})`,
    ).changes;
    return never + wrong;
  }
}
