import type { ReadDb, WriteTx } from "#core/db/database.ts";

/** An entry's place. */
export interface EntryPlace {
  readonly id: number;
  readonly orderKey: string;
}

/** What a new entry holds; `songId` null: a line of a file that matched no song yet. */
export interface NewEntry {
  readonly uuid: string;
  readonly orderKey: string;
  readonly songId: number | null;
  readonly source?: EntrySource | null;
}

/** What an imported file said of an entry. */
export interface EntrySource {
  readonly location: string | null;
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly durationSec: number | null;
}

/** The SQL of hot paths, named so that query-plan tests prove each index. */
export const entrySql = {
  inOrder: `SELECT id, coalesce(song_id, 0) AS song FROM playlist_tracks WHERE playlist_id = ? ORDER BY order_key`,
  placesByIds: `SELECT t.id, t.order_key AS orderKey FROM json_each(?) wanted
    CROSS JOIN playlist_tracks t ON t.id = wanted.value WHERE t.playlist_id = ? ORDER BY t.order_key`,
  idsByUuids: `SELECT t.id FROM json_each(?) wanted CROSS JOIN playlist_tracks t ON t.uuid = wanted.value
    WHERE t.playlist_id = ? ORDER BY t.order_key`,
  placeOfUuid: `SELECT id, order_key AS orderKey FROM playlist_tracks WHERE uuid = ? AND playlist_id = ?`,
  keyBefore: `SELECT order_key FROM playlist_tracks WHERE playlist_id = ? AND order_key < ?
    ORDER BY order_key DESC LIMIT 1`,
  lastKey: `SELECT order_key FROM playlist_tracks WHERE playlist_id = ? ORDER BY order_key DESC LIMIT 1`,
  firstFrom: `SELECT order_key FROM playlist_tracks WHERE playlist_id = ? AND order_key >= ?
    AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY order_key LIMIT 1`,
  countFrom: `SELECT count(*) FROM playlist_tracks WHERE playlist_id = ? AND order_key >= ?
    AND order_key < coalesce(?, '~')`,
  standing: `SELECT wanted.value FROM json_each(?) wanted WHERE EXISTS (
    SELECT 1 FROM playlist_tracks t WHERE t.song_id = wanted.value AND t.playlist_id = ?)`,
  troubles: `SELECT
      count(*) FILTER (WHERE t.song_id IS NULL) AS unmatchedCount,
      count(*) FILTER (WHERE s.id IS NOT NULL AND (s.availability <> 'available' OR s.removed_at IS NOT NULL)) AS missingCount
    FROM playlist_tracks t LEFT JOIN songs s ON s.id = t.song_id WHERE t.playlist_id = ?`,
  formerKey: `SELECT json_extract(coalesce(r.old_value, r.new_value), '$.order_key')
    FROM change_journal j CROSS JOIN change_journal_rows r ON r.id BETWEEN j.first_row_id AND j.last_row_id
    WHERE j.subject_uuid = ? AND r.table_name = 'playlist_tracks' AND r.operation <> 'update'
      AND json_extract(coalesce(r.old_value, r.new_value), '$.uuid') = ?
    ORDER BY j.id DESC, r.id DESC LIMIT 1`,
} as const;

