import { assertNever } from "#shared/lib/assert-never.ts";
import { isLatin1, latin1Bytes } from "./decode-text.ts";
import { fileUrlOf, isAbsolute, isNetworkEntry, relativeUriOf, segmentsOf } from "./entry-paths.ts";
import { writeJspf } from "./jspf.ts";
import { writeM3u } from "./m3u.ts";
import type { FileEntry, PlaylistFileContent, PlaylistFormat } from "./playlist-file.ts";
import { writePls } from "./pls.ts";
import { writeXspf } from "./xspf.ts";

export interface WriteOptions {
  readonly format: PlaylistFormat;
  /** Paths below it, or beside it on the same drive, are written relative to it; null: absolute. */
  readonly baseFolder: string | null;
}

export interface WrittenPlaylist {
  readonly bytes: Uint8Array;
  /** What got lost on the way, in sentences. */
  readonly warnings: readonly string[];
}

/**
 * Writes a playlist file.
 * @param content locations are absolute paths of this system, or URLs
 */
export function writePlaylist(
  content: PlaylistFileContent,
  options: WriteOptions,
): WrittenPlaylist {
  const { format, baseFolder } = options;
  const isUri = format === "xspf" || format === "jspf";
  const entries = content.entries.map((entry) => ({
    ...entry,
    location: entry.location === null ? null : spelled(entry.location, baseFolder, isUri),
  }));
  const spelt = { ...content, entries };
  switch (format) {
    case "m3u":
      return inLatin1(writeM3u(spelt), entries);
    case "m3u8":
      return { bytes: Buffer.from(writeM3u(spelt)), warnings: [] };
    case "pls":
      return { bytes: Buffer.from(writePls(spelt)), warnings: [] };
    case "xspf":
      return { bytes: Buffer.from(writeXspf(spelt)), warnings: [] };
    case "jspf":
      return { bytes: Buffer.from(writeJspf(spelt)), warnings: [] };
    default:
      return assertNever(format);
  }
}

/** How a location stands in the file: with slashes everywhere, as a URI where the format wants one. */
function spelled(location: string, baseFolder: string | null, isUri: boolean): string {
  if (isNetworkEntry(location)) return location;
  if (/^file:/i.test(location)) return location;
  // As another file wrote it, and nobody knows where that lay.
  if (!isAbsolute(location))
    return isUri ? relativeUriOf(location.replaceAll("\\", "/")) : location;
  const below = baseFolder === null ? null : relativePath(baseFolder, location);
  // "C:/x" and "\\x" are names of files on some systems and absolute paths everywhere else.
  const relative = below === null || isAbsolute(below) || /^file:/i.test(below) ? null : below;
  if (isUri) return relative === null ? fileUrlOf(location) : relativeUriOf(relative);
  const isWindows = /^(?:[a-z]:|\\\\)/i.test(location);
  const path = relative ?? (isWindows ? location.replaceAll("\\", "/") : location);
  // What a line cannot hold, or what a reader would take for something else, is written as a URL.
  if (needsUrl(path)) return fileUrlOf(location);
  return path.startsWith("#") ? `./${path}` : path;
}

/**
 * A path that reads back as itself: no line breaks, no blanks at the ends, nothing that a reader takes for a URL, a percent
 * code or a separator.
 */
function needsUrl(path: string): boolean {
  return (
    /[\p{Cc}\u2028\u2029\ufeff]|^\s|\s$/u.test(path) ||
    /^[a-z][a-z0-9+.-]+:\/\//i.test(path) ||
    path !== path.toWellFormed()
  );
}

/** `path` as seen from `folder`, with slashes; null where they share no root. */
export function relativePath(folder: string, path: string): string | null {
  const [from, to] = [partsOf(folder), partsOf(path)];
  if (from.root !== to.root) return null;
  let shared = 0;
  while (
    shared < from.parts.length &&
    shared < to.parts.length - 1 &&
    from.parts[shared] === to.parts[shared]
  )
    shared += 1;
  const up = from.parts.slice(shared).map(() => "..");
  return [...up, ...to.parts.slice(shared)].join("/");
}

function partsOf(path: string): { readonly root: string; readonly parts: readonly string[] } {
  const drive = /^([a-z]:)[/\\]/i.exec(path)?.[1];
  if (drive !== undefined) return { root: drive.toLowerCase(), parts: segmentsOf(path.slice(2)) };
  if (path.startsWith("\\\\")) {
    const [server = "", share = "", ...parts] = segmentsOf(path);
    return { root: `//${server}/${share}`.toLowerCase(), parts };
  }
  return { root: "/", parts: path.split("/").filter((part) => part !== "" && part !== ".") };
}

/** An `.m3u` is Latin-1 by custom. Names it cannot hold make it UTF-8, which newer players read. */
function inLatin1(text: string, entries: readonly FileEntry[]): WrittenPlaylist {
  const bytes = latin1Bytes(text);
  if (bytes !== null) return { bytes, warnings: [] };
  const count = entries.filter(
    ({ location, title, artist, album }) => !isLatin1([location, title, artist, album].join("\n")),
  ).length;
  const marked = text.replace("#EXTM3U\n", "#EXTM3U\n#EXTENC:UTF-8\n");
  return {
    bytes: Buffer.from(marked),
    warnings: [
      count === 0
        ? "The file was written as UTF-8, which older players misread. M3U8 says so in its name."
        : `${count === 1 ? "1 song has a name" : `${count} songs have names`} that the letters of an M3U file cannot hold, so it was written as UTF-8, which older players misread. M3U8 says so in its name.`,
    ],
  };
}
