import { mkdirSync, renameSync, rmSync, existsSync } from "node:fs";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { openDatabase } from "#core/db/open-database.ts";
import type { WriteTx } from "#core/db/database.ts";
import { appRoot } from "#core/files/app-root.ts";
import { foldForSearch, sortKey } from "#shared/domain/library/sort-key.ts";
import { albumTitle, artistName, genres, seededRandom, songTitle } from "./library-names.ts";

/** Raised when what is made changes, so that a cached library of an older shape is not measured. */
export const shapeVersion = 5;

const codecs = [
  { codec: "mp3", container: "mp3", isLossless: 0, bitrate: 320, extension: "mp3" },
  { codec: "flac", container: "flac", isLossless: 1, bitrate: 912.4, extension: "flac" },
  { codec: "aac", container: "mp4", isLossless: 0, bitrate: 256, extension: "m4a" },
  { codec: "opus", container: "ogg", isLossless: 0, bitrate: 128.5, extension: "opus" },
] as const;
const keys = ["Am", "C", "Dm", "F#m", "G", "Eb", null, null];
const firstSongAt = Date.UTC(2020, 0, 1);

/** Where the synthetic libraries lie; ignored by git. */
export function benchDataFolder(): string {
  return join(appRoot(), "bench", "data");
}

/**
 * The path of a database with `songCount` songs as an import would leave them, made once and kept in `bench/data`.
 * Deterministic but for uuids: about nine songs an album, three albums an artist, a third of the names not English.
 */
export function makeLibrary(songCount: number): string {
  const folder = benchDataFolder();
  const path = join(folder, `library-${songCount}-v${shapeVersion}.db`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  // Two specs may want it at once in a fresh clone: each makes its own, the last one stays.
  const partial = `${path}.${process.pid}.partial`;
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${partial}${suffix}`, { force: true });
  const database = openDatabase(partial, { backupFolder: join(folder, "backups") });
  try {
    database.write((tx) => {
      insertLibrary(tx, songCount);
    });
    database.sqlite.exec("ANALYZE");
    database.sqlite.pragma("wal_checkpoint(TRUNCATE)");
  } finally {
    database.close();
  }
  renameSync(partial, path);
  return path;
}

function insertLibrary(tx: WriteTx, songCount: number): void {
  const random = seededRandom(20_261_121);
  tx.run(
    "INSERT INTO users (uuid, username, display_name, is_admin) VALUES (?, 'owner', 'Owner', 1)",
    randomUUID(),
  );
  tx.run("INSERT INTO library_folders (uuid, path) VALUES (?, '/music')", randomUUID());
  let made = 0;
  let artistNo = 0;
  while (made < songCount) {
    artistNo += 1;
    const artist = artistName(random, artistNo);
    const albumsOfArtist = 1 + Math.floor(random() * 5);
    for (let albumNo = 1; albumNo <= albumsOfArtist && made < songCount; albumNo += 1) {
      made += insertAlbum(tx, random, { artist, artistNo, albumNo, made, left: songCount - made });
    }
  }
  tx.run(
    "INSERT INTO app_meta (key, value) VALUES ('library_revision', '1') ON CONFLICT (key) DO UPDATE SET value = '1'",
  );
}

interface AlbumPlace {
  readonly artist: string;
  readonly artistNo: number;
  readonly albumNo: number;
  readonly made: number;
  readonly left: number;
}

function insertAlbum(tx: WriteTx, random: () => number, place: AlbumPlace): number {
  const album = albumTitle(random);
  const year = random() < 0.05 ? null : 1955 + Math.floor(random() * 71);
  const genre = random() < 0.04 ? null : (genres[Math.floor(random() * genres.length)] ?? null);
  const format = codecs[Math.floor(random() * codecs.length)] ?? codecs[0];
  const count = Math.min(place.left, 4 + Math.floor(random() * 12));
  const albumId = tx.run(
    `INSERT INTO albums (uuid, identity, title, album_artist, sort_title, sort_album_artist, year, cover_key)
     VALUES (?, ?, ?, ?, ?, ?, ?, NULL)`,
    randomUUID(),
    `${place.artistNo}/${place.albumNo}`,
    album,
    place.artist,
    sortKey(album),
    sortKey(place.artist),
    year,
  ).lastInsertRowid;
  for (let trackNo = 1; trackNo <= count; trackNo += 1) {
    const title = songTitle(random);
    const durationSec = Math.round((90 + random() * 330) * 1000) / 1000;
    const { lastInsertRowid: songId } = tx.run(
      songInsert,
      randomUUID(),
      albumId,
      `/music/${place.artistNo}/${place.albumNo}/${String(trackNo).padStart(2, "0")} ${title.replaceAll("/", "-")}.${format.extension}`,
      title,
      place.artist,
      place.artist,
      album,
      trackNo,
      count,
      genre,
      year,
      random() < 0.3 ? Math.round(600 + random() * 1200) / 10 : null,
      keys[Math.floor(random() * keys.length)] ?? null,
      durationSec,
      Math.round((durationSec * format.bitrate * 1000) / 8),
      firstSongAt + place.made * 1000,
      format.codec,
      format.container,
      format.isLossless,
      format.bitrate,
      random() < 0.9 ? 44_100 : 96_000,
      sortKey(title),
      sortKey(place.artist),
      sortKey(place.artist),
      sortKey(album),
      sortKey(genre ?? ""),
      firstSongAt + (place.made + trackNo) * 1000,
      firstSongAt,
      randomUUID(),
    );
    tx.run(
      "INSERT INTO song_search (song_id, folded) VALUES (?, ?)",
      songId,
      foldForSearch([title, place.artist, album, genre ?? ""].join(" ")),
    );
  }
  return count;
}

const songInsert = `INSERT INTO songs
  (uuid, folder_id, album_id, local_path, title, artist, album_artist, album, track_no, track_total, disc_no, genre, year,
   bpm, musical_key, duration_sec, filesize_bytes, mtime_ms, codec, container, is_lossless, bitrate_kbps, sample_rate_hz,
   channels, origin, sort_title, sort_artist, sort_album_artist, sort_album, sort_genre, added_at, updated_at,
   fingerprint, revision)
  VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 2, 'folder', ?, ?, ?, ?, ?, ?, ?, ?, 1)`;
