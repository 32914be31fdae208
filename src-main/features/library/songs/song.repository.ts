import type { SongDetail, SongRow } from "#shared/contract/songs.contract.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { ReadDb, WriteTx } from "#core/db/database.ts";
import {
  detailColumns,
  rowColumns,
  rowJoins,
  type SongDetailRecord,
  type SongRecord,
  toSongDetail,
  toSongRow,
} from "./song-columns.ts";

/** The SQL of hot paths, named so that query-plan tests prove each index. */
export const songSql = {
  rowsByIds: `SELECT ${rowColumns} FROM json_each(?) wanted CROSS JOIN songs s ON s.id = wanted.value ${rowJoins}`,
  detailByUuid: `SELECT ${detailColumns} FROM songs s ${rowJoins} LEFT JOIN lyrics l ON l.song_id = s.id WHERE s.uuid = ?`,
  idsByUuids: `SELECT s.id FROM json_each(?) wanted CROSS JOIN songs s ON s.uuid = wanted.value ORDER BY wanted.key`,
  uuidsByIds: `SELECT s.uuid FROM json_each(?) wanted CROSS JOIN songs s ON s.id = wanted.value`,
  durationByIds: `SELECT coalesce(sum(s.duration_sec), 0) AS durationSec, count(*) AS count
    FROM json_each(?) wanted CROSS JOIN songs s INDEXED BY songs_columns ON s.id = wanted.value`,
  setRating: `INSERT INTO song_control (user_id, song_id, rating, updated_at)
    SELECT ?, s.id, ?, ? FROM json_each(?) wanted CROSS JOIN songs s ON s.id = wanted.value WHERE true
    ON CONFLICT (user_id, song_id) DO UPDATE SET rating = excluded.rating, updated_at = excluded.updated_at
    WHERE rating IS NOT excluded.rating`,
  setFavorite: `INSERT INTO song_control (user_id, song_id, is_favorite, updated_at)
    SELECT ?, s.id, ?, ? FROM json_each(?) wanted CROSS JOIN songs s ON s.id = wanted.value WHERE true
    ON CONFLICT (user_id, song_id) DO UPDATE SET is_favorite = excluded.is_favorite, updated_at = excluded.updated_at
    WHERE is_favorite IS NOT excluded.is_favorite`,
  setHidden: `INSERT INTO song_control (user_id, song_id, is_hidden, updated_at)
    SELECT ?, s.id, ?, ? FROM json_each(?) wanted CROSS JOIN songs s ON s.id = wanted.value WHERE true
    ON CONFLICT (user_id, song_id) DO UPDATE SET is_hidden = excluded.is_hidden, updated_at = excluded.updated_at
    WHERE is_hidden IS NOT excluded.is_hidden`,
  setNotes: `INSERT INTO song_control (user_id, song_id, notes, updated_at)
    SELECT ?, s.id, ?, ? FROM json_each(?) wanted CROSS JOIN songs s ON s.id = wanted.value WHERE true
    ON CONFLICT (user_id, song_id) DO UPDATE SET notes = excluded.notes, updated_at = excluded.updated_at
    WHERE notes IS NOT excluded.notes`,
  /** Parameters: profile, tags to add, tags to take away, now, songs. Tags that stay keep their order. */
  editTags: `WITH input (user_id, added, removed, at, wanted) AS (VALUES (?, ?, ?, ?, ?))
    INSERT INTO song_control (user_id, song_id, tags, updated_at)
    SELECT i.user_id, s.id, (SELECT json_group_array(tag) FROM (
        SELECT value AS tag FROM json_each(coalesce(c.tags, '[]'))
          WHERE value NOT IN (SELECT value FROM json_each(i.removed))
        UNION ALL
        SELECT value FROM json_each(i.added)
          WHERE value NOT IN (SELECT value FROM json_each(coalesce(c.tags, '[]'))))), i.at
    FROM input i CROSS JOIN json_each(i.wanted) wanted CROSS JOIN songs s ON s.id = wanted.value
      LEFT JOIN song_control c ON c.user_id = i.user_id AND c.song_id = s.id
    WHERE c.id IS NOT NULL OR json_array_length(i.added) > 0
    ON CONFLICT (user_id, song_id) DO UPDATE SET tags = excluded.tags, updated_at = excluded.updated_at
    WHERE tags IS NOT excluded.tags`,
  countTags: `SELECT tag.value AS tag, count(*) AS songs
    FROM json_each(?) wanted CROSS JOIN song_control c ON c.user_id = ? AND c.song_id = wanted.value
      CROSS JOIN json_each(c.tags) tag GROUP BY tag.value ORDER BY songs DESC, tag`,
  blockRemoved: `INSERT INTO removed_songs (removal_uuid, song_id, user_id, local_path, fingerprint, removed_at)
    SELECT ?, s.id, ?, s.local_path, s.fingerprint, ?
    FROM json_each(?) wanted CROSS JOIN songs s ON s.id = wanted.value WHERE s.removed_at IS NULL
    ON CONFLICT (song_id) DO UPDATE SET removal_uuid = excluded.removal_uuid, user_id = excluded.user_id,
      local_path = excluded.local_path, fingerprint = excluded.fingerprint, removed_at = excluded.removed_at`,
  markRemoved: `UPDATE songs SET removed_at = ?, updated_at = ?, revision = ?
    WHERE id IN (SELECT song_id FROM removed_songs WHERE removal_uuid = ?)`,
} as const;

