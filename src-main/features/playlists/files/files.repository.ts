import type { ReadDb, WriteTx } from "#core/db/database.ts";

/** An entry that waits, and the song found for it. */
export interface FoundSong {
  readonly entryId: number;
  readonly songId: number;
}

/** Rows of `playlist_tracks` that wait for their songs. */
export class FilesRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  hasUnmatched(): boolean {
    return (
      this.#read.get("SELECT 1 FROM playlist_tracks WHERE song_id IS NULL LIMIT 1") !== undefined
    );
  }

  /** Gives waiting entries their songs; those that somebody matched meanwhile stay. @returns how many */
  match(tx: WriteTx, found: readonly FoundSong[]): number {
    return tx.run(
      `UPDATE playlist_tracks SET song_id = found.song_id
       FROM (SELECT value ->> 0 AS id, value ->> 1 AS song_id FROM json_each(?)) AS found
       WHERE playlist_tracks.id = found.id AND playlist_tracks.song_id IS NULL
         AND EXISTS (SELECT 1 FROM songs WHERE songs.id = found.song_id AND songs.removed_at IS NULL)`,
      JSON.stringify(found.map(({ entryId, songId }) => [entryId, songId])),
    ).changes;
  }

  /** Says which song an entry means, whatever it meant before. @returns false when it was that one */
  setSong(tx: WriteTx, entryId: number, songId: number): boolean {
    return (
      tx.run(
        "UPDATE playlist_tracks SET song_id = ? WHERE id = ? AND song_id IS NOT ?",
        songId,
        entryId,
        songId,
      ).changes > 0
    );
  }

  /** Counts a change of what is in several playlists. */
  bumpRevisions(
    tx: WriteTx,
    ids: readonly number[],
    now: number,
  ): { readonly id: number; readonly uuid: string; readonly revision: number }[] {
    return tx.all(
      `UPDATE playlists SET revision = revision + 1, updated_at = ?
       WHERE id IN (SELECT value FROM json_each(?)) RETURNING id, uuid, revision`,
      now,
      JSON.stringify(ids),
    );
  }

  /** What an entry is called in a sentence. */
  getEntryName(entryId: number): string {
    return (
      this.#read.pluck<string>(
        `SELECT coalesce(s.title, t.source_title, t.source_location) FROM playlist_tracks t
         LEFT JOIN songs s ON s.id = t.song_id WHERE t.id = ?`,
        entryId,
      )[0] ?? ""
    );
  }

  getSong(uuid: string): { readonly id: number; readonly title: string } | undefined {
    return this.#read.get(
      "SELECT id, title FROM songs WHERE uuid = ? AND removed_at IS NULL",
      uuid,
    );
  }
}
