import type { PermissionLevel, PlaylistDetail } from "#shared/contract/index.ts";
import type { ReadDb, WriteTx } from "#core/db/database.ts";

export interface Profile {
  readonly id: number;
  readonly displayName: string;
  readonly isActive: boolean;
}

/** The SQL of hot paths, named so that query-plan tests prove each index. */
export const sharingSql = {
  collaborators: `SELECT u.uuid AS userUuid, u.display_name AS displayName, u.avatar_key AS avatarKey,
      c.permission_level AS permission, c.added_at AS addedAt
    FROM playlist_collaborators c JOIN users u ON u.id = c.user_id
    WHERE c.playlist_id = ? ORDER BY c.added_at, c.id`,
} as const;

/** Rows of `playlist_collaborators`, and the profiles they name. */
export class SharingRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  getCollaborators(playlistId: number): PlaylistDetail["collaborators"] {
    return this.#read.all(sharingSql.collaborators, playlistId);
  }

  getProfile(uuid: string): Profile | undefined {
    const row = this.#read.get<{ id: number; name: string; active: number }>(
      "SELECT id, display_name AS name, is_active AS active FROM users WHERE uuid = ?",
      uuid,
    );
    return row && { id: row.id, displayName: row.name, isActive: row.active === 1 };
  }

  getPermission(playlistId: number, userId: number): PermissionLevel | null {
    return (
      this.#read.pluck<PermissionLevel>(
        "SELECT permission_level FROM playlist_collaborators WHERE playlist_id = ? AND user_id = ?",
        playlistId,
        userId,
      )[0] ?? null
    );
  }

  set(
    tx: WriteTx,
    playlistId: number,
    userId: number,
    permission: PermissionLevel,
    now: number,
  ): void {
    tx.run(
      `INSERT INTO playlist_collaborators (playlist_id, user_id, permission_level, added_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (playlist_id, user_id) DO UPDATE SET permission_level = excluded.permission_level
         WHERE permission_level IS NOT excluded.permission_level`,
      playlistId,
      userId,
      permission,
      now,
    );
  }

  /** An owner takes part in no playlist of their own. */
  removeFromPlaylistsOf(tx: WriteTx, userId: number, ownerId: number): void {
    tx.run(
      `DELETE FROM playlist_collaborators
       WHERE user_id = ? AND playlist_id IN (SELECT id FROM playlists WHERE user_id = ?)`,
      userId,
      ownerId,
    );
  }

  remove(tx: WriteTx, playlistId: number, userId: number): number {
    return tx.run(
      "DELETE FROM playlist_collaborators WHERE playlist_id = ? AND user_id = ?",
      playlistId,
      userId,
    ).changes;
  }
}
