import { randomUUID } from "node:crypto";
import type { AudioFileFacts } from "#shared/domain/library/audio-file-facts.ts";
import { withoutJournal } from "#core/journal/journal.ts";
import type { ReadDb, WriteTx } from "#core/db/database.ts";
import type { CatalogRepository } from "./catalog.repository.ts";
import type { ScanFile } from "./file-batch.ts";
import {
  albumEntity,
  type AlbumEntity,
  artistEntities,
  type ArtistEntity,
  factColumns,
  genreEntities,
  type Entity,
  searchText,
  songValues,
  type Value,
} from "./song-values.ts";

/** A file that was read, and the row it is to be. */
export interface SongWrite {
  /** 0 makes a new row. */
  readonly songId: number;
  /** Null: the file lies in no watched folder, somebody opened it. */
  readonly folderId: number | null;
  /** Its size and time are as the walk saw them, before it was read: what changed since is seen by the next scan. */
  readonly file: ScanFile;
  readonly facts: AudioFileFacts;
  readonly coverKey: string | null;
}

/** What all rows of one transaction share. */
export interface WriteStamp {
  readonly revision: number;
  readonly now: number;
  /** Whose ratings tags may start; null: nobody's. */
  readonly userId: number | null;
}

interface Prepared extends SongWrite {
  readonly album: AlbumEntity | null;
  readonly artists: readonly ArtistEntity[];
  readonly albumArtists: readonly ArtistEntity[];
  readonly genres: readonly Entity[];
}

const placeColumns = [
  "folder_id",
  "local_path",
  "filesize_bytes",
  "mtime_ms",
  "album_id",
  "revision",
  "updated_at",
];
const allColumns = [...placeColumns, ...factColumns];

const insertSong = `INSERT INTO songs (${allColumns.join(", ")}, uuid, origin, added_at)
  VALUES (${allColumns.map(() => "?").join(", ")}, ?, ?, ?) ON CONFLICT (local_path) DO NOTHING`;

const updateSong = `UPDATE songs SET ${allColumns.map((column) => `${column} = ?`).join(", ")},
    availability = 'available', origin = iif(origin = 'generated', origin, ?),
    removed_at = CASE WHEN EXISTS (SELECT 1 FROM removed_songs WHERE song_id = songs.id) THEN removed_at END
  WHERE id = ?`;

/** Writes songs with everything that hangs on them: links, search text, lyrics, album. */
export class SongWriterRepository {
  readonly #read: ReadDb;
  readonly #catalog: CatalogRepository;

  constructor(read: ReadDb, catalog: CatalogRepository) {
    this.#read = read;
    this.#catalog = catalog;
  }

  /** To be called when a transaction was rolled back. */
  forget(): void {
    this.#catalog.forget();
  }

