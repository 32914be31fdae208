/** Playlist files that Segue opens, by extension. */
export const playlistFormats = ["m3u", "m3u8", "pls", "xspf"] as const;
export type PlaylistFormat = (typeof playlistFormats)[number];

/** The format that a file name's extension tells; null: no playlist. */
export function playlistFormatOf(fileName: string): PlaylistFormat | null {
  const dot = fileName.lastIndexOf(".");
  const extension = dot < 0 ? "" : fileName.slice(dot + 1).toLowerCase();
  return playlistFormats.find((format) => format === extension) ?? null;
}

/**
 * What a playlist names, in its order and as it spells it: paths relative to the playlist, absolute ones, or URLs.
 * What is not understood is passed over.
 */
export function playlistEntries(text: string, format: PlaylistFormat): string[] {
  const plain = text.startsWith("\ufeff") ? text.slice(1) : text;
  if (format === "pls") return plsEntries(plain);
  if (format === "xspf") return xspfEntries(plain);
  return linesOf(plain).filter((line) => !line.startsWith("#"));
}

/** True for an entry on the network (`http:`, `rtsp:` ...): nothing that could lie on a disk. */
export function isNetworkEntry(entry: string): boolean {
  // One letter before the colon is a drive of Windows.
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(entry) && !/^file:/i.test(entry);
}

/**
 * The paths that an entry may mean, the likeliest first: as written, with `%20` and the like read, and with the backslashes
 * of Windows as slashes where `separator` is a slash.
 */
export function pathsOfEntry(entry: string, separator: "/" | "\\"): string[] {
  const isUrl = /^file:/i.test(entry);
  const written = isUrl ? pathOfFileUrl(entry, separator) : [entry];
  const spellings = [...written, ...written.flatMap((path) => decoded(path) ?? [])];
  const slashed =
    separator === "/" ? spellings.map((path) => path.replaceAll("\\", "/")) : spellings;
  return [...new Set([...spellings, ...slashed])];
}

function plsEntries(text: string): string[] {
  const entries: { number: number; location: string }[] = [];
  for (const line of linesOf(text)) {
    const match = /^file(\d+)\s*=\s*(.+)$/i.exec(line);
    if (match !== null) entries.push({ number: Number(match[1]), location: match[2] ?? "" });
  }
  return entries
    .toSorted((left, right) => left.number - right.number)
    .map(({ location }) => location);
}

function xspfEntries(text: string): string[] {
  const tracks = text.matchAll(/<track\b[^>]*>([\s\S]*?)<\/track>/gi);
  return [...tracks].flatMap(([, track]) => {
    const location = /<location\b[^>]*>([\s\S]*?)<\/location>/i.exec(track ?? "")?.[1]?.trim();
    return location === undefined || location === "" ? [] : [withoutEntities(location)];
  });
}

const entities = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["amp", "&"],
]);

function withoutEntities(text: string): string {
  return text.replaceAll(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (written, hex, dec, name) => {
      if (typeof name === "string") return entities.get(name) ?? written;
      const code = typeof hex === "string" ? Number.parseInt(hex, 16) : Number(dec);
      return code <= 0x10ffff ? String.fromCodePoint(code) : written;
    },
  );
}

function linesOf(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** `file:///home/x`, `file://localhost/home/x`, `file:/home/x`, `file:///C:/x`, `file://server/share` (Windows). */
function pathOfFileUrl(url: string, separator: "/" | "\\"): string[] {
  const rest = url.slice("file:".length);
  const match = /^\/\/([^/]*)(\/.*)$/.exec(rest);
  const host = match?.[1] ?? "";
  const path = decoded(match?.[2] ?? rest) ?? match?.[2] ?? rest;
  if (separator === "/") return [path];
  if (host !== "" && host !== "localhost") return [`\\\\${host}${path.replaceAll("/", "\\")}`];
  return [path.replace(/^\/+(?=[a-z]:)/i, "").replaceAll("/", "\\")];
}

/** With `%xx` read; null where that changes nothing or is no valid text. */
function decoded(path: string): string | null {
  if (!path.includes("%")) return null;
  try {
    return decodeURIComponent(path);
  } catch {
    // A percent sign that is just one.
    return null;
  }
}
