import type { ReadDb, WriteTx } from "#core/db/database.ts";

/** A row that a file may turn out to be, having moved. */
export interface MoveCandidate {
  readonly id: number;
  readonly path: string | null;
  readonly sizeBytes: number;
  readonly mtimeMs: number | null;
  readonly fingerprint: string;
  readonly durationSec: number;
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
  readonly trackNo: number | null;
  readonly discNo: number | null;
  readonly coverKey: string | null;
  readonly isRemoved: boolean;
}

/** A song that a person opened and that lies in no watched folder. */
export interface OpenedSong {
  readonly id: number;
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number | null;
  readonly isAvailable: boolean;
}

interface CandidateRow {
  readonly id: number;
  readonly local_path: string | null;
  readonly filesize_bytes: number;
  readonly mtime_ms: number | null;
  readonly fingerprint: string;
  readonly duration_sec: number;
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
  readonly track_no: number | null;
  readonly disc_no: number | null;
  readonly cover_key: string | null;
  readonly is_removed: 0 | 1;
}

/** Named so that a query-plan test proves its index: these songs are few among many. */
export const openedSongsSql = `SELECT id, local_path AS path, filesize_bytes AS sizeBytes, mtime_ms AS mtimeMs,
    availability = 'available' AS isAvailable
  FROM songs WHERE folder_id IS NULL AND id > ? AND origin = 'imported' AND removed_at IS NULL AND local_path IS NOT NULL
  ORDER BY id LIMIT ?`;

