/** Playlist files that Segue reads and writes; each is also its extension. */
export const playlistFormats = ["m3u", "m3u8", "pls", "xspf", "jspf"] as const;
export type PlaylistFormat = (typeof playlistFormats)[number];

/** What a playlist file says of one song. Null: it does not say. */
export interface FileEntry {
  /** Path or URL as the file spells it; relative ones of XSPF and JSPF without their percent signs. */
  readonly location: string | null;
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly durationSec: number | null;
  readonly trackNo: number | null;
  readonly musicbrainzRecordingId: string | null;
  readonly isrc: string | null;
}

export interface PlaylistFileContent {
  /** What the playlist calls itself. */
  readonly name: string | null;
  readonly entries: readonly FileEntry[];
}

export const emptyEntry: FileEntry = {
  location: null,
  title: null,
  artist: null,
  album: null,
  durationSec: null,
  trackNo: null,
  musicbrainzRecordingId: null,
  isrc: null,
};

/** The format that a file name's extension tells; null: no playlist. */
export function playlistFormatOf(fileName: string): PlaylistFormat | null {
  const dot = fileName.lastIndexOf(".");
  const extension = dot < 0 ? "" : fileName.slice(dot + 1).toLowerCase();
  return playlistFormats.find((format) => format === extension) ?? null;
}

/** `Artist - Title`, as M3U and PLS write a song; the first hyphen parts them. */
export function splitDisplay(display: string): {
  readonly artist: string | null;
  readonly title: string | null;
} {
  const text = display.trim();
  if (text === "") return { artist: null, title: null };
  const at = text.indexOf(" - ");
  if (at <= 0) return { artist: null, title: text };
  return { artist: text.slice(0, at).trim(), title: text.slice(at + 3).trim() };
}

/** The same in the other direction, on one line; empty where nothing is known. */
export function displayOf({ artist, title }: Pick<FileEntry, "artist" | "title">): string {
  return [artist, title]
    .map((text) => onOneLine(text ?? ""))
    .filter((text) => text !== "")
    .join(" - ");
}

/** Line breaks and other control characters as blanks: a title with one would begin another entry. */
export function onOneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
}

/** Null for what says nothing. */
export function textOrNull(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? null : trimmed;
}

/** Seconds that a file gives; `0` and `-1` stand for "unknown" in all formats. */
export function durationOrNull(seconds: number): number | null {
  return Number.isFinite(seconds) && seconds > 0 && seconds < 1e7 ? seconds : null;
}

const uuidPattern = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;

/** Reads what an identifier of XSPF or JSPF names: a MusicBrainz recording or an ISRC. */
export function readIdentifier(
  identifier: string,
): Partial<Pick<FileEntry, "musicbrainzRecordingId" | "isrc">> {
  const isrc = /^(?:urn:)?isrc:([a-z]{2}[a-z0-9]{3}\d{7})$/i.exec(identifier.replaceAll("-", ""));
  if (isrc?.[1] !== undefined) return { isrc: isrc[1].toUpperCase() };
  if (!/musicbrainz\.org\/(?:recording|track)\/|^mbid:|^urn:uuid:/i.test(identifier)) return {};
  const uuid = uuidPattern.exec(identifier)?.[0];
  return uuid === undefined ? {} : { musicbrainzRecordingId: uuid.toLowerCase() };
}

/** What an entry can be known by elsewhere, as URIs. */
export function identifiersOf(entry: Pick<FileEntry, "musicbrainzRecordingId" | "isrc">): string[] {
  const { musicbrainzRecordingId: recording, isrc } = entry;
  return [
    ...(recording === null ? [] : [`https://musicbrainz.org/recording/${recording}`]),
    ...(isrc === null ? [] : [`isrc:${isrc}`]),
  ];
}