  /** Adds and updates in one go. A person's ratings, marks and history stay with an updated row. */
  write(tx: WriteTx, writes: readonly SongWrite[], stamp: WriteStamp): void {
    const prepared = writes.map((write) => prepare(write));
    const artistId = this.#catalog.ensureArtists(
      tx,
      prepared.flatMap((song) => [...song.artists, ...song.albumArtists]),
    );
    const genreId = this.#catalog.ensureGenres(
      tx,
      prepared.flatMap((song) => song.genres),
    );
    const albumId = this.#catalog.ensureAlbums(
      tx,
      prepared.flatMap((song) => song.album ?? []),
    );
    const updatedIds = prepared.filter((song) => song.songId !== 0).map((song) => song.songId);
    const before = detachLinks(tx, updatedIds);
    const touchedAlbums = new Set(before.albums);
    const taken: SongWrite[] = [];
    for (const song of prepared) {
      const album = song.album === null ? null : albumId(song.album.identity);
      if (album !== null) touchedAlbums.add(album);
      const songId = writeSong(tx, song, album, stamp);
      if (songId === null) taken.push({ ...song, songId: idOfPath(tx, song.file.path) });
      else writeDependants(tx, songId, song, artistId, genreId, stamp);
    }
    this.#catalog.refreshAlbums(tx, touchedAlbums);
    if (updatedIds.length > 0) this.#catalog.deleteOrphans(tx, before);
    if (taken.length > 0) this.write(tx, taken, stamp);
  }

  /** Ids of those whose row says something else than their file does. */
  findDifferent(writes: readonly SongWrite[]): Set<number> {
    const rows = this.#read.all<Record<string, Value>>(
      `SELECT songs.id, ${factColumns.join(", ")}, folded, plain_text, synced_text
       FROM songs LEFT JOIN song_search ON song_search.song_id = songs.id
         LEFT JOIN lyrics ON lyrics.song_id = songs.id AND lyrics.source = 'tag'
       WHERE songs.id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(writes.map((write) => write.songId)),
    );
    const stored = new Map(rows.map((row) => [row["id"], row]));
    const different = new Set<number>();
    for (const { songId, facts, coverKey } of writes) {
      const row = stored.get(songId);
      const values = songValues(facts, coverKey);
      const isSame =
        row !== undefined &&
        factColumns.every((column, index) => row[column] === values[index]) &&
        row["folded"] === searchText(facts) &&
        row["plain_text"] === facts.lyricsPlain &&
        row["synced_text"] === facts.lyricsSynced;
      if (!isSame) different.add(songId);
    }
    return different;
  }
}

function prepare(write: SongWrite): Prepared {
  const { facts } = write;
  return {
    ...write,
    album: albumEntity(facts),
    artists: artistEntities(facts.artists, facts.musicbrainzArtistIds),
    albumArtists: artistEntities(facts.albumArtists, facts.musicbrainzAlbumArtistIds),
    genres: genreEntities(facts.genres),
  };
}

/** Takes the links off songs that are about to be written anew. @returns what they were linked to */
function detachLinks(
  tx: WriteTx,
  songIds: readonly number[],
): { albums: number[]; artists: number[]; genres: number[] } {
  if (songIds.length === 0) return { albums: [], artists: [], genres: [] };
  const ids = JSON.stringify(songIds);
  const albums = tx.pluck<number>(
    "SELECT DISTINCT album_id FROM songs WHERE id IN (SELECT value FROM json_each(?)) AND album_id IS NOT NULL",
    ids,
  );
  const artists = tx.pluck<number>(
    "DELETE FROM song_artists WHERE song_id IN (SELECT value FROM json_each(?)) RETURNING artist_id",
    ids,
  );
  const genres = tx.pluck<number>(
    "DELETE FROM song_genres WHERE song_id IN (SELECT value FROM json_each(?)) RETURNING genre_id",
    ids,
  );
  // What a person wrote or a file beside the song holds is not the tag's to take away.
  tx.run(
    "DELETE FROM lyrics WHERE song_id IN (SELECT value FROM json_each(?)) AND source = 'tag'",
    ids,
  );
  return { albums, artists: [...new Set(artists)], genres: [...new Set(genres)] };
}

/** @returns the song's id; null when a scan or a person opening the file made a row of this path in the meantime */
function writeSong(
  tx: WriteTx,
  song: Prepared,
  albumId: number | null,
  stamp: WriteStamp,
): number | null {
  const origin = song.folderId === null ? "imported" : "folder";
  const values: Value[] = [
    song.folderId,
    song.file.path,
    song.file.sizeBytes,
    song.file.mtimeMs,
    albumId,
    stamp.revision,
    stamp.now,
    ...songValues(song.facts, song.coverKey),
  ];
  if (song.songId === 0) {
    const made = tx.run(insertSong, ...values, randomUUID(), origin, stamp.now);
    return made.changes === 0 ? null : made.lastInsertRowid;
  }
  tx.run(updateSong, ...values, origin, song.songId);
  return song.songId;
}

function idOfPath(tx: WriteTx, path: string): number {
  const id = tx.pluck<number>("SELECT id FROM songs WHERE local_path = ?", path)[0];
  if (id === undefined) throw new Error(`No row for ${path}`);
  return id;
}

function writeDependants(
  tx: WriteTx,
  songId: number,
  song: Prepared,
  artistId: (identity: string) => number,
  genreId: (identity: string) => number,
  stamp: WriteStamp,
): void {
  const { facts } = song;
  for (const [role, artists] of [
    ["artist", song.artists],
    ["album_artist", song.albumArtists],
  ] as const)
    for (const [position, { identity }] of artists.entries())
      tx.run(
        "INSERT INTO song_artists (song_id, artist_id, role, position) VALUES (?, ?, ?, ?)",
        songId,
        artistId(identity),
        role,
        position,
      );
  for (const [position, { identity }] of song.genres.entries())
    tx.run(
      "INSERT INTO song_genres (song_id, genre_id, position) VALUES (?, ?, ?)",
      songId,
      genreId(identity),
      position,
    );
  tx.run(
    `INSERT INTO song_search (song_id, folded) VALUES (?, ?)
     ON CONFLICT (song_id) DO UPDATE SET folded = excluded.folded`,
    songId,
    searchText(facts),
  );
  if (facts.lyricsPlain !== null || facts.lyricsSynced !== null)
    tx.run(
      `INSERT INTO lyrics (song_id, plain_text, synced_text, source) VALUES (?, ?, ?, 'tag')
       ON CONFLICT (song_id) DO NOTHING`,
      songId,
      facts.lyricsPlain,
      facts.lyricsSynced,
    );
  if (song.songId === 0 && facts.rating !== null && stamp.userId !== null)
    insertTagRating(tx, stamp.userId, songId, facts.rating, stamp.now);
}

/** A rating that came with the file is nobody's change to undo. */
function insertTagRating(
  tx: WriteTx,
  userId: number,
  songId: number,
  rating: number,
  now: number,
): void {
  withoutJournal(tx, () =>
    tx.run(
      `INSERT INTO song_control (user_id, song_id, rating, updated_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (user_id, song_id) DO NOTHING`,
      userId,
      songId,
      rating,
      now,
    ),
  );
}
