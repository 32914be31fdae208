import { AppError } from "#shared/errors/app-error.ts";
import { assertNever } from "#shared/lib/assert-never.ts";
import { decodeText } from "./decode-text.ts";
import { parseJspf } from "./jspf.ts";
import { parseM3u } from "./m3u.ts";
import { type FileEntry, type PlaylistFileContent, type PlaylistFormat } from "./playlist-file.ts";
import { parsePls } from "./pls.ts";
import { parseXspf } from "./xspf.ts";

/** More than any list that a person made; a file with more was not made to be listened to. */
export const mostEntries = 200_000;

/** Longer than any path that a system takes. What is longer is cut: it would be kept, journaled and shown. */
const longestText = 4096;

/**
 * What a playlist file names, in its order.
 * @throws AppError `file_corrupt` with a sentence
 */
export function readPlaylist(bytes: Uint8Array, format: PlaylistFormat): PlaylistFileContent {
  const content = parse(bytes, format);
  if (content.entries.length > mostEntries)
    throw new AppError(
      "file_corrupt",
      `The playlist has ${content.entries.length.toLocaleString("en")} entries; at most ${mostEntries.toLocaleString("en")} can be read.`,
    );
  const isShort = (entry: FileEntry) =>
    texts.every((field) => (entry[field]?.length ?? 0) <= longestText);
  return {
    name: content.name === null ? null : cut(content.name),
    entries: content.entries.every(isShort) ? content.entries : content.entries.map(withCutTexts),
  };
}

const texts = ["location", "title", "artist", "album", "musicbrainzRecordingId", "isrc"] as const;

function withCutTexts(entry: FileEntry): FileEntry {
  const short = texts.map((field) => [field, cutOrNull(entry[field])] as const);
  return { ...entry, ...Object.fromEntries(short) };
}

function cutOrNull(text: string | null): string | null {
  return text === null ? null : cut(text);
}

function cut(text: string): string {
  return text.length <= longestText ? text : text.slice(0, longestText).toWellFormed();
}

function parse(bytes: Uint8Array, format: PlaylistFormat): PlaylistFileContent {
  switch (format) {
    case "m3u":
    case "m3u8":
      return parseM3u(decodeText(bytes));
    case "pls":
      return parsePls(decodeText(bytes));
    case "xspf":
      return parseXspf(decodeText(bytes, declaredEncoding(bytes)));
    case "jspf":
      return parseJspf(decodeText(bytes));
    default:
      return assertNever(format);
  }
}

/** `encoding="..."` of an XML declaration. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  return /^<\?xml[^>]*\sencoding\s*=\s*["']([\w-]+)["']/.exec(start)?.[1] ?? null;
}
