import { type SmartRules, smartRulesSchema } from "#shared/domain/playlists/smart-rules.ts";
import { recountPlaylistsSql } from "#core/db/triggers.ts";
import type { ReadDb, WriteTx } from "#core/db/database.ts";

/** A playlist that rules may name. */
export interface NamedPlaylist {
  readonly id: number;
  readonly uuid: string;
  readonly ownerId: number;
  readonly name: string;
  /** Of a smart one, frozen or not. */
  readonly rules: SmartRules | null;
}

/** A smart playlist that follows its rules. */
export interface LivePlaylist {
  readonly id: number;
  readonly uuid: string;
  readonly ownerId: number;
  readonly name: string;
  readonly rules: SmartRules;
  readonly trackCount: number;
  readonly totalDurationMs: number;
}

interface Row {
  readonly id: number;
  readonly uuid: string;
  readonly ownerId: number;
  readonly name: string;
  readonly rules: string | null;
  readonly trackCount: number;
  readonly totalDurationMs: number;
}

const columns = `id, uuid, user_id AS ownerId, name, rules, track_count AS trackCount, total_duration_ms AS totalDurationMs`;

/** Rows of `playlists` as far as rules are concerned. */
export class SmartRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  /** What a profile may name: its own playlists, those it was let into, public ones. */
  getVisible(userId: number): NamedPlaylist[] {
    return this.#read
      .all<Row>(
        `SELECT ${columns} FROM playlists WHERE user_id = ? OR is_public = 1
           OR id IN (SELECT playlist_id FROM playlist_collaborators WHERE user_id = ?) ORDER BY user_id <> ?, id`,
        userId,
        userId,
        userId,
      )
      .map((row) => ({ ...row, rules: rulesOf(row) }));
  }

  /** Every smart playlist that is not frozen. */
  getLive(): LivePlaylist[] {
    return this.#read
      .all<Row>(
        `SELECT ${columns} FROM playlists WHERE kind = 'smart' AND is_frozen = 0 ORDER BY id`,
      )
      .flatMap((row) => {
        const rules = rulesOf(row);
        return rules === null ? [] : [{ ...row, rules }];
      });
  }

  /** A smart playlist, if it is there and not frozen. */
  getLiveById(id: number): LivePlaylist | undefined {
    const row = this.#read.get<Row>(
      `SELECT ${columns} FROM playlists WHERE id = ? AND kind = 'smart' AND is_frozen = 0`,
      id,
    );
    const rules = row === undefined ? null : rulesOf(row);
    return row === undefined || rules === null ? undefined : { ...row, rules };
  }

  /** Writes what an evaluation counted; nobody's change, so not journaled. `isOther`: what is in it is not what was. */
  setTotals(
    tx: WriteTx,
    id: number,
    totals: { readonly trackCount: number; readonly totalDurationMs: number },
    isOther: boolean,
    now: number,
  ): void {
    tx.run(
      `UPDATE playlists SET track_count = ?, total_duration_ms = ?, refreshed_at = ?, revision = revision + ?
       WHERE id = ? AND kind = 'smart' AND is_frozen = 0`,
      totals.trackCount,
      totals.totalDurationMs,
      now,
      Number(isOther),
      id,
    );
  }

  /** Counts playlists by their entries: between frozen and live, what triggers add to is another's sum. */
  recount(tx: WriteTx, ids: readonly number[]): void {
    tx.run(recountPlaylistsSql, JSON.stringify(ids));
  }

  setRefreshed(tx: WriteTx, id: number, now: number): void {
    tx.run("UPDATE playlists SET refreshed_at = ? WHERE id = ?", now, id);
  }

  deleteEntries(tx: WriteTx, id: number): number {
    return tx.run("DELETE FROM playlist_tracks WHERE playlist_id = ?", id).changes;
  }

  /** Songs as entries of a playlist that has none. @param entries uuid, key and song of each, in order */
  insertEntries(
    tx: WriteTx,
    id: number,
    entries: readonly (readonly [uuid: string, orderKey: string, songId: number])[],
    userId: number,
    now: number,
  ): void {
    tx.run(
      `INSERT INTO playlist_tracks (uuid, playlist_id, song_id, order_key, added_by_user_id, added_at)
       SELECT value ->> 0, ?, value ->> 2, value ->> 1, ?, ? FROM json_each(?)`,
      id,
      userId,
      now,
      JSON.stringify(entries),
    );
  }
}

function rulesOf({ rules }: Row): SmartRules | null {
  return rules === null ? null : smartRulesSchema.parse(JSON.parse(rules));
}