/** What a scan asks and changes about songs as a whole; rows themselves are written by `SongWriterRepository`. */
export class ScanRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  /** The highest song id: rows beyond it were made by the scan itself and are on disk, so they did not move. */
  lastSongId(): number {
    return this.#read.get<{ id: number | null }>("SELECT max(id) AS id FROM songs")?.id ?? 0;
  }

  /** Rows that hold the same audio as one of `fingerprints`, made before the scan. */
  findByFingerprints(fingerprints: readonly string[], lastSongId: number): MoveCandidate[] {
    return this.#read
      .all<CandidateRow>(
        `SELECT id, local_path, filesize_bytes, mtime_ms, fingerprint, duration_sec, title, artist, album,
           track_no, disc_no, cover_key, EXISTS (SELECT 1 FROM removed_songs WHERE song_id = songs.id) AS is_removed
         FROM songs WHERE fingerprint IN (SELECT value FROM json_each(?)) AND id <= ? AND origin <> 'generated'`,
        JSON.stringify(fingerprints),
        lastSongId,
      )
      .map((row) => ({
        id: row.id,
        path: row.local_path,
        sizeBytes: row.filesize_bytes,
        mtimeMs: row.mtime_ms,
        fingerprint: row.fingerprint,
        durationSec: row.duration_sec,
        title: row.title,
        artist: row.artist,
        album: row.album,
        trackNo: row.track_no,
        discNo: row.disc_no,
        coverKey: row.cover_key,
        isRemoved: row.is_removed === 1,
      }));
  }

  /** Fingerprints of `songIds`, for telling whether their files still hold the same audio. */
  fingerprintsOf(songIds: readonly number[]): Map<number, string | null> {
    return new Map(
      this.#read
        .all<{ id: number; fingerprint: string | null }>(
          "SELECT id, fingerprint FROM songs WHERE id IN (SELECT value FROM json_each(?))",
          JSON.stringify(songIds),
        )
        .map((row) => [row.id, row.fingerprint]),
    );
  }

  /**
   * Songs whose file is not there. Those that changed after `knownAt` (epoch ms) are left alone: a person opened the file
   * at another place since it was missed. @returns how many were thought to be there
   */
  markGone(
    tx: WriteTx,
    songIds: readonly number[],
    availability: "missing" | "unavailable",
    revision: number,
    knownAt = Number.MAX_SAFE_INTEGER,
  ): number {
    return tx.run(
      `UPDATE songs SET availability = ?, revision = ?
       WHERE id IN (SELECT value FROM json_each(?)) AND availability NOT IN ('missing', ?) AND updated_at <= ?`,
      availability,
      revision,
      JSON.stringify(songIds),
      availability,
      knownAt,
    ).changes;
  }

  /**
   * Songs whose file is there again, whose folder was put back, or that were opened by hand before their folder was watched.
   * What a person took out stays out.
   */
  markReturned(tx: WriteTx, songIds: readonly number[], folderId: number, revision: number): void {
    tx.run(
      `UPDATE songs SET availability = 'available', removed_at = NULL, folder_id = ?,
         origin = iif(origin = 'imported', 'folder', origin), revision = ?
       WHERE id IN (SELECT value FROM json_each(?)) AND id NOT IN (SELECT song_id FROM removed_songs)`,
      folderId,
      revision,
      JSON.stringify(songIds),
    );
  }

  /** Listed songs that lie in no watched folder, after `afterId`, ascending. */
  openedSongs(afterId: number, limit: number): OpenedSong[] {
    return this.#read
      .all<Omit<OpenedSong, "isAvailable"> & { readonly isAvailable: 0 | 1 }>(
        openedSongsSql,
        afterId,
        limit,
      )
      .map((row) => ({ ...row, isAvailable: row.isAvailable === 1 }));
  }

  /** Songs of no folder whose file is there again. */
  markThere(tx: WriteTx, songIds: readonly number[], revision: number): void {
    tx.run(
      `UPDATE songs SET availability = 'available', revision = ?
       WHERE id IN (SELECT value FROM json_each(?))`,
      revision,
      JSON.stringify(songIds),
    );
  }

  /** Ids of a folder's songs that count as available, after `afterId`, ascending: for changing them slice by slice. */
  availableIds(folderId: number, afterId: number, limit: number): number[] {
    return this.#read.pluck<number>(
      `SELECT id FROM songs WHERE folder_id = ? AND id > ? AND availability = 'available'
       ORDER BY id LIMIT ?`,
      folderId,
      afterId,
      limit,
    );
  }

  /**
   * Gives rows the paths their files moved to; their tags are as they were. Whatever row stood at a target lost its file
   * (something else lies there now) and keeps everything but the path.
   */
  movePaths(
    tx: WriteTx,
    moves: readonly {
      readonly songId: number;
      readonly folderId: number | null;
      readonly path: string;
      readonly sizeBytes: number;
      readonly mtimeMs: number;
    }[],
    revision: number,
    now: number,
  ): void {
    this.vacate(
      tx,
      moves.map((move) => move.songId),
      moves.map((move) => move.path),
    );
    for (const move of moves)
      tx.run(
        `UPDATE songs SET local_path = ?, folder_id = ?, filesize_bytes = ?, mtime_ms = ?, availability = 'available',
           origin = iif(origin = 'generated', origin, ?),
           removed_at = CASE WHEN EXISTS (SELECT 1 FROM removed_songs WHERE song_id = songs.id) THEN removed_at END,
           updated_at = ?, revision = ?
         WHERE id = ?`,
        move.path,
        move.folderId,
        move.sizeBytes,
        move.mtimeMs,
        move.folderId === null ? "imported" : "folder",
        now,
        revision,
        move.songId,
      );
    // The block list names a removed song's path as well.
    tx.run(
      `UPDATE removed_songs SET local_path = (SELECT local_path FROM songs WHERE id = song_id)
       WHERE song_id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(moves.map((move) => move.songId)),
    );
  }

  /** Frees paths for rows that move: `local_path` is unique, and files change places. */
  vacate(tx: WriteTx, songIds: readonly number[], paths: readonly string[]): void {
    tx.run(
      `UPDATE songs SET local_path = NULL
       WHERE id IN (SELECT value FROM json_each(?)) OR local_path IN (SELECT value FROM json_each(?))`,
      JSON.stringify(songIds),
      JSON.stringify(paths),
    );
  }

  /** Takes songs off the block list: a person opened their files. */
  unblock(tx: WriteTx, songIds: readonly number[]): void {
    tx.run(
      "DELETE FROM removed_songs WHERE song_id IN (SELECT value FROM json_each(?))",
      JSON.stringify(songIds),
    );
  }

  /** Of `fingerprints`, those that a person took out of the library. */
  findBlocked(fingerprints: readonly string[]): Set<string> {
    return new Set(
      this.#read.pluck<string>(
        "SELECT fingerprint FROM removed_songs WHERE fingerprint IN (SELECT value FROM json_each(?))",
        JSON.stringify(fingerprints),
      ),
    );
  }
}
