import type { ReadDb } from "#core/db/database.ts";

/** What the queue and the player ask of a song beside its row. */
export interface SongFacts {
  readonly id: number;
  readonly uuid: string;
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
  readonly durationSec: number;
  readonly origin: string;
  readonly container: string | null;
  readonly codec: string | null;
  readonly replaygainDb: number | null;
  readonly replaygainAlbumDb: number | null;
}

const factColumns = `id, uuid, title, artist, album, duration_sec AS durationSec, origin, container, codec,
  replaygain_track_gain_db AS replaygainDb, replaygain_album_gain_db AS replaygainAlbumDb`;

/** Where a song's sound is. */
export interface SongFile {
  readonly id: number;
  readonly uuid: string;
  readonly title: string;
  readonly path: string | null;
  readonly container: string | null;
  readonly codec: string | null;
  readonly durationSec: number;
  readonly availability: "available" | "missing" | "unavailable";
}

/** Short reads of `songs`, which the library owns. */
export class SongFactsRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  getById(id: number): SongFacts | undefined {
    return this.#read.get<SongFacts>(`SELECT ${factColumns} FROM songs WHERE id = ?`, id);
  }

  getByIds(ids: readonly number[]): Map<number, SongFacts> {
    const rows = this.#read.all<SongFacts>(
      `SELECT ${factColumns} FROM songs WHERE id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(ids),
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Which of these songs are in the library with their file at hand. */
  playableAmong(ids: readonly number[]): ReadonlySet<number> {
    return new Set(
      this.#read.pluck<number>(
        `SELECT id FROM songs
         WHERE id IN (SELECT value FROM json_each(?)) AND availability = 'available' AND removed_at IS NULL`,
        JSON.stringify(ids),
      ),
    );
  }

  /** Length of each song in seconds, in the order asked for; 0 for one that is gone. */
  durations(ids: readonly number[]): number[] {
    return this.#read.pluck<number>(
      `SELECT coalesce(songs.duration_sec, 0) FROM json_each(?) AS wanted
       LEFT JOIN songs ON songs.id = wanted.value ORDER BY wanted.key`,
      JSON.stringify(ids),
    );
  }

  getFileByUuid(uuid: string): SongFile | undefined {
    return this.#read.get<SongFile>(
      `SELECT id, uuid, title, local_path AS path, container, codec, duration_sec AS durationSec, availability
       FROM songs WHERE uuid = ?`,
      uuid,
    );
  }
}
