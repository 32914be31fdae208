import type { WriteTx } from "#core/db/database.ts";
import { nextRevision } from "../revision.ts";

/** What another program's library says of a song. */
export interface ImportedMark {
  readonly songId: number;
  /** Half stars, 1 to 10; null: not rated there. */
  readonly rating: number | null;
  readonly isFavorite: boolean;
}

/**
 * Takes ratings and favourites over where the profile has none of its own: what somebody said here wins.
 * @returns songs that are rated or favourites now and were not
 */
export function fillMarks(
  tx: WriteTx,
  userId: number,
  marks: readonly ImportedMark[],
  now: number,
): number {
  return tx.run(
    `INSERT INTO song_control (user_id, song_id, rating, is_favorite, updated_at)
       SELECT ?, value ->> 0, value ->> 1, value ->> 2, ? FROM json_each(?) WHERE true
     ON CONFLICT (user_id, song_id) DO UPDATE SET
       rating = coalesce(rating, excluded.rating), is_favorite = max(is_favorite, excluded.is_favorite),
       updated_at = excluded.updated_at
     WHERE (rating IS NULL AND excluded.rating IS NOT NULL) OR excluded.is_favorite > is_favorite`,
    userId,
    now,
    JSON.stringify(
      marks.map(({ songId, rating, isFavorite }) => [songId, rating, Number(isFavorite)]),
    ),
  ).changes;
}

/** Says when songs came to their owner, where that was earlier than here. @returns the new revision; null: nothing changed */
export function setAddedEarlier(
  tx: WriteTx,
  songs: readonly { readonly songId: number; readonly addedAt: number }[],
): number | null {
  const revision = nextRevision(tx);
  const { changes } = tx.run(
    `UPDATE songs SET added_at = earlier.added_at, revision = ?
     FROM (SELECT value ->> 0 AS id, value ->> 1 AS added_at FROM json_each(?)) AS earlier
     WHERE songs.id = earlier.id AND earlier.added_at < songs.added_at`,
    revision,
    JSON.stringify(songs.map(({ songId, addedAt }) => [songId, addedAt])),
  );
  return changes === 0 ? null : revision;
}