/** Rows of `playlist_tracks`; totals of the playlist follow by trigger. Everything here is one statement for many rows. */
export class EntryRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  /** Entry and song of each line in the manual order; song 0: none was found. */
  getInOrder(playlistId: number): { entryIds: Uint32Array; songIds: Uint32Array } {
    const rows = this.#read.all<{ id: number; song: number }>(entrySql.inOrder, playlistId);
    return {
      entryIds: Uint32Array.from(rows, ({ id }) => id),
      songIds: Uint32Array.from(rows, ({ song }) => song),
    };
  }

  /** Those of `ids` that stand in the playlist, in its order. */
  getPlaces(playlistId: number, ids: readonly number[] | Uint32Array): EntryPlace[] {
    return this.#read.all<EntryPlace>(entrySql.placesByIds, jsonOf(ids), playlistId);
  }

  /** Those of `uuids` that stand in the playlist, in its order. */
  getIdsByUuids(playlistId: number, uuids: readonly string[]): number[] {
    return this.#read.pluck<number>(entrySql.idsByUuids, JSON.stringify(uuids), playlistId);
  }

  getPlaceOf(playlistId: number, uuid: string): EntryPlace | undefined {
    return this.#read.get<EntryPlace>(entrySql.placeOfUuid, uuid, playlistId);
  }

  /** Which playlist an entry stands in. */
  getPlaylistIdOf(uuid: string): { id: number; playlistId: number } | undefined {
    return this.#read.get<{ id: number; playlistId: number }>(
      "SELECT id, playlist_id AS playlistId FROM playlist_tracks WHERE uuid = ?",
      uuid,
    );
  }

  /** Key of the entry right before a key; null: none. */
  getKeyBefore(playlistId: number, orderKey: string): string | null {
    return this.#read.pluck<string>(entrySql.keyBefore, playlistId, orderKey)[0] ?? null;
  }

  getLastKey(playlistId: number): string | null {
    return this.#read.pluck<string>(entrySql.lastKey, playlistId)[0] ?? null;
  }

  /** The first key from `orderKey` on that belongs to none of `except`; null: none. */
  getFirstKeyFrom(playlistId: number, orderKey: string, except: readonly number[]): string | null {
    return (
      this.#read.pluck<string>(entrySql.firstFrom, playlistId, orderKey, jsonOf(except))[0] ?? null
    );
  }

  /** Entries from one key on and before another; null: to the end. */
  countBetween(playlistId: number, from: string, before: string | null): number {
    return this.#read.pluck<number>(entrySql.countFrom, playlistId, from, before)[0] ?? 0;
  }

  /** Entries without a song, and entries whose file is away or whose song left the library. */
  countTroubles(playlistId: number): { missingCount: number; unmatchedCount: number } {
    return (
      this.#read.get<{ missingCount: number; unmatchedCount: number }>(
        entrySql.troubles,
        playlistId,
      ) ?? { missingCount: 0, unmatchedCount: 0 }
    );
  }

  /** Where an entry stood that was taken out or whose adding was undone, as far as the journal knows. */
  getFormerKey(playlistUuid: string, entryUuid: string): string | null {
    return this.#read.pluck<string>(entrySql.formerKey, playlistUuid, entryUuid)[0] ?? null;
  }

  /** Those of `songIds` that stand in the playlist already. */
  getStanding(playlistId: number, songIds: Uint32Array): ReadonlySet<number> {
    return new Set(this.#read.pluck<number>(entrySql.standing, jsonOf(songIds), playlistId));
  }

  /** @returns how many were added */
  insert(
    tx: WriteTx,
    playlistId: number,
    entries: readonly NewEntry[],
    by: { readonly userId: number | null; readonly now: number },
  ): number {
    const rows = entries.map(({ uuid, orderKey, songId, source }) => [
      uuid,
      orderKey,
      songId,
      source?.location ?? null,
      source?.title ?? null,
      source?.artist ?? null,
      source?.album ?? null,
      source?.durationSec ?? null,
    ]);
    return tx.run(
      `INSERT INTO playlist_tracks (playlist_id, added_by_user_id, added_at, uuid, order_key, song_id, source_location,
         source_title, source_artist, source_album, source_duration_sec)
       SELECT ?, ?, ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7
       FROM json_each(?)`,
      playlistId,
      by.userId,
      by.now,
      JSON.stringify(rows),
    ).changes;
  }

  /**
   * Copies all entries of a playlist into another, empty one, in the same places.
   * @param uuids one for each, in order
   */
  copy(
    tx: WriteTx,
    fromPlaylistId: number,
    toPlaylistId: number,
    uuids: readonly string[],
    by: { readonly userId: number; readonly now: number },
  ): number {
    return tx.run(
      `INSERT INTO playlist_tracks (playlist_id, uuid, song_id, order_key, added_by_user_id, added_at, notes, rating,
         source_location, source_title, source_artist, source_album, source_duration_sec)
       SELECT ?, uuids.value, t.song_id, t.order_key, ?, ?, t.notes, t.rating, t.source_location, t.source_title,
         t.source_artist, t.source_album, t.source_duration_sec
       FROM (SELECT *, row_number() OVER (ORDER BY order_key) - 1 AS at FROM playlist_tracks WHERE playlist_id = ?) t
       JOIN json_each(?) uuids ON uuids.key = t.at`,
      toPlaylistId,
      by.userId,
      by.now,
      fromPlaylistId,
      JSON.stringify(uuids),
    ).changes;
  }

  /** @returns how many were there */
  delete(tx: WriteTx, playlistId: number, ids: readonly number[] | Uint32Array): number {
    return tx.run(
      "DELETE FROM playlist_tracks WHERE playlist_id = ? AND id IN (SELECT value FROM json_each(?))",
      playlistId,
      jsonOf(ids),
    ).changes;
  }

  /** Puts entries into new places; the keys must be free. One row is written for each. */
  setKeys(tx: WriteTx, places: readonly EntryPlace[]): number {
    return tx.run(
      `UPDATE playlist_tracks SET order_key = moved.order_key
       FROM (SELECT value ->> 0 AS id, value ->> 1 AS order_key FROM json_each(?)) AS moved
       WHERE playlist_tracks.id = moved.id`,
      JSON.stringify(places.map(({ id, orderKey }) => [id, orderKey])),
    ).changes;
  }

  /** Gives entries other songs; null: none. */
  setSongs(
    tx: WriteTx,
    entries: readonly { readonly id: number; readonly songId: number | null }[],
  ): number {
    return tx.run(
      `UPDATE playlist_tracks SET song_id = given.song_id
       FROM (SELECT value ->> 0 AS id, value ->> 1 AS song_id FROM json_each(?)) AS given
       WHERE playlist_tracks.id = given.id AND playlist_tracks.song_id IS NOT given.song_id`,
      JSON.stringify(entries.map(({ id, songId }) => [id, songId])),
    ).changes;
  }

  /** Gives entries other notes and ratings. @returns how many are different from before */
  setDetails(
    tx: WriteTx,
    entries: readonly {
      readonly id: number;
      readonly notes: string | null;
      readonly rating: number | null;
    }[],
  ): number {
    return tx.run(
      `UPDATE playlist_tracks SET notes = given.notes, rating = given.rating
       FROM (SELECT value ->> 0 AS id, value ->> 1 AS notes, value ->> 2 AS rating FROM json_each(?)) AS given
       WHERE playlist_tracks.id = given.id
         AND (playlist_tracks.notes IS NOT given.notes OR playlist_tracks.rating IS NOT given.rating)`,
      JSON.stringify(entries.map(({ id, notes, rating }) => [id, notes, rating])),
    ).changes;
  }

  /** @returns false when nothing is different from before */
  update(
    tx: WriteTx,
    id: number,
    changes: {
      readonly notes?: string | null | undefined;
      readonly rating?: number | null | undefined;
    },
  ): boolean {
    const columns = Object.entries(changes).filter(([, value]) => value !== undefined);
    if (columns.length === 0) return false;
    const differs = columns.map(([name]) => `${name} IS NOT ?`).join(" OR ");
    const values = columns.map(([, value]) => value ?? null);
    return (
      tx.run(
        `UPDATE playlist_tracks SET ${columns.map(([name]) => `${name} = ?`).join(", ")} WHERE id = ? AND (${differs})`,
        ...values,
        id,
        ...values,
      ).changes > 0
    );
  }
}

function jsonOf(ids: readonly number[] | Uint32Array): string {
  return `[${ids.join(",")}]`;
}
