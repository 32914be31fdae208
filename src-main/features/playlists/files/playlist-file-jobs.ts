import { readFileSync } from "node:fs";
import { sep } from "node:path";
import type { ReadDb } from "#core/db/database.ts";
import { isAbsolute } from "#core/playlist-files/entry-paths.ts";
import { emptyEntry, type FileEntry } from "#core/playlist-files/playlist-file.ts";
import { readPlaylist } from "#core/playlist-files/read-playlist.ts";
import { writePlaylist } from "#core/playlist-files/write-playlist.ts";
import { matchRows, type MatchOptions } from "./match-rows.ts";
import type { PlaylistFileAnswers, PlaylistFileJob, ReadRow } from "./playlist-file.messages.ts";

type Job<Kind extends PlaylistFileJob["kind"]> = Extract<PlaylistFileJob, { kind: Kind }>;

const separator: MatchOptions["separator"] = sep === "/" ? "/" : "\\";

/** Reads a playlist file and finds its songs. @throws AppError `file_corrupt` */
export function importPlaylist(read: ReadDb, job: Job<"import">): PlaylistFileAnswers["import"] {
  const { name, entries } = readPlaylist(readFileSync(job.path), job.format);
  const named = entries.filter((entry) => entry.location !== null || titleOf(entry) !== null);
  const songIds = matchRows(read, named, { ...job, separator });
  return {
    name,
    rows: named.map((entry, index): ReadRow => {
      const songId = songIds[index] ?? null;
      const { location, artist, album, durationSec } = entry;
      const source = { location, title: titleOf(entry), artist, album, durationSec };
      return { songId, source: songId === null ? source : null };
    }),
  };
}

/** A row must be called something; some files name only who sings, or the album. */
function titleOf({ location, title, artist, album }: FileEntry): string | null {
  return location === null ? (title ?? artist ?? album) : title;
}

const waitingRows = `SELECT id AS entryId, playlist_id AS playlistId, source_location AS location,
    source_title AS title, source_artist AS artist, source_album AS album, source_duration_sec AS durationSec
  FROM playlist_tracks WHERE song_id IS NULL`;

/** Named so that a query-plan test proves the index. */
export const unmatchedSql = {
  all: waitingRows,
  ofPlaylist: `${waitingRows} AND playlist_id = ?`,
} as const;

/** Looks again for the songs of rows that wait. */
export function rematchEntries(read: ReadDb, job: Job<"rematch">): PlaylistFileAnswers["rematch"] {
  type Waiting = FileEntry & { readonly entryId: number; readonly playlistId: number };
  const waiting =
    job.playlistId === null
      ? read.all<Waiting>(unmatchedSql.all)
      : read.all<Waiting>(unmatchedSql.ofPlaylist, job.playlistId);
  const rows = waiting.map((row) => ({ ...emptyEntry, ...row }));
  const songIds = matchRows(read, rows, { ...job, baseFolder: null, separator });
  return waiting.flatMap(({ entryId, playlistId }, index) => {
    const songId = songIds[index] ?? null;
    return songId === null ? [] : [{ entryId, playlistId, songId }];
  });
}

const exported = `coalesce(s.local_path, t.source_location) AS location, coalesce(s.title, t.source_title) AS title,
  coalesce(s.artist, t.source_artist) AS artist, coalesce(s.album, t.source_album) AS album,
  coalesce(s.duration_sec, t.source_duration_sec) AS durationSec, s.track_no AS trackNo,
  s.musicbrainz_recording_id AS musicbrainzRecordingId, s.isrc`;

/** Named so that a query-plan test proves each index. */
export const exportSql = {
  entries: `SELECT ${exported} FROM playlist_tracks t LEFT JOIN songs s ON s.id = t.song_id
    WHERE t.playlist_id = ? ORDER BY t.order_key`,
  songs: `SELECT ${exported.replaceAll(/t\.source_\w+/g, "NULL")} FROM json_each(?) wanted
    CROSS JOIN songs s ON s.id = wanted.value ORDER BY wanted.key`,
} as const;

/** Writes a playlist file of what is in a playlist. */
export function exportPlaylist(read: ReadDb, job: Job<"export">): PlaylistFileAnswers["export"] {
  const entries =
    job.songIds === null
      ? read.all<FileEntry>(exportSql.entries, job.playlistId)
      : read.all<FileEntry>(exportSql.songs, `[${job.songIds.join(",")}]`);
  const isUri = job.format === "xspf" || job.format === "jspf";
  const writable = isUri ? entries : entries.filter(({ location }) => location !== null);
  const baseFolder = job.isRelative ? (job.baseFolder ?? commonFolder(writable)) : null;
  const written = writePlaylist({ name: job.name, entries: writable }, { ...job, baseFolder });
  const left = entries.length - writable.length;
  const without =
    left === 0
      ? []
      : [
          `${left === 1 ? "1 entry has no file and was" : `${left} entries have no file and were`} left out.`,
        ];
  return {
    bytes: written.bytes,
    written: writable.length,
    warnings: [...without, ...written.warnings],
  };
}

/** The deepest folder that holds every absolute path; null where there is none. */
function commonFolder(entries: readonly FileEntry[]): string | null {
  const folders = entries.flatMap(({ location }) =>
    location !== null && isAbsolute(location) ? [location.split(separator).slice(0, -1)] : [],
  );
  const [first, ...rest] = folders;
  if (first === undefined) return null;
  let shared = first.length;
  for (const folder of rest) {
    let length = 0;
    while (length < Math.min(shared, folder.length) && folder[length] === first[length])
      length += 1;
    shared = length;
  }
  if (shared === 0) return null;
  const folder = first.slice(0, shared).join(separator);
  return folder === "" ? separator : folder;
}
