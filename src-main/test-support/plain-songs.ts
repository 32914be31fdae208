import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { foldForSearch, sortKey } from "#shared/domain/library/sort-key.ts";
import { withoutJournal } from "#core/journal/journal.ts";
import type { Database, WriteTx } from "#core/db/database.ts";
import { insertUser } from "./test-songs.ts";

/** What one profile set and played, as plainly as it can be said. */
export interface PlainOwn {
  readonly rating: number | null;
  readonly isFavorite: boolean;
  readonly isHidden: boolean;
  readonly notes: string | null;
  readonly tags: readonly string[];
  readonly events: readonly PlainEvent[];
}

export interface PlainEvent {
  readonly playedAt: number;
  readonly utcOffsetMin: number;
  readonly heardSec: number;
  readonly verdict: "played" | "skipped" | "partial";
}

/** A song with everything queries ask for. */
export interface PlainSong {
  readonly title: string;
  readonly artist: string | null;
  readonly artists: readonly string[];
  readonly albumArtist: string | null;
  readonly isCompilation: boolean;
  readonly album: string | null;
  readonly genres: readonly string[];
  readonly composer: string | null;
  readonly comment: string | null;
  readonly key: string | null;
  readonly codec: string | null;
  readonly isrc: string | null;
  readonly language: string | null;
  readonly lyrics: string | null;
  readonly hasCover: boolean;
  readonly year: number | null;
  readonly track: number | null;
  readonly disc: number | null;
  readonly bpm: number | null;
  readonly bitrate: number | null;
  readonly samplerate: number | null;
  readonly size: number;
  readonly length: number;
  readonly addedAt: number;
  readonly isLossless: boolean;
  readonly explicit: boolean | null;
  readonly availability: "available" | "missing" | "unavailable";
  readonly origin: "folder" | "generated";
  readonly isRemoved: boolean;
  readonly own: readonly [PlainOwn, PlainOwn];
}

/** Words that songs and queries are made of, so that they meet. */
export const plainWords = [
  "Blue",
  "blue",
  "Über",
  "東京",
  "a",
  "River Song",
  "it's",
  "B-side",
  "x",
];
/** What is now for the events and dates of these songs. */
export const plainNowMs = Date.UTC(2026, 4, 20, 12, 30);

const dayMs = 86_400_000;
const word = fc.constantFrom(...plainWords);
const text = fc.array(word, { maxLength: 2 }).map((all) => all.join(" "));
const maybeText = fc.option(text);
const recently = fc.integer({ min: 0, max: 500 * dayMs }).map((ago) => plainNowMs - ago);
const event: fc.Arbitrary<PlainEvent> = fc.record({
  playedAt: recently,
  utcOffsetMin: fc.constantFrom(0, 120, -330),
  heardSec: fc.integer({ min: 0, max: 90_000 }).map((ms) => ms / 1000),
  verdict: fc.constantFrom("played", "skipped", "partial"),
});
const own: fc.Arbitrary<PlainOwn> = fc.record({
  rating: fc.option(fc.integer({ min: 1, max: 10 })),
  isFavorite: fc.boolean(),
  isHidden: fc.integer({ min: 0, max: 9 }).map((lot) => lot === 0),
  notes: fc.option(text.filter((notes) => notes !== "")),
  tags: fc.uniqueArray(word, { maxLength: 2 }),
  events: fc.array(event, { maxLength: 4 }),
});

export const plainSong: fc.Arbitrary<PlainSong> = fc.record({
  title: text,
  artist: maybeText,
  artists: fc.uniqueArray(word, { maxLength: 2, selector: foldForSearch }),
  albumArtist: maybeText,
  isCompilation: fc.boolean(),
  album: maybeText,
  genres: fc.uniqueArray(word, { maxLength: 2, selector: foldForSearch }),
  composer: maybeText,
  comment: maybeText,
  key: fc.option(fc.constantFrom("Am", "C")),
  codec: fc.option(fc.constantFrom("mp3", "flac")),
  isrc: maybeText,
  language: fc.option(fc.constantFrom("por", "deu")),
  lyrics: fc.option(fc.array(word, { minLength: 1, maxLength: 3 }).map((all) => all.join("\n"))),
  hasCover: fc.boolean(),
  year: fc.option(fc.integer({ min: 1988, max: 1994 })),
  track: fc.option(fc.integer({ min: 1, max: 3 })),
  disc: fc.option(fc.integer({ min: 1, max: 3 })),
  bpm: fc.option(fc.integer({ min: 118_000, max: 123_000 }).map((n) => n / 1000)),
  bitrate: fc.option(fc.constantFrom(128, 191.5, 191.499, 192, 320)),
  samplerate: fc.option(fc.constantFrom(44_100, 48_000)),
  size: fc.integer({ min: 1, max: 5 }).map((n) => n * 1_000_000),
  length: fc.integer({ min: 57_000, max: 64_000 }).map((ms) => ms / 1000),
  addedAt: recently,
  isLossless: fc.boolean(),
  explicit: fc.option(fc.boolean()),
  availability: fc.constantFrom("available", "missing", "unavailable"),
  origin: fc.constantFrom("folder", "generated"),
  isRemoved: fc.integer({ min: 0, max: 19 }).map((lot) => lot === 0),
  own: fc.tuple(own, own),
});

