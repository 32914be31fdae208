import {
  displayOf,
  durationOrNull,
  emptyEntry,
  type FileEntry,
  onOneLine,
  type PlaylistFileContent,
  splitDisplay,
  textOrNull,
} from "./playlist-file.ts";

/** Reads plain and extended M3U; directives that say nothing of a song are passed over. */
export function parseM3u(text: string): PlaylistFileContent {
  const entries: FileEntry[] = [];
  let name: string | null = null;
  let next: FileEntry = emptyEntry;
  for (const written of text.split(/\r\n|\r|\n/)) {
    const line = written.trim();
    if (line === "") continue;
    if (!line.startsWith("#")) {
      entries.push({ ...next, location: line });
      next = emptyEntry;
      continue;
    }
    const directive = /^#([A-Z-]+)\s*:(.*)$/i.exec(line);
    const value = directive?.[2]?.trim() ?? "";
    switch (directive?.[1]?.toUpperCase()) {
      case "EXTINF":
        next = { ...next, ...readExtinf(value) };
        break;
      case "PLAYLIST":
        name ??= textOrNull(value);
        break;
      case "EXTALB":
        next = { ...next, album: textOrNull(value) };
        break;
      case "EXTART":
        if (next.artist === null) next = { ...next, artist: textOrNull(value) };
        break;
      default:
    }
  }
  return { name, entries };
}

/**
 * `123,Artist - Title`, `-1 tvg-id="x",Title`: seconds, attributes, a comma, what to show. A value in quotes is read in one way
 * only: two ways would be tried in all combinations on a line without a comma.
 */
function readExtinf(value: string): Partial<FileEntry> {
  const match = /^(-?\d+(?:\.\d+)?)?((?:\s+[\w-]+=(?:"[^"]*"|(?!"[^"]*")[^\s,]*))*)\s*,(.*)$/.exec(
    value,
  );
  if (match === null) return splitNonNull(value);
  const durationSec = durationOrNull(Number(match[1] ?? "-1"));
  return { durationSec, ...splitNonNull(match[3] ?? "") };
}

/** An artist that a directive named before stays when the text has none. */
function splitNonNull(display: string): Partial<FileEntry> {
  const { artist, title } = splitDisplay(display);
  return artist === null ? { title } : { artist, title };
}

/** Writes extended M3U. Entries without a location have no place in one. */
export function writeM3u(content: PlaylistFileContent): string {
  const lines = ["#EXTM3U"];
  if (content.name !== null) lines.push(`#PLAYLIST:${onOneLine(content.name)}`);
  for (const entry of content.entries) {
    if (entry.location === null) continue;
    const seconds = entry.durationSec === null ? -1 : Math.round(entry.durationSec);
    lines.push(`#EXTINF:${seconds},${displayOf(entry)}`);
    if (entry.album !== null) lines.push(`#EXTALB:${onOneLine(entry.album)}`);
    lines.push(entry.location);
  }
  return `${lines.join("\n")}\n`;
}
