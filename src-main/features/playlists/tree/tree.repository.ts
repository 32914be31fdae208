import type { PlaylistFolder } from "#shared/contract/index.ts";
import type { ReadDb, WriteTx } from "#core/db/database.ts";

/** A folder of the tree with its numbers. */
export interface FolderRow extends PlaylistFolder {
  readonly id: number;
  readonly parentId: number | null;
}

/** Something that lies in a folder; null: at the top of the tree. */
export interface TreeItem {
  readonly kind: "playlist" | "folder";
  readonly id: number;
  readonly folderId: number | null;
}

/** The SQL of hot paths, named so that query-plan tests prove each index. */
export const treeSql = {
  folders: `SELECT f.id, f.uuid, f.parent_id AS parentId, p.uuid AS parentUuid, f.name, f.order_key AS orderKey
    FROM playlist_folders f LEFT JOIN playlist_folders p ON p.id = f.parent_id
    WHERE f.user_id = ? ORDER BY f.order_key, f.id`,
  siblings: `SELECT order_key FROM playlists WHERE user_id = ? AND folder_id IS ?
    UNION ALL SELECT order_key FROM playlist_folders WHERE user_id = ? AND parent_id IS ? ORDER BY 1`,
  itemsOf: `SELECT 'playlist' AS kind, id, uuid, order_key AS orderKey FROM playlists WHERE user_id = ? AND folder_id IS ?
    UNION ALL SELECT 'folder', id, uuid, order_key FROM playlist_folders WHERE user_id = ? AND parent_id IS ?
    ORDER BY orderKey, id`,
  playlistsIn: `SELECT p.id FROM json_each(?) wanted
    CROSS JOIN playlists p ON p.user_id = ? AND p.folder_id = wanted.value`,
  itemsIn: `SELECT 'playlist' AS kind, p.id, p.folder_id AS folderId, p.order_key FROM json_each(?) wanted
      CROSS JOIN playlists p ON p.user_id = ? AND p.folder_id = wanted.value
    UNION ALL SELECT 'folder', f.id, f.parent_id, f.order_key FROM json_each(?) wanted
      CROSS JOIN playlist_folders f ON f.parent_id = wanted.value
    ORDER BY 4, 2`,
} as const;

/** Rows of `playlist_folders`, and where playlists and folders stand in a profile's tree. */
export class TreeRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  getFolders(userId: number): FolderRow[] {
    return this.#read.all<FolderRow>(treeSql.folders, userId);
  }

  /** The name of a folder, of those given, that lies in itself, however many levels down; null: none does. */
  getFolderInItself(read: ReadDb, ids: readonly number[]): string | null {
    if (ids.length === 0) return null;
    // UNION, not UNION ALL: a circle ends where it began.
    const [name] = read.pluck<string>(
      `WITH RECURSIVE above (start, id) AS (
         SELECT f.id, f.parent_id FROM json_each(?) wanted JOIN playlist_folders f ON f.id = wanted.value
         UNION
         SELECT above.start, f.parent_id FROM above JOIN playlist_folders f ON f.id = above.id
       ) SELECT f.name FROM above JOIN playlist_folders f ON f.id = above.start WHERE above.id = above.start LIMIT 1`,
      JSON.stringify(ids),
    );
    return name ?? null;
  }

  /** Keys of all that lies in a folder (null: at the top), ascending. */
  getKeys(userId: number, folderId: number | null): string[] {
    return this.#read.pluck<string>(treeSql.siblings, userId, folderId, userId, folderId);
  }

  createFolder(
    tx: WriteTx,
    folder: {
      readonly uuid: string;
      readonly userId: number;
      readonly parentId: number | null;
      readonly name: string;
      readonly orderKey: string;
      readonly now: number;
    },
  ): number {
    return tx.run(
      `INSERT INTO playlist_folders (uuid, user_id, parent_id, name, order_key, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      folder.uuid,
      folder.userId,
      folder.parentId,
      folder.name,
      folder.orderKey,
      folder.now,
      folder.now,
    ).lastInsertRowid;
  }

  /** Playlists right in these folders. */
  getPlaylistsIn(userId: number, folderIds: readonly number[]): number[] {
    return this.#read.pluck<number>(treeSql.playlistsIn, JSON.stringify(folderIds), userId);
  }

  /** Playlists and folders right in these folders, in their order. */
  getItemsIn(userId: number, folderIds: readonly number[]): (TreeItem & { folderId: number })[] {
    const list = JSON.stringify(folderIds);
    return this.#read.all(treeSql.itemsIn, list, userId, list);
  }

  /** Everything that lies in a folder (null: at the top), in its order. */
  getItemsOf(
    userId: number,
    folderId: number | null,
  ): { kind: "playlist" | "folder"; id: number; uuid: string; orderKey: string }[] {
    return this.#read.all(treeSql.itemsOf, userId, folderId, userId, folderId);
  }

  /** Puts items into folders and places. */
  place(
    tx: WriteTx,
    places: readonly (TreeItem & { readonly orderKey: string })[],
    now: number,
  ): void {
    for (const [kind, table, column] of [
      ["playlist", "playlists", "folder_id"],
      ["folder", "playlist_folders", "parent_id"],
    ] as const) {
      const rows = places.filter((place) => place.kind === kind);
      if (rows.length === 0) continue;
      tx.run(
        `UPDATE ${table} SET ${column} = placed.folder_id, order_key = placed.order_key, updated_at = ?
         FROM (SELECT value ->> 0 AS id, value ->> 1 AS folder_id, value ->> 2 AS order_key FROM json_each(?)) AS placed
         WHERE ${table}.id = placed.id`,
        now,
        JSON.stringify(rows.map(({ id, folderId, orderKey }) => [id, folderId, orderKey])),
      );
    }
  }

  /** Gives all playlists and folders of a profile to another. @returns how many playlists */
  setOwner(tx: WriteTx, fromUserId: number, toUserId: number): number {
    tx.run("UPDATE playlist_folders SET user_id = ? WHERE user_id = ?", toUserId, fromUserId);
    return tx.run("UPDATE playlists SET user_id = ? WHERE user_id = ?", toUserId, fromUserId)
      .changes;
  }

  /** Deletes in the given order. @returns how many */
  deleteFolders(tx: WriteTx, ids: readonly number[]): number {
    return tx.run(
      "DELETE FROM playlist_folders WHERE id IN (SELECT value FROM json_each(?))",
      JSON.stringify(ids),
    ).changes;
  }

  renameFolder(tx: WriteTx, id: number, name: string, now: number): void {
    tx.run(
      "UPDATE playlist_folders SET name = ?, updated_at = ? WHERE id = ? AND name IS NOT ?",
      name,
      now,
      id,
      name,
    );
  }
}
