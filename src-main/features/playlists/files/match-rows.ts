import { sortKey } from "#shared/domain/library/sort-key.ts";
import type { ReadDb } from "#core/db/database.ts";
import {
  candidatePaths,
  isNetworkEntry,
  type PrefixMapping,
} from "#core/playlist-files/entry-paths.ts";
import type { FileEntry } from "#core/playlist-files/playlist-file.ts";
import { songsByPathEnds } from "./match-path-ends.ts";

/** What a row says of the song it means. */
export type MatchRow = Omit<FileEntry, "trackNo">;

export interface MatchOptions {
  /** Of this system. */
  readonly separator: "/" | "\\";
  /** Where relative paths start; null: unknown, they match by their end alone. */
  readonly baseFolder: string | null;
  readonly prefixMap: readonly PrefixMapping[];
}

/** Facts by which one of several songs is chosen. */
interface Candidate {
  readonly id: number;
  readonly duration_sec: number;
  readonly sort_title: string;
  readonly artist_key: string;
  readonly album_key: string;
}

const facts = "s.id, s.duration_sec, s.sort_title, s.artist, s.sort_artist, s.album, s.sort_album";

/** Named so that a query-plan test proves each index. */
export const matchSql = {
  byPath: `SELECT s.id, s.local_path AS key FROM json_each(?) wanted
    CROSS JOIN songs s ON s.local_path = wanted.value WHERE s.removed_at IS NULL`,
  paths: "SELECT id, local_path FROM songs WHERE local_path IS NOT NULL",
  byId: `SELECT ${facts} FROM json_each(?) wanted CROSS JOIN songs s ON s.id = wanted.value
    WHERE s.removed_at IS NULL`,
  byRecording: `SELECT ${facts}, s.musicbrainz_recording_id AS key FROM json_each(?) wanted
    CROSS JOIN songs s ON s.musicbrainz_recording_id = wanted.value WHERE s.removed_at IS NULL`,
  byIsrc: `SELECT ${facts}, s.isrc AS key FROM json_each(?) wanted
    CROSS JOIN songs s ON s.isrc = wanted.value WHERE s.removed_at IS NULL`,
  byTitle: `SELECT ${facts}, s.sort_title AS key FROM json_each(?) wanted
    CROSS JOIN songs s ON s.sort_title = wanted.value WHERE s.removed_at IS NULL`,
} as const;

/** Programs round, and cut silence, differently. */
const durationSlackSec = 3;

/**
 * Finds the song that each row means: by its path on this computer; by the end of its path, its case and the form of its
 * accents aside; by recording or ISRC; by artist and title, and the duration where it is known. A row that could mean
 * several songs matches none.
 *
 * Set-based: a handful of statements however many rows there are. For a worker: with 100,000 songs it takes a while.
 *
 * @returns a song's id or null for each row
 */
export function matchRows(
  read: ReadDb,
  rows: readonly MatchRow[],
  options: MatchOptions,
): (number | null)[] {
  const matching = new Matching(read, rows, options);
  matching.byExactPath();
  matching.byPathEnd();
  matching.byIdentifier();
  matching.byArtistAndTitle();
  return matching.songIds;
}

class Matching {
  readonly songIds: (number | null)[];
  readonly #read: ReadDb;
  readonly #rows: readonly MatchRow[];
  readonly #paths: readonly (readonly string[])[];

