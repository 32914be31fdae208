import { AppError } from "#shared/errors/app-error.ts";
import {
  durationOrNull,
  type FileEntry,
  identifiersOf,
  onOneLine,
  type PlaylistFileContent,
  readIdentifier,
  textOrNull,
} from "./playlist-file.ts";
import { locationOfUri, millisecondsOf, trackNoOf } from "./xspf.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads JSPF, XSPF's shape in JSON. What has another type than it should is taken for absent.
 * @throws AppError `file_corrupt` when it is no JSON, or no playlist
 */
export function parseJspf(text: string): PlaylistFileContent {
  const playlist = fieldsOf(fieldsOf(parsed(text))?.["playlist"]);
  const tracks = playlist?.["track"];
  if (playlist === null || (tracks !== undefined && !Array.isArray(tracks)))
    throw new AppError("file_corrupt", "The file holds no playlist in JSPF's shape.");
  const entries = (tracks ?? []).flatMap((track: unknown) => {
    const fields = fieldsOf(track);
    return fields === null ? [] : [entryOf(fields)];
  });
  return { name: textOf(playlist["title"]), entries };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError("file_corrupt", "The playlist is not valid JSON.", {}, error);
  }
}

function entryOf(track: Fields): FileEntry {
  const location = textOf(listOf(track["location"])[0]);
  const identifiers = listOf(track["identifier"]).map((item) => readIdentifier(textOf(item) ?? ""));
  return {
    location: location === null ? null : locationOfUri(location),
    title: textOf(track["title"]),
    artist: textOf(track["creator"]),
    album: textOf(track["album"]),
    durationSec: durationOrNull(Number(track["duration"] ?? 0) / 1000),
    trackNo: trackNoOf(Number(track["trackNum"] ?? 0)),
    ...firstOf(identifiers),
  };
}

function firstOf(
  identifiers: readonly ReturnType<typeof readIdentifier>[],
): Pick<FileEntry, "musicbrainzRecordingId" | "isrc"> {
  const found = { musicbrainzRecordingId: null, isrc: null };
  return identifiers.reduce<Pick<FileEntry, "musicbrainzRecordingId" | "isrc">>(
    (known, next) => ({ ...known, ...next }),
    found,
  );
}

function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : null;
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? textOrNull(value) : null;
}

/** Writes JSPF; absent facts are left out. */
export function writeJspf(content: PlaylistFileContent): string {
  const track = content.entries.map((entry) => {
    const identifier = identifiersOf(entry);
    return {
      ...(entry.location === null ? {} : { location: [entry.location] }),
      ...(identifier.length === 0 ? {} : { identifier }),
      ...textField("title", entry.title),
      ...textField("creator", entry.artist),
      ...textField("album", entry.album),
      ...(entry.trackNo === null ? {} : { trackNum: entry.trackNo }),
      ...(entry.durationSec === null ? {} : { duration: millisecondsOf(entry) }),
    };
  });
  const playlist = { ...textField("title", content.name), track };
  return `${JSON.stringify({ playlist }, null, 1)}\n`;
}

function textField(name: string, value: string | null): Record<string, string> {
  return value === null ? {} : { [name]: onOneLine(value) };
}
