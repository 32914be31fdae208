import { describe, expect, test } from "vitest";
import {
  isNetworkEntry,
  pathsOfEntry,
  playlistEntries,
  playlistFormatOf,
} from "./playlist-entries.ts";

describe("playlistEntries", () => {
  // Catches: a byte order mark or a carriage return that becomes part of a file name, and comments taken for songs.
  test("m3u: lines, without marks, comments, blank lines and Windows line ends", () => {
    const text =
      "\ufeff#EXTM3U\r\n#EXTINF:123,Somebody - Something\r\nA song.mp3\r\n\r\n  /b.flac \r\n";
    expect(playlistEntries(text, "m3u8")).toEqual(["A song.mp3", "/b.flac"]);
  });

  // Catches: entries in the order of the lines where the numbers say otherwise (10 before 2).
  test("pls: by number, whatever the order of its lines", () => {
    const text =
      "[playlist]\nNumberOfEntries=3\nFile10=ten.mp3\nTitle10=Ten\nFile2=two = 2.mp3\nfile1=one.mp3\n";
    expect(playlistEntries(text, "pls")).toEqual(["one.mp3", "two = 2.mp3", "ten.mp3"]);
  });

  // Catches: the playlist's own location taken for a song, and names with an ampersand.
  test("xspf: the first location of each track, entities read", () => {
    const text = `<?xml version="1.0"?><playlist><location>http://here/list.xspf</location><trackList>
      <track><title>A</title><location>file:///m/R&amp;B%20&#233;.mp3</location><location>b.mp3</location></track>
      <track><title>No file</title></track></trackList></playlist>`;
    expect(playlistEntries(text, "xspf")).toEqual(["file:///m/R&B%20é.mp3"]);
  });
});

describe("pathsOfEntry", () => {
  test.each([
    ["plain.mp3", "/", ["plain.mp3"]],
    // "100%" is a name; "%20" may be one or a blank: as written first.
    ["100% pure.mp3", "/", ["100% pure.mp3"]],
    ["a%20b.mp3", "/", ["a%20b.mp3", "a b.mp3"]],
    ["Music\\a.mp3", "/", ["Music\\a.mp3", "Music/a.mp3"]],
    ["Music\\a.mp3", "\\", ["Music\\a.mp3"]],
    ["file:///home/ana/a%20b.mp3", "/", ["/home/ana/a b.mp3"]],
    ["file://localhost/home/a.mp3", "/", ["/home/a.mp3"]],
    ["file:/home/a.mp3", "/", ["/home/a.mp3"]],
    ["file:///C:/Music/a%20b.mp3", "\\", ["C:\\Music\\a b.mp3"]],
    ["file://server/share/a.mp3", "\\", ["\\\\server\\share\\a.mp3"]],
  ] as const)("%s with %s", (entry, separator, paths) => {
    expect(pathsOfEntry(entry, separator)).toEqual(paths);
  });
});

test.each([
  ["http://radio.example/stream", true],
  ["rtsp://x/y", true],
  ["file:///a.mp3", false],
  ["C:\\Music\\a.mp3", false],
  ["C://a.mp3", false],
  ["a.mp3", false],
])("isNetworkEntry(%s) is %s", (entry, expected) => {
  expect(isNetworkEntry(entry)).toBe(expected);
});

test("a playlist is known by its extension, whatever its case", () => {
  expect(playlistFormatOf("Mix.M3U8")).toBe("m3u8");
  expect(playlistFormatOf("mix.mp3")).toBeNull();
  expect(playlistFormatOf("m3u")).toBeNull();
});