  constructor(read: ReadDb, rows: readonly MatchRow[], options: MatchOptions) {
    this.#read = read;
    this.#rows = rows;
    this.#paths = rows.map(({ location }) =>
      location === null ? [] : candidatePaths(location, options),
    );
    this.songIds = rows.map(() => null);
  }

  byExactPath(): void {
    const spellings = this.#paths.map((paths) => [
      ...new Set(paths.flatMap((path) => [path, path.normalize("NFC"), path.normalize("NFD")])),
    ]);
    const wanted = JSON.stringify([...new Set(spellings.flat())]);
    const found = this.#read.all<{ id: number; key: string }>(matchSql.byPath, wanted);
    const byPath = new Map(found.map(({ id, key }) => [key, id]));
    this.#settle((_row, index) => {
      const path = spellings[index]?.find((spelling) => byPath.has(spelling));
      return path === undefined ? null : (byPath.get(path) ?? null);
    });
  }

  byPathEnd(): void {
    const wanted = this.#open().map((index) => ({ index, paths: this.#paths[index] ?? [] }));
    if (wanted.every(({ paths }) => paths.length === 0)) return;
    const ends = songsByPathEnds(
      this.#read.all<{ id: number; local_path: string }>(matchSql.paths),
      wanted,
    );
    const known = new Map(
      this.#candidates(matchSql.byId, [...new Set([...ends.values()].flat())]).map((song) => [
        song.id,
        song,
      ]),
    );
    this.#settle((row, index) => {
      const songs = (ends.get(index) ?? []).flatMap((id) => known.get(id) ?? []);
      const [only] = songs;
      // "CD1/Track 01" ends many paths: where the rest of what the row says contradicts, it is another song.
      return only === undefined || songs.length > 1 || contradicts(row, only) ? null : only.id;
    });
  }

  byIdentifier(): void {
    this.#byKey(matchSql.byRecording, (row) => row.musicbrainzRecordingId);
    this.#byKey(matchSql.byIsrc, (row) => row.isrc);
  }

  byArtistAndTitle(): void {
    const names = new Map<number, readonly Name[]>();
    for (const index of this.#open()) {
      const row = this.#rows[index];
      if (row !== undefined && !isStream(row)) names.set(index, namesOf(row));
    }
    const titles = new Set([...names.values()].flat().map(({ title }) => title));
    const songs = grouped(
      this.#candidates(matchSql.byTitle, [...titles]),
      (song) => song.sort_title,
    );
    this.#settle((row, index) => {
      for (const { artist, title } of names.get(index) ?? []) {
        const named = (songs.get(title) ?? []).filter((song) => song.artist_key.includes(artist));
        const only = onlyOne(row, named);
        if (only !== null) return only;
      }
      return null;
    });
  }

  #byKey(sql: string, keyOf: (row: MatchRow) => string | null): void {
    const keys = this.#open().flatMap((index) => keyOf(this.#rows[index] ?? noRow) ?? []);
    if (keys.length === 0) return;
    const songs = grouped(this.#candidates(sql, [...new Set(keys)]), (song) => song.key);
    this.#settle((row) => onlyOne(row, songs.get(keyOf(row) ?? "") ?? []));
  }

  #candidates(sql: string, keys: readonly (string | number)[]): (Candidate & { key: string })[] {
    if (keys.length === 0) return [];
    return this.#read
      .all<{
        id: number;
        key: string;
        duration_sec: number;
        sort_title: string;
        artist: string | null;
        sort_artist: string;
        album: string | null;
        sort_album: string;
      }>(sql, JSON.stringify(keys))
      .map(({ artist, sort_artist, album, sort_album, ...song }) => ({
        ...song,
        // The tags may say how a name is sorted; a playlist has the name itself.
        artist_key: keysOf(artist, sort_artist),
        album_key: keysOf(album, sort_album),
      }));
  }

  #open(): number[] {
    return this.songIds.flatMap((songId, index) => (songId === null ? [index] : []));
  }

  #settle(find: (row: MatchRow, index: number) => number | null): void {
    for (const index of this.#open()) {
      const row = this.#rows[index];
      if (row !== undefined) this.songIds[index] = find(row, index);
    }
  }
}

const noRow: MatchRow = {
  location: null,
  title: null,
  artist: null,
  album: null,
  durationSec: null,
  musicbrainzRecordingId: null,
  isrc: null,
};

interface Name {
  /** Sort key between line breaks, as {@link keysOf} makes them. */
  readonly artist: string;
  readonly title: string;
}

function keysOf(name: string | null, sorted: string): string {
  return `\n${sorted}\n${name === null ? "" : sortKey(name)}\n`;
}

/** `Artist - Title` parts at the first hyphen, or at a later one. */
function namesOf({ artist, title }: MatchRow): Name[] {
  if (title === null || artist === null) return [];
  const parts = `${artist} - ${title}`.split(" - ");
  const first = artist.split(" - ").length;
  const places = [first, ...parts.keys()].filter((at) => at > 0 && at < parts.length);
  return [...new Set(places)].slice(0, 4).map((at) => ({
    artist: `\n${sortKey(parts.slice(0, at).join(" - "))}\n`,
    title: sortKey(parts.slice(at).join(" - ")),
  }));
}

function isStream({ location }: MatchRow): boolean {
  return location !== null && isNetworkEntry(location);
}

function contradicts(row: MatchRow, song: Candidate): boolean {
  if (row.durationSec === null || row.title === null) return false;
  const isOtherLength = Math.abs(row.durationSec - song.duration_sec) > durationSlackSec;
  const isOtherTitle =
    sortKey(row.title) !== song.sort_title &&
    !namesOf(row).some(({ title }) => title === song.sort_title);
  return isOtherLength && isOtherTitle;
}

/** The one song of the row's length, or of its album where several are; null: none, or nobody can tell. */
function onlyOne(row: MatchRow, songs: readonly Candidate[]): number | null {
  const { durationSec, album } = row;
  const fitting =
    durationSec === null
      ? songs
      : songs.filter((song) => Math.abs(song.duration_sec - durationSec) <= durationSlackSec);
  const ofAlbum =
    fitting.length < 2 || album === null
      ? fitting
      : fitting.filter((song) => song.album_key.includes(`\n${sortKey(album)}\n`));
  return ofAlbum.length === 1 ? (ofAlbum[0]?.id ?? null) : null;
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
