import type { PlaylistEntry } from "#shared/contract/index.ts";
import type { ReadDb } from "#core/db/database.ts";

/** An entry without its song and its place. */
export interface EntryFacts extends Omit<PlaylistEntry, "song" | "position" | "entryUuid"> {
  readonly id: number;
  readonly entryUuid: string;
}

interface EntryRow {
  readonly id: number;
  readonly uuid: string;
  readonly song_id: number | null;
  readonly is_removed: number;
  readonly added_by_uuid: string | null;
  readonly added_by_name: string | null;
  readonly added_at: number;
  readonly notes: string | null;
  readonly rating: number | null;
  readonly play_count: number;
  readonly last_played_at: number | null;
  readonly source_location: string | null;
  readonly source_title: string | null;
  readonly source_artist: string | null;
  readonly source_album: string | null;
  readonly source_duration_sec: number | null;
}

/** The SQL of hot paths, named so that query-plan tests prove each index. */
export const entryRowSql = {
  byIds: `SELECT t.id, t.uuid, t.song_id, (s.removed_at IS NOT NULL OR f.removed_at IS NOT NULL) AS is_removed,
      u.uuid AS added_by_uuid, u.display_name AS added_by_name, t.added_at, t.notes, t.rating, t.play_count,
      t.last_played_at, t.source_location, t.source_title, t.source_artist, t.source_album, t.source_duration_sec
    FROM json_each(?) wanted CROSS JOIN playlist_tracks t ON t.id = wanted.value
    LEFT JOIN songs s ON s.id = t.song_id LEFT JOIN library_folders f ON f.id = s.folder_id
    LEFT JOIN users u ON u.id = t.added_by_user_id`,
  sortValues: `SELECT t.added_at AS addedAt, u.display_name AS addedBy FROM playlist_tracks t
    LEFT JOIN users u ON u.id = t.added_by_user_id WHERE t.playlist_id = ? ORDER BY t.order_key`,
} as const;

/** Reads what a window of an open playlist shows beside the songs. */
export class EntryRowRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  /** By id; entries that were taken out meanwhile are missing. */
  getByIds(ids: Uint32Array): ReadonlyMap<number, EntryFacts> {
    const rows = this.#read.all<EntryRow>(entryRowSql.byIds, `[${ids.join(",")}]`);
    return new Map(rows.map((row) => [row.id, toFacts(row)]));
  }

  /** What entries are sorted by, in the manual order. */
  getSortValues(playlistId: number): { addedAt: number; addedBy: string | null }[] {
    return this.#read.all(entryRowSql.sortValues, playlistId);
  }
}

function toFacts(row: EntryRow): EntryFacts {
  return {
    id: row.id,
    entryUuid: row.uuid,
    isRemoved: row.is_removed === 1,
    addedByUuid: row.added_by_uuid,
    addedByName: row.added_by_name,
    addedAt: row.added_at,
    notes: row.notes,
    rating: row.rating,
    playCount: row.play_count,
    lastPlayedAt: row.last_played_at,
    source:
      row.song_id !== null
        ? null
        : {
            location: row.source_location,
            title: row.source_title,
            artist: row.source_artist,
            album: row.source_album,
            durationSec: row.source_duration_sec,
          },
  };
}
