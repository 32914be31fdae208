import type { Database } from "#core/db/database.ts";
import { writeOrTry } from "#core/db/dry-run.ts";
import { recountPlaylistsSql } from "#core/db/triggers.ts";
import type { MaintenanceTask } from "#core/runtime/maintenance-task.ts";

/** Lists whose songs stand in `playlist_tracks`; the totals of the others are of their last evaluation. */
const stored = "(kind = 'manual' OR is_frozen = 1)";

const totalsSql = `SELECT id, track_count, total_duration_ms, rating_sum, rating_count FROM playlists WHERE ${stored} ORDER BY id`;

const playsSql = `UPDATE playlists SET play_count = counted.plays, last_played_at = counted.last
  FROM (SELECT p.id, count(h.id) AS plays, max(h.played_at) AS last FROM playlists p
    LEFT JOIN play_history h ON h.playlist_id = p.id AND h.verdict = 'played' GROUP BY p.id) counted
  WHERE counted.id = playlists.id
    AND (play_count <> counted.plays OR last_played_at IS NOT counted.last)`;

/** Of an entry: since it was added. */
const entryPlaysSql = `UPDATE playlist_tracks SET play_count = counted.plays, last_played_at = counted.last
  FROM (SELECT t.id, count(h.id) AS plays, max(h.played_at) AS last FROM playlist_tracks t
    LEFT JOIN play_history h INDEXED BY play_history_song_time ON h.song_id = t.song_id AND h.playlist_id = t.playlist_id
      AND h.verdict = 'played' AND h.played_at >= t.added_at GROUP BY t.id) counted
  WHERE counted.id = playlist_tracks.id
    AND (play_count <> counted.plays OR last_played_at IS NOT counted.last)`;

/** Repairs that playlists offer. */
export function maintenanceTasks(context: { readonly database: Database }): MaintenanceTask[] {
  return [
    {
      name: "rebuild-playlist-totals",
      title: "Rebuild playlist totals",
      run({ dryRun }) {
        const changed = writeOrTry(context.database, dryRun, (tx) => {
          const before = tx.all<{ readonly id: number }>(totalsSql);
          tx.run(recountPlaylistsSql, JSON.stringify(before.map(({ id }) => id)));
          const after = tx.all(totalsSql);
          const wrong = after.filter(
            (row, index) => JSON.stringify(row) !== JSON.stringify(before[index]),
          ).length;
          return wrong + tx.run(playsSql).changes + tx.run(entryPlaysSql).changes;
        });
        const would = dryRun ? "would be" : "were";
        return {
          changed,
          summary:
            changed === 0
              ? "Every total of a playlist agrees with its entries and the history."
              : `${changed} totals of playlists and entries did not agree and ${would} put right.`,
        };
      },
    },
  ];
}
