import type { ReadDb, WriteTx } from "#core/db/database.ts";

/** A watched folder, as main knows it. */
export interface WatchedFolder {
  readonly id: number;
  readonly uuid: string;
  /** Absolute real path. */
  readonly path: string;
  readonly isAvailable: boolean;
  readonly addedAt: number;
  /** When the last whole scan began; null: never scanned to the end. */
  readonly lastScanAt: number | null;
}

interface FolderRow {
  readonly id: number;
  readonly uuid: string;
  readonly path: string;
  readonly is_available: 0 | 1;
  readonly added_at: number;
  readonly last_scan_at: number | null;
}

const columns = "id, uuid, path, is_available, added_at, last_scan_at";

export class FoldersRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  /** Watched ones, in the order they were added. */
  getAll(): WatchedFolder[] {
    return this.#read
      .all<FolderRow>(`SELECT ${columns} FROM library_folders WHERE removed_at IS NULL ORDER BY id`)
      .map(toFolder);
  }

  getByUuid(uuid: string): WatchedFolder | undefined {
    const row = this.#read.get<FolderRow>(
      `SELECT ${columns} FROM library_folders WHERE uuid = ? AND removed_at IS NULL`,
      uuid,
    );
    return row === undefined ? undefined : toFolder(row);
  }

  isWatched(id: number): boolean {
    return (
      this.#read.get("SELECT 1 FROM library_folders WHERE id = ? AND removed_at IS NULL", id) !==
      undefined
    );
  }

  /** Watches a path, again if it once was. */
  watch(
    tx: WriteTx,
    folder: { readonly uuid: string; readonly path: string; readonly now: number },
  ): void {
    // The journal knows folders that come and go, not rows: a new one begins as one that is not watched.
    tx.run(
      `INSERT INTO library_folders (uuid, path, added_at, removed_at) VALUES (?, ?, ?, ?) ON CONFLICT (path) DO NOTHING`,
      folder.uuid,
      folder.path,
      folder.now,
      folder.now,
    );
    tx.run(
      `UPDATE library_folders SET removed_at = NULL, is_available = 1, added_at = ?, last_scan_at = NULL
       WHERE path = ? AND removed_at IS NOT NULL`,
      folder.now,
      folder.path,
    );
  }

  /** Folders by their keys, those that are not watched any more too. */
  getByIds(ids: readonly number[]): (WatchedFolder & { readonly isWatched: boolean })[] {
    return this.#read
      .all<FolderRow & { readonly removed_at: number | null }>(
        `SELECT ${columns}, removed_at FROM library_folders WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
        JSON.stringify(ids),
      )
      .map((row) => ({ ...toFolder(row), isWatched: row.removed_at === null }));
  }

  /** A folder that is watched again is looked at anew. */
  setUnscanned(tx: WriteTx, ids: readonly number[]): void {
    tx.run(
      `UPDATE library_folders SET is_available = 1, last_scan_at = NULL
       WHERE id IN (SELECT value FROM json_each(?)) AND removed_at IS NULL`,
      JSON.stringify(ids),
    );
  }

  getByPath(path: string): WatchedFolder | undefined {
    const row = this.#read.get<FolderRow>(
      `SELECT ${columns} FROM library_folders WHERE path = ? AND removed_at IS NULL`,
      path,
    );
    return row === undefined ? undefined : toFolder(row);
  }

  unwatch(tx: WriteTx, id: number, now: number): void {
    tx.run("UPDATE library_folders SET removed_at = ? WHERE id = ?", now, id);
    tx.run("DELETE FROM scan_issues WHERE folder_id = ?", id);
  }

  setAvailable(tx: WriteTx, id: number, isAvailable: boolean): void {
    tx.run("UPDATE library_folders SET is_available = ? WHERE id = ?", isAvailable ? 1 : 0, id);
  }

  setScanned(tx: WriteTx, id: number, startedAt: number): void {
    tx.run("UPDATE library_folders SET last_scan_at = ? WHERE id = ?", startedAt, id);
  }

  /** Ids of songs in the lists below a path, after `afterId`, ascending. */
  listedSongIds(folderId: number, afterId: number, limit: number): number[] {
    return this.#read.pluck<number>(
      `SELECT id FROM songs WHERE folder_id = ? AND id > ? AND removed_at IS NULL ORDER BY id LIMIT ?`,
      folderId,
      afterId,
      limit,
    );
  }

  takeOutSongs(tx: WriteTx, songIds: readonly number[], now: number, revision: number): void {
    tx.run(
      `UPDATE songs SET removed_at = ?, revision = ? WHERE id IN (SELECT value FROM json_each(?))`,
      now,
      revision,
      JSON.stringify(songIds),
    );
  }

  /** Ids of songs that left the lists with their folder, not by a person's choice, in `[fromPath, toPath)`. */
  unlistedSongIds(
    fromPath: string,
    toPath: string,
    afterPath: string,
    limit: number,
  ): { id: number; path: string }[] {
    return this.#read.all<{ id: number; path: string }>(
      `SELECT id, local_path AS path FROM songs
       WHERE local_path >= ? AND local_path < ? AND local_path > ? AND removed_at IS NOT NULL
         AND id NOT IN (SELECT song_id FROM removed_songs)
       ORDER BY local_path LIMIT ?`,
      fromPath,
      toPath,
      afterPath,
      limit,
    );
  }

  putBackSongs(tx: WriteTx, songIds: readonly number[], folderId: number, revision: number): void {
    tx.run(
      `UPDATE songs SET removed_at = NULL, folder_id = ?, origin = iif(origin = 'imported', 'folder', origin), revision = ?
       WHERE id IN (SELECT value FROM json_each(?))`,
      folderId,
      revision,
      JSON.stringify(songIds),
    );
  }
}

function toFolder(row: FolderRow): WatchedFolder {
  return {
    id: row.id,
    uuid: row.uuid,
    path: row.path,
    isAvailable: row.is_available === 1,
    addedAt: row.added_at,
    lastScanAt: row.last_scan_at,
  };
}
