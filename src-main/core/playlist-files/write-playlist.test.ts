import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { candidatePaths } from "./entry-paths.ts";
import {
  displayOf,
  durationOrNull,
  emptyEntry,
  type FileEntry,
  onOneLine,
  type PlaylistFormat,
  playlistFormats,
  textOrNull,
} from "./playlist-file.ts";
import { readPlaylist } from "./read-playlist.ts";
import { relativePath, writePlaylist } from "./write-playlist.ts";

const song: FileEntry = {
  ...emptyEntry,
  location: "/music/Ana/Tides/01 Sea.flac",
  title: "Sea",
  artist: "Ana",
  album: "Tides",
  durationSec: 61.4,
  trackNo: 1,
  musicbrainzRecordingId: "aaaaaaaa-0000-4000-8000-000000000001",
  isrc: "USRC17607839",
};

function written(format: PlaylistFormat, entries: readonly FileEntry[], baseFolder: string | null) {
  const { bytes, warnings } = writePlaylist({ name: "Mix", entries }, { format, baseFolder });
  return { text: Buffer.from(bytes).toString(), bytes, warnings };
}

test.each([
  ["/music", "/music/a/b.mp3", "a/b.mp3"],
  ["/music/lists", "/music/a.mp3", "../a.mp3"],
  ["/", "/a.mp3", "a.mp3"],
  ["/music/a.mp3", "/music/a.mp3", "../a.mp3"],
  ["C:\\Music", "c:\\Music\\a.mp3", "a.mp3"],
  ["C:\\Music", "D:\\a.mp3", null],
  ["\\\\nas\\a", "\\\\nas\\a\\b.mp3", "b.mp3"],
  ["\\\\nas\\a", "\\\\nas\\b\\b.mp3", null],
])("from %s, %s is %s", (folder, path, expected) => {
  expect(relativePath(folder, path)).toBe(expected);
});

test("M3U8 as other programs know it", () => {
  expect(written("m3u8", [song], "/music").text).toBe(
    "#EXTM3U\n#PLAYLIST:Mix\n#EXTINF:61,Ana - Sea\n#EXTALB:Tides\nAna/Tides/01 Sea.flac\n",
  );
});

test("XSPF as other programs know it", () => {
  expect(written("xspf", [song], null).text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<playlist version="1" xmlns="http://xspf.org/ns/0/">
  <title>Mix</title>
  <trackList>
    <track>
      <location>file:///music/Ana/Tides/01%20Sea.flac</location>
      <identifier>https://musicbrainz.org/recording/aaaaaaaa-0000-4000-8000-000000000001</identifier>
      <identifier>isrc:USRC17607839</identifier>
      <title>Sea</title>
      <creator>Ana</creator>
      <album>Tides</album>
      <trackNum>1</trackNum>
      <duration>61400</duration>
    </track>
  </trackList>
</playlist>
`);
});

describe("M3U", () => {
  test("is Latin-1 where that holds every name", () => {
    const { bytes, warnings } = written("m3u", [{ ...song, title: "Übersee" }], null);
    expect(Buffer.from(bytes).toString("latin1")).toContain("Übersee");
    expect(warnings).toEqual([]);
  });

  // Catches: names that turn into question marks, or that a reader takes for UTF-8.
  test.each([
    ["夏", "1 song has a name"],
    ["Ã©", "The file was written as UTF-8"],
  ])("%s makes it UTF-8, and says so", (title, sentence) => {
    const { bytes, text, warnings } = written("m3u", [{ ...song, title }], null);
    expect(text).toContain("#EXTENC:UTF-8");
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(sentence);
    expect(readPlaylist(bytes, "m3u").entries[0]?.title).toBe(title);
  });
});

/** Names of files as POSIX allows them: everything but "/" and NUL. */
const fileName = fc
  .string({ unit: "binary", minLength: 1, maxLength: 12 })
  .map((name) => name.toWellFormed().replaceAll(/[/\0\ufffd]/g, "_"))
  .filter((name) => name !== "." && name !== "..");
const trickyName = fc.constantFrom(
  " a ",
  "#1",
  "a%20b",
  "100%",
  "file:x",
  "C:",
  "\\x",
  "a\nb",
  "http:",
  "Ü.mp3",
  "e\u0301",
  "a;b,c=d&e",
  "\ufeffx",
  "~",
);
const path = fc
  .array(fc.oneof(fileName, trickyName), { minLength: 1, maxLength: 4 })
  .map((parts) => `/${parts.join("/")}`);
const words = fc.option(
  fc
    .string({ unit: "binary", maxLength: 20 })
    .map((text) => text.replaceAll(/[\ufffe\uffff]/g, "")),
);
const entry: fc.Arbitrary<FileEntry> = fc.record({
  location: path,
  title: words,
  artist: words,
  album: words,
  durationSec: fc.option(fc.integer({ min: 1, max: 1e7 }).map((ms) => ms / 1000)),
  trackNo: fc.option(fc.integer({ min: 1, max: 200 })),
  musicbrainzRecordingId: fc.option(fc.uuid()),
  isrc: fc.constantFrom(null, "USRC17607839"),
});

/** What a format can hold of an entry. */
function heldBy(format: PlaylistFormat, of: FileEntry): unknown {
  const text = (value: string | null) => (value === null ? null : textOrNull(onOneLine(value)));
  if (format === "xspf" || format === "jspf")
    return {
      ...of,
      title: text(of.title),
      artist: text(of.artist),
      album: text(of.album),
      location: undefined,
    };
  const title = text(of.title);
  const artist = text(of.artist);
  return {
    display: displayOf({ artist, title }).replaceAll(/\s+/gu, " ").trim(),
    durationSec: of.durationSec === null ? null : durationOrNull(Math.round(of.durationSec)),
    album: format === "pls" ? null : text(of.album),
  };
}

/** Would catch: any name or title that a format turns into something else, in any of the five, relative or absolute. */
test.each(playlistFormats)("%s: what is written reads back", (format) => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 8 }), fc.option(path), (entries, baseFolder) => {
      const { bytes } = written(format, entries, baseFolder);
      const back = readPlaylist(bytes, format).entries;
      expect(back.map((found) => heldBy(format, found))).toEqual(
        entries.map((given) => heldBy(format, given)),
      );
      const paths = back.map(
        ({ location }) =>
          candidatePaths(location ?? "", { separator: "/", baseFolder, prefixMap: [] })[0],
      );
      expect(paths).toEqual(entries.map(({ location }) => location));
    }),
    { numRuns: 300 },
  );
});

/** Would catch: Windows paths whose drive, share or backslashes do not survive. */
test.each(playlistFormats)("%s: paths of Windows read back", (format) => {
  const paths = ["C:\\Music\\Ana\\a b.mp3", "\\\\nas\\music\\ü.mp3", "D:\\100%.mp3"];
  const entries = paths.map((location) => ({ ...song, location }));
  for (const baseFolder of [null, "C:\\Music\\Lists", "\\\\nas\\music"]) {
    const { bytes } = written(format, entries, baseFolder);
    const back = readPlaylist(bytes, format).entries.map(
      ({ location }) =>
        candidatePaths(location ?? "", { separator: "\\", baseFolder, prefixMap: [] })[0],
    );
    expect(back).toEqual(paths);
  }
});
