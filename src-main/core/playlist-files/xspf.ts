import { SaxesParser, type SaxesTagPlain } from "saxes";
import { AppError } from "#shared/errors/app-error.ts";
import { decoded, isAbsolute } from "./entry-paths.ts";
import {
  durationOrNull,
  emptyEntry,
  type FileEntry,
  identifiersOf,
  onOneLine,
  type PlaylistFileContent,
  readIdentifier,
  textOrNull,
} from "./playlist-file.ts";

/** Elements nest three deep in XSPF; what is far deeper was made to exhaust a parser. */
const deepest = 64;

/**
 * Reads XSPF. Entities of a document type are never expanded and nothing outside the file is fetched: the parser knows the
 * five of XML alone.
 *
 * @throws AppError `file_corrupt` when it is no XML
 */
export function parseXspf(text: string): PlaylistFileContent {
  const reader = new XspfReader();
  const parser = new SaxesParser();
  parser.on("opentag", (tag) => reader.open(tag));
  parser.on("closetag", () => reader.close());
  parser.on("text", (part) => reader.text(part));
  parser.on("cdata", (part) => reader.text(part));
  parser.on("error", (error) => {
    // Some programs write names with entities of HTML, or with control characters: the rest of the list is good.
    if (/undefined entity|disallowed character/.test(error.message)) return;
    throw new AppError("file_corrupt", `The playlist is not valid XML (${error.message}).`);
  });
  parser.write(withEscapedAmpersands(text)).close();
  return { name: reader.name, entries: reader.entries };
}

/** Rhythmbox and others write names as they are, ampersands too. */
function withEscapedAmpersands(text: string): string {
  if (text.includes("<![CDATA[")) return text;
  return text.replaceAll(/&(?!#\d+;|#x[\da-f]+;|\w+;)/gi, "&amp;");
}

class XspfReader {
  name: string | null = null;
  readonly entries: FileEntry[] = [];
  readonly #path: string[] = [];
  #text = "";
  #entry: FileEntry | null = null;

  open({ name }: SaxesTagPlain): void {
    if (this.#path.length >= deepest)
      throw new AppError("file_corrupt", "The playlist's XML is nested too deep.");
    // A prefix may name the same namespace.
    this.#path.push(name.slice(name.indexOf(":") + 1).toLowerCase());
    this.#text = "";
    if (this.#isAt("track")) this.#entry = emptyEntry;
  }

  text(part: string): void {
    this.#text += part;
  }

  close(): void {
    const value = textOrNull(this.#text);
    if (this.#isAt("track") && this.#entry !== null) {
      this.entries.push(this.#entry);
      this.#entry = null;
    } else if (this.#entry === null) {
      if (this.#path.length === 2 && this.#path[1] === "title") this.name ??= value;
    } else if (this.#path.length === 4 && value !== null) {
      this.#entry = withElement(this.#entry, this.#path[3] ?? "", value);
    }
    this.#path.pop();
    this.#text = "";
  }

  #isAt(element: string): boolean {
    return this.#path.length === 3 && this.#path[1] === "tracklist" && this.#path[2] === element;
  }
}

function withElement(entry: FileEntry, element: string, value: string): FileEntry {
  switch (element) {
    case "location":
      // Several are the same song in several places; the first is the author's choice.
      return entry.location === null ? { ...entry, location: locationOfUri(value) } : entry;
    case "identifier":
      return { ...entry, ...readIdentifier(value) };
    case "title":
      return { ...entry, title: value };
    case "creator":
      return { ...entry, artist: value };
    case "album":
      return { ...entry, album: value };
    case "tracknum":
      return { ...entry, trackNo: trackNoOf(Number(value)) };
    case "duration":
      return { ...entry, durationSec: durationOrNull(Number(value) / 1000) };
    default:
      return entry;
  }
}

export function trackNoOf(value: number): number | null {
  return Number.isInteger(value) && value > 0 && value < 1e6 ? value : null;
}

/** A relative reference is a path with its percent signs read; paths that are no URI at all are taken as they are. */
export function locationOfUri(uri: string): string {
  if (/^[a-z][a-z0-9+.-]+:/i.test(uri) || isAbsolute(uri) || uri.includes("\\")) return uri;
  return decoded(uri) ?? uri;
}

/** Writes XSPF 1. */
export function writeXspf(content: PlaylistFileContent): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<playlist version="1" xmlns="http://xspf.org/ns/0/">',
    ...element("  ", "title", content.name),
    "  <trackList>",
  ];
  for (const entry of content.entries) {
    lines.push(
      "    <track>",
      ...element("      ", "location", entry.location),
      ...identifiersOf(entry).flatMap((uri) => element("      ", "identifier", uri)),
      ...element("      ", "title", entry.title),
      ...element("      ", "creator", entry.artist),
      ...element("      ", "album", entry.album),
      ...element("      ", "trackNum", entry.trackNo),
      ...element("      ", "duration", millisecondsOf(entry)),
      "    </track>",
    );
  }
  lines.push("  </trackList>", "</playlist>");
  return `${lines.join("\n")}\n`;
}

export function millisecondsOf({ durationSec }: FileEntry): number | null {
  return durationSec === null ? null : Math.round(durationSec * 1000);
}

function element(indent: string, name: string, value: string | number | null): string[] {
  if (value === null) return [];
  const text = onOneLine(String(value))
    // Not characters of XML 1.0.
    .replaceAll(/[\ufffe\uffff]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
  return [`${indent}<${name}>${text}</${name}>`];
}
