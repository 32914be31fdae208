import { randomUUID } from "node:crypto";
import { foldForSearch, sortKey } from "#shared/domain/library/sort-key.ts";
import type { Database, WriteTx } from "#core/db/database.ts";

/** What a test says of a song; the rest is ordinary. */
export interface SongFacts {
  readonly title?: string;
  readonly artist?: string | null;
  readonly album?: string | null;
  readonly genre?: string | null;
  readonly codec?: string | null;
  readonly year?: number | null;
  readonly trackNo?: number | null;
  readonly discNo?: number | null;
  readonly durationSec?: number;
  readonly folderId?: number | null;
  readonly revision: number;
}

/** Writes a song and its search text as an import does. @returns its id */
export function insertSong(tx: WriteTx, facts: SongFacts): number {
  const title = facts.title ?? "Untitled";
  const artist = facts.artist ?? null;
  const album = facts.album ?? null;
  const genre = facts.genre ?? null;
  const uuid = randomUUID();
  const { lastInsertRowid: id } = tx.run(
    `INSERT INTO songs (uuid, folder_id, local_path, title, artist, album, album_artist, genre, codec, year, track_no,
       disc_no, duration_sec, filesize_bytes, origin, sort_title, sort_artist, sort_album_artist, sort_album, sort_genre,
       added_at, updated_at, revision)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1000, 'folder', ?, ?, ?, ?, ?, 1, 1, ?)`,
    uuid,
    facts.folderId ?? null,
    `/music/${uuid}.flac`,
    title,
    artist,
    album,
    artist,
    genre,
    facts.codec ?? null,
    facts.year ?? null,
    facts.trackNo ?? null,
    facts.discNo ?? null,
    facts.durationSec ?? 180,
    sortKey(title),
    sortKey(artist ?? ""),
    sortKey(artist ?? ""),
    sortKey(album ?? ""),
    sortKey(genre ?? ""),
    facts.revision,
  );
  tx.run("INSERT INTO song_search (song_id, folded) VALUES (?, ?)", id, searchTextOf(facts));
  return id;
}

/** What the search box looks through. */
export function searchTextOf(
  facts: Pick<SongFacts, "title" | "artist" | "album" | "genre">,
): string {
  const { title = "Untitled", artist, album, genre } = facts;
  return foldForSearch([title, artist ?? "", album ?? "", genre ?? ""].join(" "));
}

/** A profile. @returns its id */
export function insertUser(database: Database, username: string): number {
  return database.write(
    (tx) =>
      tx.run(
        "INSERT INTO users (uuid, username, display_name) VALUES (?, ?, ?)",
        randomUUID(),
        username,
        username,
      ).lastInsertRowid,
  );
}
