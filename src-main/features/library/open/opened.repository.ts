import type { ReadDb } from "#core/db/database.ts";

/** What is known of the song at a path. */
export interface KnownSong {
  readonly id: number;
  readonly sizeBytes: number;
  readonly mtimeMs: number | null;
  /** In the lists, its file at hand. */
  readonly isPlayable: boolean;
}

/** Named so that a query-plan test proves its index. */
export const songsOfPathsSql = `SELECT id, local_path, filesize_bytes, mtime_ms,
    removed_at IS NULL AND availability = 'available' AS is_playable
  FROM songs WHERE local_path IN (SELECT value FROM json_each(?))`;

/** Looks songs up by their paths. */
export class OpenedRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  getByPaths(paths: readonly string[]): Map<string, KnownSong> {
    const rows = this.#read.all<{
      id: number;
      local_path: string;
      filesize_bytes: number;
      mtime_ms: number | null;
      is_playable: 0 | 1;
    }>(songsOfPathsSql, JSON.stringify(paths));
    return new Map(
      rows.map((row) => [
        row.local_path,
        {
          id: row.id,
          sizeBytes: row.filesize_bytes,
          mtimeMs: row.mtime_ms,
          isPlayable: row.is_playable === 1,
        },
      ]),
    );
  }
}