/** Songs and what a profile set on them. Ids are the table's own; they never leave the process. */
export class SongRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  /** Rows in the order of `ids`; null where the song is gone. */
  getRows(ids: Uint32Array, userId: number): (SongRow | null)[] {
    const byId = new Map<number, SongRow>();
    const records = this.#read.all<SongRecord>(songSql.rowsByIds, jsonOf(ids), userId, userId);
    for (const record of records) byId.set(record.id, toSongRow(record));
    return Array.from(ids, (id) => byId.get(id) ?? null);
  }

  getByUuid(uuid: string, userId: number): SongDetail | undefined {
    const record = this.#read.get<SongDetailRecord>(songSql.detailByUuid, userId, userId, uuid);
    if (record === undefined) return undefined;
    const artists = this.#read.pluck<string>(
      `SELECT a.name FROM song_artists sa JOIN artists a ON a.id = sa.artist_id
       WHERE sa.song_id = ? AND sa.role = 'artist' ORDER BY sa.position`,
      record.id,
    );
    const genres = this.#read.pluck<string>(
      `SELECT g.name FROM song_genres sg JOIN genres g ON g.id = sg.genre_id
       WHERE sg.song_id = ? ORDER BY sg.position`,
      record.id,
    );
    return toSongDetail(record, artists, genres);
  }

  /** @throws AppError `not_found` */
  getTitle(uuid: string): string {
    const title = this.#read.pluck<string>("SELECT title FROM songs WHERE uuid = ?", uuid)[0];
    if (title !== undefined) return title;
    throw new AppError("not_found", "That song is not in the library any more.", { uuid });
  }

  getTitleById(id: number): string | null {
    return this.#read.pluck<string>("SELECT title FROM songs WHERE id = ?", id)[0] ?? null;
  }

  getIdByUuid(uuid: string): number | undefined {
    return this.#read.get<{ id: number }>("SELECT id FROM songs WHERE uuid = ?", uuid)?.id;
  }

  /** Ids in the order of `uuids`; unknown ones are left out. */
  getIdsByUuids(uuids: readonly string[]): Uint32Array {
    return Uint32Array.from(this.#read.pluck<number>(songSql.idsByUuids, JSON.stringify(uuids)));
  }

  getUuidsByIds(ids: Uint32Array): string[] {
    return this.#read.pluck<string>(songSql.uuidsByIds, jsonOf(ids));
  }

  /** Counts the songs that are still there. */
  measure(ids: Uint32Array): { count: number; durationSec: number } {
    return (
      this.#read.get<{ count: number; durationSec: number }>(
        songSql.durationByIds,
        jsonOf(ids),
      ) ?? {
        count: 0,
        durationSec: 0,
      }
    );
  }

  /** The stored sort text of one song. @param column one of the `sort_` columns */
  getSortText(column: string, id: number): string {
    const row = this.#read.get<{ text: string }>(
      `SELECT ${column} AS text FROM songs WHERE id = ?`,
      id,
    );
    return row?.text ?? "";
  }

  /** Index of the first of `ids` whose sort text begins with `prefix`. @param column one of the `sort_` columns */
  getFirstWithPrefix(column: string, prefix: string, ids: Uint32Array): number | null {
    const found = this.#read.get<{ at: number }>(
      `SELECT wanted.key AS at FROM json_each(?) wanted CROSS JOIN songs s ON s.id = wanted.value
       WHERE substr(s.${column}, 1, length(?)) = ? LIMIT 1`,
      jsonOf(ids),
      prefix,
      prefix,
    );
    return found?.at ?? null;
  }

  /** @returns how many songs are hidden now and were not, or the other way round */
  setHidden(tx: WriteTx, change: OwnChange, isHidden: boolean): number {
    const { userId, now, ids } = change;
    return tx.run(songSql.setHidden, userId, Number(isHidden), now, jsonOf(ids)).changes;
  }

  /** @param notes null: none */
  setNotes(tx: WriteTx, change: OwnChange, notes: string | null): number {
    return tx.run(songSql.setNotes, change.userId, notes, change.now, jsonOf(change.ids)).changes;
  }

  /** @returns how many songs have other tags than before */
  editTags(
    tx: WriteTx,
    { userId, now, ids }: OwnChange,
    tags: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ): number {
    const { add, remove } = tags;
    const [added, removed] = [JSON.stringify(add), JSON.stringify(remove)];
    return tx.run(songSql.editTags, userId, added, removed, now, jsonOf(ids)).changes;
  }

  /** How many of these songs have each of the profile's tags, most used first. */
  getTagCounts(ids: Uint32Array, userId: number): { tag: string; songs: number }[] {
    return this.#read.all<{ tag: string; songs: number }>(songSql.countTags, jsonOf(ids), userId);
  }

  /** @returns how many songs now have another rating than before */
  setRating(tx: WriteTx, change: OwnChange, rating: number | null): number {
    return tx.run(songSql.setRating, change.userId, rating, change.now, jsonOf(change.ids)).changes;
  }

  /** @returns how many songs changed */
  setFavorite(tx: WriteTx, change: OwnChange, isFavorite: boolean): number {
    const value = isFavorite ? 1 : 0;
    return tx.run(songSql.setFavorite, change.userId, value, change.now, jsonOf(change.ids))
      .changes;
  }

  /** Takes songs out and puts them on the block list, so that a rescan does not bring them back. */
  remove(tx: WriteTx, change: OwnChange, removalId: string, revision: number): number {
    tx.run(songSql.blockRemoved, removalId, change.userId, change.now, jsonOf(change.ids));
    return tx.run(songSql.markRemoved, change.now, change.now, revision, removalId).changes;
  }
}

export interface OwnChange {
  readonly userId: number;
  readonly ids: Uint32Array;
  /** Epoch milliseconds. */
  readonly now: number;
}

function jsonOf(ids: Uint32Array): string {
  return `[${ids.join(",")}]`;
}
