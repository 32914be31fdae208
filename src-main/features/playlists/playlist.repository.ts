import { z } from "zod";
import type { Playlist } from "#shared/contract/index.ts";
import { type SmartRules, smartRulesSchema } from "#shared/domain/playlists/smart-rules.ts";
import type {
  CollaboratorPermission,
  Role,
} from "#shared/domain/playlists/playlist-permissions.ts";
import { roleIn } from "#shared/domain/playlists/playlist-permissions.ts";
import type { ReadDb, WriteTx } from "#core/db/database.ts";

/** A playlist as one profile sees it. */
export interface SeenPlaylist {
  readonly id: number;
  readonly ownerId: number;
  readonly folderId: number | null;
  readonly orderKey: string;
  readonly totalDurationMs: number;
  /** Null: the profile may not see it. */
  readonly role: Role | null;
  readonly playlist: Playlist;
}

interface PlaylistRow {
  readonly id: number;
  readonly uuid: string;
  readonly user_id: number;
  readonly folder_id: number | null;
  readonly kind: "manual" | "smart";
  readonly name: string;
  readonly description: string | null;
  readonly cover_key: string | null;
  readonly is_public: number;
  readonly is_collaborative: number;
  readonly rules: string | null;
  readonly is_frozen: number;
  readonly refreshed_at: number | null;
  readonly order_key: string;
  readonly revision: number;
  readonly track_count: number;
  readonly total_duration_ms: number;
  readonly rating_avg: number | null;
  readonly play_count: number;
  readonly last_played_at: number | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly owner_uuid: string;
  readonly owner_name: string;
  readonly folder_uuid: string | null;
  readonly permission_level: CollaboratorPermission | null;
  readonly collaborator_count: number;
  readonly mosaic: string;
}

/** Entries that the four covers of a mosaic are looked for among. */
const mosaicEntries = 200;

const mosaicSql = `(SELECT json_group_array(cover_key) FROM (
  SELECT s.cover_key FROM (SELECT song_id, order_key FROM playlist_tracks WHERE playlist_id = p.id
    ORDER BY order_key LIMIT ${mosaicEntries}) t
  JOIN songs s ON s.id = t.song_id WHERE s.cover_key IS NOT NULL
  GROUP BY s.cover_key ORDER BY min(t.order_key) LIMIT 4))`;

/** Everything of a playlist for a profile, except which ones. @param mosaic SQL of its covers, which permission does not ask for */
const seenSql = (mosaic: string): string => `
  SELECT p.*, o.uuid AS owner_uuid, o.display_name AS owner_name, f.uuid AS folder_uuid, c.permission_level,
    (SELECT count(*) FROM playlist_collaborators n WHERE n.playlist_id = p.id) AS collaborator_count,
    ${mosaic} AS mosaic
  FROM playlists p
  JOIN users o ON o.id = p.user_id
  LEFT JOIN playlist_folders f ON f.id = p.folder_id
  LEFT JOIN playlist_collaborators c ON c.playlist_id = p.id AND c.user_id = ?`;

/** The SQL of hot paths, named so that query-plan tests prove each index. */
export const playlistSql = {
  byUuid: `${seenSql("'[]'")} WHERE p.uuid = ?`,
  byId: `${seenSql("'[]'")} WHERE p.id = ?`,
  shownByUuid: `${seenSql(mosaicSql)} WHERE p.uuid = ?`,
  visible: `${seenSql(mosaicSql)} WHERE p.id IN (
    SELECT id FROM playlists WHERE user_id = ?
    UNION SELECT playlist_id FROM playlist_collaborators WHERE user_id = ?
    UNION SELECT id FROM playlists WHERE is_public = 1)
    ORDER BY p.user_id <> ?, c.permission_level IS NULL, p.order_key, p.id`,
  audience: `SELECT user_id FROM playlists WHERE id = ?
    UNION SELECT user_id FROM playlist_collaborators WHERE playlist_id = ?`,
  audiences: `SELECT p.id, p.uuid, p.revision, p.is_public AS isPublic, json_insert(
      (SELECT json_group_array(c.user_id) FROM playlist_collaborators c WHERE c.playlist_id = p.id), '$[#]', p.user_id) AS users
    FROM playlists p WHERE p.id IN (SELECT value FROM json_each(?))`,
  audienceOfAll: `SELECT user_id FROM playlists WHERE id IN (SELECT value FROM json_each(?))
    UNION SELECT user_id FROM playlist_collaborators WHERE playlist_id IN (SELECT value FROM json_each(?))`,
} as const;

