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

/** Entries by their number, whatever the order of the lines. */
export function parsePls(text: string): PlaylistFileContent {
  const byNumber = new Map<number, FileEntry>();
  let name: string | null = null;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const match = /^\s*([a-z-]+?)(\d*)\s*=(.*)$/i.exec(line);
    if (match === null) continue;
    const key = match[1]?.toLowerCase() ?? "";
    const value = textOrNull(match[3]);
    if (key === "x-gnome-title") name ??= value;
    if (match[2] === "") continue;
    const number = Number(match[2]);
    const known = byNumber.get(number) ?? emptyEntry;
    if (key === "file") byNumber.set(number, { ...known, location: value });
    if (key === "title") byNumber.set(number, { ...known, ...splitDisplay(value ?? "") });
    if (key === "length")
      byNumber.set(number, { ...known, durationSec: durationOrNull(Number(value ?? "-1")) });
  }
  const entries = [...byNumber]
    .toSorted(([left], [right]) => left - right)
    .map(([, entry]) => entry)
    .filter((entry) => entry.location !== null);
  return { name, entries };
}

/** Writes version 2. Entries without a location have no place in one. */
export function writePls(content: PlaylistFileContent): string {
  const lines = ["[playlist]"];
  if (content.name !== null) lines.push(`X-GNOME-Title=${onOneLine(content.name)}`);
  let number = 0;
  for (const entry of content.entries) {
    if (entry.location === null) continue;
    number += 1;
    lines.push(`File${number}=${entry.location}`);
    const display = displayOf(entry);
    if (display !== "") lines.push(`Title${number}=${display}`);
    lines.push(
      `Length${number}=${entry.durationSec === null ? -1 : Math.round(entry.durationSec)}`,
    );
  }
  lines.push(`NumberOfEntries=${number}`, "Version=2");
  return `${lines.join("\n")}\n`;
}
