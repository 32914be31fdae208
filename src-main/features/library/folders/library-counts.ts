import type { ReadDb } from "#core/db/database.ts";

/** Totals of the library. Reading them touches every song: short in a small library, work for a thread in a large one. */
export interface LibraryCounts {
  readonly songs: number;
  readonly albums: number;
  readonly artists: number;
  readonly genres: number;
  readonly missingSongs: number;
  readonly totalDurationSec: number;
  readonly totalBytes: number;
  /** Songs in the lists by watched folder's id. */
  readonly songsByFolder: readonly { readonly folderId: number; readonly songs: number }[];
}

interface SongTotals {
  readonly songs: number;
  readonly albums: number;
  readonly missing: number;
  readonly duration: number;
  readonly bytes: number;
}

export function readLibraryCounts(read: Pick<ReadDb, "get" | "all">): LibraryCounts {
  const totals = read.get<SongTotals>(
    `SELECT count(*) AS songs, count(DISTINCT album_id) AS albums, coalesce(sum(availability = 'missing'), 0) AS missing,
       coalesce(sum(duration_sec), 0) AS duration, coalesce(sum(filesize_bytes), 0) AS bytes
     FROM songs WHERE removed_at IS NULL`,
  );
  const links = (column: string, table: string): number =>
    read.get<{ total: number }>(
      `SELECT count(DISTINCT ${column}) AS total FROM ${table} JOIN songs ON songs.id = song_id
       WHERE removed_at IS NULL`,
    )?.total ?? 0;
  return {
    songs: totals?.songs ?? 0,
    albums: totals?.albums ?? 0,
    artists: links("artist_id", "song_artists"),
    genres: links("genre_id", "song_genres"),
    missingSongs: totals?.missing ?? 0,
    totalDurationSec: totals?.duration ?? 0,
    totalBytes: totals?.bytes ?? 0,
    songsByFolder: read.all<{ folderId: number; songs: number }>(
      `SELECT folder_id AS folderId, count(*) AS songs FROM songs
       WHERE removed_at IS NULL AND folder_id IS NOT NULL GROUP BY folder_id`,
    ),
  };
}
