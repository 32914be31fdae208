import type { ReadDb, WriteTx } from "#core/db/database.ts";
import type { EntryStep, VersionEntry } from "./walk-back.ts";

/** A change of a playlist that still holds. */
export interface VersionRow {
  readonly journalId: number;
  readonly uuid: string;
  readonly createdAt: number;
  readonly actorName: string;
  readonly summary: string;
  /** Entries that came with it, less those that went. */
  readonly gained: number;
}

interface StepRow {
  readonly journalId: number;
  readonly rowId: number;
  readonly operation: "insert" | "update" | "delete";
  readonly column: string | null;
  readonly before: string | number | null;
  readonly orderKey: string | null;
  readonly songId: number | null;
  readonly notes: string | null;
  readonly rating: number | null;
}

/** Changes of a playlist that were not undone: those that were leave no trace in what it is. */
const changesOf = `FROM change_journal j WHERE j.subject_uuid = ? AND j.state = 'done' AND j.is_undoable = 1`;

const gainedSql = `(SELECT coalesce(sum((r.operation = 'insert') - (r.operation = 'delete')), 0) FROM change_journal_rows r
  WHERE r.id BETWEEN j.first_row_id AND j.last_row_id AND r.table_name = 'playlist_tracks')`;

/** The SQL of hot paths, named so that query-plan tests prove each index. */
export const versionSql = {
  versions: `SELECT j.id AS journalId, j.uuid, j.created_at AS createdAt, j.actor_name AS actorName, j.summary,
      ${gainedSql} AS gained
    ${changesOf} AND j.id < ? ORDER BY j.id DESC LIMIT ?`,
  gainedSince: `SELECT coalesce(sum(${gainedSql}), 0) ${changesOf} AND j.id >= ?`,
  steps: `SELECT r.journal_id AS journalId, r.row_id AS rowId, r.operation, r.column_name AS "column",
      CASE WHEN r.operation = 'update' THEN r.old_value END AS before,
      CASE WHEN r.operation = 'delete' THEN r.old_value ->> '$.order_key' END AS orderKey,
      CASE WHEN r.operation = 'delete' THEN r.old_value ->> '$.song_id' END AS songId,
      CASE WHEN r.operation = 'delete' THEN r.old_value ->> '$.notes' END AS notes,
      CASE WHEN r.operation = 'delete' THEN r.old_value ->> '$.rating' END AS rating
    FROM change_journal j CROSS JOIN change_journal_rows r ON r.id BETWEEN j.first_row_id AND j.last_row_id
    WHERE j.subject_uuid = ? AND j.state = 'done' AND j.id > ? AND r.table_name = 'playlist_tracks'
    ORDER BY j.id DESC, r.id DESC`,
  entries: `SELECT id, order_key AS orderKey, song_id AS songId, notes, rating FROM playlist_tracks WHERE playlist_id = ?`,
} as const;

/** Reads how a playlist came to be what it is, from the journal, and writes back what it was. */
export class VersionsRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  /** @param before only older ones than this journal id */
  getVersions(playlistUuid: string, before: number, limit: number): VersionRow[] {
    return this.#read.all<VersionRow>(versionSql.versions, playlistUuid, before, limit);
  }

  /** Entries that came, less those that went, from a change on. */
  getGainedSince(playlistUuid: string, journalId: number): number {
    return this.#read.pluck<number>(versionSql.gainedSince, playlistUuid, journalId)[0] ?? 0;
  }

  /** The number of a change of this playlist; undefined: it is none, or was undone. */
  getJournalId(playlistUuid: string, versionUuid: string): number | undefined {
    return this.#read.pluck<number>(
      "SELECT id FROM change_journal WHERE uuid = ? AND subject_uuid = ? AND state = 'done'",
      versionUuid,
      playlistUuid,
    )[0];
  }

  /** What happened to entries after a change, newest first. */
  getStepsSince(playlistUuid: string, journalId: number): EntryStep[] {
    return this.#read
      .all<StepRow>(versionSql.steps, playlistUuid, journalId)
      .map(({ orderKey, songId, notes, rating, ...step }) => ({
        ...step,
        deleted: orderKey === null ? null : { id: step.rowId, orderKey, songId, notes, rating },
      }));
  }

  getEntries(playlistId: number): Map<number, VersionEntry> {
    const rows = this.#read.all<VersionEntry>(versionSql.entries, playlistId);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Titles of songs in the order asked for; of a line without song what its file said is not known here. */
  getTitles(songIds: readonly (number | null)[]): string[] {
    return this.#read.pluck<string>(
      `SELECT coalesce(s.title, 'A line without a song') FROM json_each(?) wanted
       LEFT JOIN songs s ON s.id = wanted.value ORDER BY wanted.key`,
      JSON.stringify(songIds),
    );
  }

  /**
   * Puts entries back that were taken out after a change, as they were when that happened.
   * @param ids of those to bring back, no longer there
   */
  bringBack(
    tx: WriteTx,
    playlistUuid: string,
    playlistId: number,
    ids: readonly number[],
    keys: ReadonlyMap<number, string>,
  ): number {
    return tx.run(
      `INSERT INTO playlist_tracks (id, uuid, playlist_id, song_id, order_key, added_by_user_id, added_at, notes, rating,
         play_count, last_played_at, source_location, source_title, source_artist, source_album, source_duration_sec)
       SELECT gone.row_id, gone.was ->> 'uuid', ?, s.id, back.value ->> 1, u.id, gone.was ->> 'added_at',
         gone.was ->> 'notes', gone.was ->> 'rating', gone.was ->> 'play_count', gone.was ->> 'last_played_at',
         gone.was ->> 'source_location', gone.was ->> 'source_title', gone.was ->> 'source_artist',
         gone.was ->> 'source_album', gone.was ->> 'source_duration_sec'
       FROM json_each(?) back
       JOIN (SELECT r.row_id, r.old_value AS was, row_number() OVER (PARTITION BY r.row_id ORDER BY r.id DESC) AS age
             FROM change_journal j CROSS JOIN change_journal_rows r ON r.id BETWEEN j.first_row_id AND j.last_row_id
             WHERE j.subject_uuid = ? AND j.state = 'done' AND r.table_name = 'playlist_tracks' AND r.operation = 'delete'
            ) gone ON gone.row_id = back.value ->> 0 AND gone.age = 1
       LEFT JOIN songs s ON s.id = gone.was ->> 'song_id'
       LEFT JOIN users u ON u.id = gone.was ->> 'added_by_user_id'`,
      playlistId,
      JSON.stringify(ids.map((id) => [id, keys.get(id) ?? ""])),
      playlistUuid,
    ).changes;
  }
}
