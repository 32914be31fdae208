import { randomUUID } from "node:crypto";
import type { ReadDb, WriteTx } from "#core/db/database.ts";

/** What is known of the song at a path. */
export interface KnownSong {
  readonly id: number;
  readonly sizeBytes: number;
  readonly mtimeMs: number | null;
  /** In the lists, its file at hand. */
  readonly isPlayable: boolean;
  readonly isListed: boolean;
}

/** Named so that a query-plan test proves its index. */
export const songsOfPathsSql = `SELECT id, local_path, filesize_bytes, mtime_ms,
    removed_at IS NULL AND availability = 'available' AS is_playable, removed_at IS NULL AS is_listed
  FROM songs WHERE local_path IN (SELECT value FROM json_each(?))`;

/** Looks songs up by their paths. */
export class OpenedRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  /** Out of the lists and on the block list, as a person's removal leaves songs. */
  takeOut(
    tx: WriteTx,
    songIds: readonly number[],
    removal: { readonly userId: number; readonly now: number },
  ): void {
    const ids = JSON.stringify(songIds);
    tx.run(
      `INSERT INTO removed_songs (removal_uuid, song_id, user_id, local_path, fingerprint, removed_at)
       SELECT ?, id, ?, local_path, fingerprint, ? FROM songs WHERE id IN (SELECT value FROM json_each(?))
       ON CONFLICT (song_id) DO NOTHING`,
      randomUUID(),
      removal.userId,
      removal.now,
      ids,
    );
    tx.run(
      "UPDATE songs SET removed_at = ? WHERE id IN (SELECT value FROM json_each(?))",
      removal.now,
      ids,
    );
  }

  /** Back into the lists, off the block list. */
  bringIn(tx: WriteTx, songIds: readonly number[], revision: number): void {
    const ids = JSON.stringify(songIds);
    tx.run("DELETE FROM removed_songs WHERE song_id IN (SELECT value FROM json_each(?))", ids);
    tx.run(
      "UPDATE songs SET removed_at = NULL, revision = ? WHERE id IN (SELECT value FROM json_each(?))",
      revision,
      ids,
    );
  }

  getByPaths(paths: readonly string[]): Map<string, KnownSong> {
    const rows = this.#read.all<{
      id: number;
      local_path: string;
      filesize_bytes: number;
      mtime_ms: number | null;
      is_playable: 0 | 1;
      is_listed: 0 | 1;
    }>(songsOfPathsSql, JSON.stringify(paths));
    return new Map(
      rows.map((row) => [
        row.local_path,
        {
          id: row.id,
          sizeBytes: row.filesize_bytes,
          mtimeMs: row.mtime_ms,
          isPlayable: row.is_playable === 1,
          isListed: row.is_listed === 1,
        },
      ]),
    );
  }
}