/** Rows of `playlists`. What a profile may see is decided by the role that comes with each. */
export class PlaylistRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  /** Without the covers of its mosaic. */
  getByUuid(uuid: string, userId: number): SeenPlaylist | undefined {
    const row = this.#read.get<PlaylistRow>(playlistSql.byUuid, userId, uuid);
    return row === undefined ? undefined : toSeen(row, userId);
  }

  /** With the covers of its mosaic. */
  getShown(uuid: string, userId: number): SeenPlaylist | undefined {
    const row = this.#read.get<PlaylistRow>(playlistSql.shownByUuid, userId, uuid);
    return row === undefined ? undefined : toSeen(row, userId);
  }

  /** Without the covers of its mosaic. */
  getById(id: number, userId: number): SeenPlaylist | undefined {
    const row = this.#read.get<PlaylistRow>(playlistSql.byId, userId, id);
    return row === undefined ? undefined : toSeen(row, userId);
  }

  /** Own, shared with the profile, public ones of others; in this order. */
  getVisible(userId: number): SeenPlaylist[] {
    return this.#read
      .all<PlaylistRow>(playlistSql.visible, userId, userId, userId, userId)
      .map((row) => toSeen(row, userId));
  }

  /** All that a profile owns. */
  getIdsOf(userId: number): number[] {
    return this.#read.pluck<number>("SELECT id FROM playlists WHERE user_id = ?", userId);
  }

  /** Whose windows hear of a playlist; null: everybody's. */
  audienceOf(playlistId: number): readonly number[] | null {
    const isPublic = this.#read.pluck<number>(
      "SELECT is_public FROM playlists WHERE id = ?",
      playlistId,
    )[0];
    return isPublic === 1
      ? null
      : this.#read.pluck<number>(playlistSql.audience, playlistId, playlistId);
  }

  /** Whose windows hear of any of them; null: everybody's. */
  audienceOfAll(ids: readonly number[]): readonly number[] | null {
    const list = JSON.stringify(ids);
    const isAnyPublic =
      this.#read.get(
        "SELECT 1 FROM playlists WHERE is_public = 1 AND id IN (SELECT value FROM json_each(?)) LIMIT 1",
        list,
      ) !== undefined;
    return isAnyPublic ? null : this.#read.pluck<number>(playlistSql.audienceOfAll, list, list);
  }

  /** Whose windows hear of each of these playlists that is there. */
  getAudiences(ids: readonly number[]): Audience[] {
    return this.#read
      .all<{ id: number; uuid: string; revision: number; isPublic: number; users: string }>(
        playlistSql.audiences,
        JSON.stringify(ids),
      )
      .map(({ isPublic, users, ...playlist }) => ({
        ...playlist,
        users: isPublic === 1 ? null : userIdsSchema.parse(JSON.parse(users)),
      }));
  }

  create(tx: WriteTx, playlist: NewPlaylist): number {
    return tx.run(
      `INSERT INTO playlists (uuid, user_id, folder_id, kind, name, description, cover_key, rules, order_key,
         created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      playlist.uuid,
      playlist.ownerId,
      playlist.folderId,
      playlist.rules === null ? "manual" : "smart",
      playlist.name,
      playlist.description,
      playlist.coverKey,
      playlist.rules === null ? null : JSON.stringify(playlist.rules),
      playlist.orderKey,
      playlist.now,
      playlist.now,
    ).lastInsertRowid;
  }

  /** Writes what is named; the rest stays. */
  update(tx: WriteTx, id: number, changes: PlaylistChanges, now: number): void {
    const columns = Object.entries(toColumns(changes));
    if (columns.length === 0) return;
    tx.run(
      `UPDATE playlists SET ${columns.map(([name]) => `${name} = ?`).join(", ")}, updated_at = ? WHERE id = ?`,
      ...columns.map(([, value]) => value),
      now,
      id,
    );
  }

  /** Counts a change of what is in it. @returns the new number */
  bumpRevision(tx: WriteTx, id: number, now: number): number {
    return (
      tx.get<{ revision: number }>(
        "UPDATE playlists SET revision = revision + 1, updated_at = ? WHERE id = ? RETURNING revision",
        now,
        id,
      )?.revision ?? 0
    );
  }

  /** Counts a change of what is in several. */
  bumpRevisions(tx: WriteTx, ids: readonly number[], now: number): void {
    tx.run(
      `UPDATE playlists SET revision = revision + 1, updated_at = ? WHERE id IN (SELECT value FROM json_each(?))`,
      now,
      JSON.stringify(ids),
    );
  }

  /** Deletes playlists with their entries; the entries first, so that an undo finds the playlists before them. */
  delete(tx: WriteTx, ids: readonly number[]): number {
    const list = JSON.stringify(ids);
    for (const table of ["playlist_tracks", "playlist_collaborators"])
      tx.run(`DELETE FROM ${table} WHERE playlist_id IN (SELECT value FROM json_each(?))`, list);
    return tx.run("DELETE FROM playlists WHERE id IN (SELECT value FROM json_each(?))", list)
      .changes;
  }
}

/** Whose windows hear of a playlist; `users` null: everybody's. */
export interface Audience {
  readonly id: number;
  readonly uuid: string;
  readonly revision: number;
  readonly users: readonly number[] | null;
}

export interface NewPlaylist {
  readonly uuid: string;
  readonly ownerId: number;
  readonly folderId: number | null;
  readonly name: string;
  readonly description: string | null;
  readonly coverKey: string | null;
  /** Null: made by hand. */
  readonly rules: SmartRules | null;
  readonly orderKey: string;
  readonly now: number;
}

export interface PlaylistChanges {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly coverKey?: string | null | undefined;
  readonly isPublic?: boolean | undefined;
  readonly isCollaborative?: boolean | undefined;
  readonly rules?: SmartRules | undefined;
  readonly isFrozen?: boolean | undefined;
  readonly ownerId?: number | undefined;
  readonly folderId?: number | null | undefined;
  readonly orderKey?: string | undefined;
}

function toColumns(changes: PlaylistChanges): Record<string, string | number | null> {
  const { isPublic, isCollaborative, isFrozen, rules } = changes;
  const columns = {
    name: changes.name,
    description: changes.description,
    cover_key: changes.coverKey,
    is_public: isPublic === undefined ? undefined : Number(isPublic),
    is_collaborative: isCollaborative === undefined ? undefined : Number(isCollaborative),
    rules: rules === undefined ? undefined : JSON.stringify(rules),
    is_frozen: isFrozen === undefined ? undefined : Number(isFrozen),
    user_id: changes.ownerId,
    folder_id: changes.folderId,
    order_key: changes.orderKey,
  };
  const named: Record<string, string | number | null> = {};
  for (const [name, value] of Object.entries(columns)) if (value !== undefined) named[name] = value;
  return named;
}

const userIdsSchema = z.array(z.int());
const mosaicSchema = z.array(z.string());

function toSeen(row: PlaylistRow, userId: number): SeenPlaylist {
  const isOwner = row.user_id === userId;
  const standing = {
    isOwner,
    isPublic: row.is_public === 1,
    isCollaborative: row.is_collaborative === 1,
    permission: row.permission_level,
  };
  const role = roleIn(standing);
  return {
    id: row.id,
    ownerId: row.user_id,
    folderId: row.folder_id,
    orderKey: row.order_key,
    totalDurationMs: row.total_duration_ms,
    role,
    playlist: {
      uuid: row.uuid,
      kind: row.kind,
      name: row.name,
      description: row.description,
      coverKey: row.cover_key,
      mosaicCoverKeys: mosaicSchema.parse(JSON.parse(row.mosaic)),
      ownerUuid: row.owner_uuid,
      ownerName: row.owner_name,
      role: role ?? "view",
      isPublic: standing.isPublic,
      isCollaborative: standing.isCollaborative,
      collaboratorCount: row.collaborator_count,
      folderUuid: isOwner ? row.folder_uuid : null,
      rules: row.rules === null ? null : smartRulesSchema.parse(JSON.parse(row.rules)),
      isFrozen: row.is_frozen === 1,
      refreshedAt: row.refreshed_at,
      revision: row.revision,
      trackCount: row.track_count,
      totalDurationSec: row.total_duration_ms / 1000,
      ratingAvg: row.rating_avg,
      playCount: row.play_count,
      lastPlayedAt: row.last_played_at,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      orderKey: row.order_key,
    },
  };
}