/** Writes songs as an import and two profiles would have left them. @returns their ids and the profiles' */
export function insertPlainSongs(
  database: Database,
  songs: readonly PlainSong[],
): { readonly songIds: readonly number[]; readonly userIds: readonly [number, number] } {
  const userIds = [insertUser(database, "ana"), insertUser(database, "bob")] as const;
  const songIds = database.write((tx) =>
    withoutJournal(tx, () => {
      const sessions = userIds.map(
        (userId) =>
          tx.run(
            `INSERT INTO sessions (uuid, user_id, device, started_at, last_activity_at) VALUES (?, ?, 'test', 1, 1)`,
            randomUUID(),
            userId,
          ).lastInsertRowid,
      );
      const ids = songs.map((song) => insertSong(tx, song));
      for (const [index, song] of songs.entries()) {
        for (const [person, userId] of userIds.entries()) {
          insertOwn(tx, song, ids[index] ?? 0, userId, sessions[person] ?? 0, person);
        }
      }
      return ids;
    }),
  );
  return { songIds, userIds };
}

function insertSong(tx: WriteTx, song: PlainSong): number {
  const { lastInsertRowid: id } = tx.run(
    `INSERT INTO songs (uuid, local_path, title, artist, album_artist, album, genre, composer, comment, musical_key, codec, isrc,
       language_code, cover_key, year, track_no, disc_no, bpm, bitrate_kbps, sample_rate_hz, filesize_bytes, duration_sec,
       added_at, is_lossless, explicit, is_compilation, availability, origin, removed_at, updated_at, revision,
       sort_title, sort_artist, sort_album_artist, sort_album, sort_genre)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, ?, ?, '', ?, '')`,
    randomUUID(),
    `/music/${song.title}/${randomUUID()}`,
    song.title,
    song.artist,
    song.albumArtist,
    song.album,
    song.genres.length === 0 ? null : song.genres.join(", "),
    song.composer,
    song.comment,
    song.key,
    song.codec,
    song.isrc,
    song.language,
    song.hasCover ? "c0" : null,
    song.year,
    song.track,
    song.disc,
    song.bpm,
    song.bitrate,
    song.samplerate,
    song.size,
    song.length,
    song.addedAt,
    Number(song.isLossless),
    song.explicit === null ? null : Number(song.explicit),
    Number(song.isCompilation),
    song.availability,
    song.origin,
    song.isRemoved ? 1 : null,
    sortKey(song.title),
    sortKey(song.artist ?? ""),
    sortKey(song.album ?? ""),
  );
  tx.run("INSERT INTO song_search (song_id, folded) VALUES (?, ?)", id, plainSearchText(song));
  for (const [position, name] of song.artists.entries()) {
    tx.run(
      "INSERT INTO song_artists (song_id, artist_id, role, position) VALUES (?, ?, 'artist', ?)",
      id,
      entity(tx, "artists", name),
      position,
    );
  }
  for (const [position, name] of song.genres.entries()) {
    tx.run(
      "INSERT INTO song_genres (song_id, genre_id, position) VALUES (?, ?, ?)",
      id,
      entity(tx, "genres", name),
      position,
    );
  }
  if (song.lyrics !== null) {
    tx.run(
      "INSERT INTO lyrics (song_id, plain_text, source) VALUES (?, ?, 'tag')",
      id,
      song.lyrics,
    );
  }
  return id;
}

/** What the search box looks through. */
export function plainSearchText(song: PlainSong): string {
  const { title, artist, artists, albumArtist, album, genres, composer } = song;
  return [title, artist, ...artists, albumArtist, album, ...genres, composer]
    .map((part) => foldForSearch(part ?? ""))
    .join("\u001f");
}

function entity(tx: WriteTx, table: "artists" | "genres", name: string): number {
  const identity = foldForSearch(name);
  tx.run(
    `INSERT INTO ${table} (uuid, identity, name, sort_name) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    randomUUID(),
    identity,
    name,
    sortKey(name),
  );
  return tx.get<{ id: number }>(`SELECT id FROM ${table} WHERE identity = ?`, identity)?.id ?? 0;
}

function insertOwn(
  tx: WriteTx,
  song: PlainSong,
  songId: number,
  userId: number,
  sessionId: number,
  person: number,
): void {
  const set = song.own[person];
  if (set === undefined) throw new Error("There are two people");
  tx.run(
    `INSERT INTO song_control (user_id, song_id, rating, is_favorite, is_hidden, notes, tags, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, 1)`,
    userId,
    songId,
    set.rating,
    Number(set.isFavorite),
    Number(set.isHidden),
    set.notes,
    JSON.stringify(set.tags),
  );
  for (const event of set.events) {
    tx.run(
      `INSERT INTO play_history (uuid, session_id, user_id, song_id, played_at, utc_offset_min, duration_played_sec,
         duration_sec, verdict, completed, skipped, title) VALUES (?, ?, ?, ?, ?, ?, ?, 60, ?, 0, 0, '')`,
      randomUUID(),
      sessionId,
      userId,
      songId,
      event.playedAt,
      event.utcOffsetMin,
      event.heardSec,
      event.verdict,
    );
  }
}
