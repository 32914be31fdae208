import { describe, expect, test } from "vitest";
import { playlistFormatOf } from "./playlist-file.ts";
import { readPlaylist } from "./read-playlist.ts";

const read = (text: string, format: Parameters<typeof readPlaylist>[1]) =>
  readPlaylist(Buffer.from(text), format);
const locations = (bytes: Uint8Array) =>
  readPlaylist(bytes, "m3u").entries.map(({ location }) => location);

describe("M3U", () => {
  // Catches: a byte order mark or a carriage return that becomes part of a file name, and comments taken for songs.
  test("lines, without marks, comments, blank lines and line ends of any system", () => {
    const text =
      "\ufeff#EXTM3U\r\n#EXTINF:123,Ana - Sea\r\nA song.mp3\r\rb.mp3\n\n  /c.flac \r\n# x";
    expect(read(text, "m3u8").entries).toMatchObject([
      { location: "A song.mp3", artist: "Ana", title: "Sea", durationSec: 123 },
      { location: "b.mp3", artist: null, title: null, durationSec: null },
      { location: "/c.flac" },
    ]);
  });

  test.each([
    ["#EXTINF:12.5,A - B - C", { durationSec: 12.5, artist: "A", title: "B - C" }],
    ["#EXTINF:-1,Title only", { durationSec: null, artist: null, title: "Title only" }],
    ['#EXTINF:0 tvg-id="a,b" x=1,A - B', { durationSec: null, artist: "A", title: "B" }],
    ["#EXTINF:7,", { durationSec: 7, artist: null, title: null }],
    ["#EXTINF:nonsense", { durationSec: null, title: "nonsense" }],
    ["#EXTART:Ana\n#EXTINF:7,Sea", { artist: "Ana", title: "Sea", durationSec: 7 }],
    ["#EXTINF:7,Ana - Sea\n#EXTALB:Tides", { artist: "Ana", title: "Sea", album: "Tides" }],
  ])("%s", (directives, expected) => {
    const { entries } = read(`${directives}\na.mp3\nb.mp3`, "m3u");
    expect(entries).toMatchObject([expected, { title: null, album: null }]);
  });

  test("calls itself what #PLAYLIST says", () => {
    expect(read("#EXTM3U\n#PLAYLIST: Summer \na.mp3", "m3u").name).toBe("Summer");
  });

  // Catches: names in the letters of another age or system.
  test.each([
    ["UTF-8", Buffer.from("ü.mp3\n")],
    ["Windows-1252", Buffer.from("ü.mp3\n", "latin1")],
    ["UTF-16 LE with mark", Buffer.from("\ufeffü.mp3\n", "utf16le")],
    ["UTF-16 BE with mark", Buffer.from("\ufeffü.mp3\n", "utf16le").swap16()],
    ["UTF-16 LE without mark", Buffer.from("#EXTM3U\nü.mp3\n", "utf16le")],
  ])("is read in %s", (_name, bytes) => {
    expect(locations(bytes)).toEqual(["ü.mp3"]);
  });

  test("Windows-1252 has letters where Latin-1 has none", () => {
    expect(locations(Buffer.from([0x80, 0x93, 0x2e, 0x6d, 0x70, 0x33]))).toEqual(["€“.mp3"]);
  });
});

// Catches: entries in the order of the lines where the numbers say otherwise (10 before 2).
test("PLS: by number, whatever the order of its lines", () => {
  const text =
    "[playlist]\nNumberOfEntries=3\nX-GNOME-Title=Mix\nFile10=ten.mp3\nTitle10=A - Ten\nLength10=-1\nFile2=two = 2.mp3\nLength2=5\nfile1=one.mp3\nTitle7=No file\n";
  expect(read(text, "pls")).toMatchObject({
    name: "Mix",
    entries: [
      { location: "one.mp3", title: null },
      { location: "two = 2.mp3", durationSec: 5 },
      { location: "ten.mp3", artist: "A", title: "Ten", durationSec: null },
    ],
  });
});

describe("XSPF", () => {
  // Catches: the playlist's own location or title taken for a song's, names with an ampersand, extensions read as songs.
  test("the first location of each track, entities read, ids known", () => {
    const text = `<?xml version="1.0"?><playlist xmlns="http://xspf.org/ns/0/"><title>Mix &amp; match</title>
      <location>http://here/list.xspf</location><trackList>
      <track><title>A</title><creator>Ana</creator><location>file:///m/R&amp;B%20&#233;.mp3</location><location>b.mp3</location>
        <identifier>https://musicbrainz.org/recording/AAAAAAAA-0000-4000-8000-000000000001</identifier>
        <duration>1500</duration><trackNum>3</trackNum>
        <extension application="x"><location>no</location><title>no</title></extension></track>
      <track><title><![CDATA[No <file>]]></title></track>
      <track><location>Ana/a%20b.mp3</location></track></trackList></playlist>`;
    expect(read(text, "xspf")).toMatchObject({
      name: "Mix & match",
      entries: [
        {
          location: "file:///m/R&B%20é.mp3",
          title: "A",
          artist: "Ana",
          durationSec: 1.5,
          trackNo: 3,
          musicbrainzRecordingId: "aaaaaaaa-0000-4000-8000-000000000001",
        },
        { location: null, title: "No <file>" },
        { location: "Ana/a b.mp3" },
      ],
    });
  });

  // Catches: a bomb of entities that expands, and a file of this computer that is read into a playlist.
  test("expands no entities but XML's own", () => {
    const bomb = Array.from(
      { length: 20 },
      (_, index) => `<!ENTITY e${index + 1} "&e${index};&e${index};&e${index};">`,
    );
    const text = `<?xml version="1.0"?><!DOCTYPE playlist [<!ENTITY e0 "ha"><!ENTITY file SYSTEM "file:///etc/passwd">${bomb.join("")}]>
      <playlist><trackList><track><title>&e20;</title><location>&file;.mp3</location></track></trackList></playlist>`;
    expect(read(text, "xspf").entries).toMatchObject([{ title: "&e20;", location: "&file;.mp3" }]);
  });

  test("in the encoding it declares", () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-2"?><playlist><trackList><track><title>\u00b1</title></track></trackList></playlist>`;
    expect(readPlaylist(Buffer.from(text, "latin1"), "xspf").entries[0]?.title).toBe("ą");
  });

  test.each([
    ["nothing", ""],
    ["no XML", "#EXTM3U\na.mp3"],
    ["cut off", "<playlist><trackList><track><title>A</ti"],
    ["nested without end", "<a>".repeat(100_000)],
  ])("%s is refused with a sentence", (_name, text) => {
    expect(() => read(text, "xspf")).toThrow(expect.objectContaining({ code: "file_corrupt" }));
  });
});

describe("JSPF", () => {
  test("takes what has the right shape", () => {
    const track = [
      { location: ["file:///a.mp3", "b"], title: "A", creator: "Ana", duration: 2000 },
      { location: "Ana/b%20c.mp3", title: 7, identifier: ["isrc:USRC17607839"], trackNum: -1 },
      "nonsense",
    ];
    expect(read(JSON.stringify({ playlist: { title: "Mix", track } }), "jspf")).toMatchObject({
      name: "Mix",
      entries: [
        { location: "file:///a.mp3", title: "A", artist: "Ana", durationSec: 2 },
        { location: "Ana/b c.mp3", title: null, isrc: "USRC17607839", trackNo: null },
      ],
    });
  });

  test.each(["", "[]", "{}", '{"playlist":{"track":7}}', '{"playlist":'])(
    "%j is refused",
    (text) => {
      expect(() => read(text, "jspf")).toThrow(expect.objectContaining({ code: "file_corrupt" }));
    },
  );
});

describe("files made to do harm", () => {
  // Catches: a file without line ends that is kept, journaled and shown as one path of fifty megabytes.
  test.each([
    ["m3u8", "a".repeat(100_000)],
    [
      "xspf",
      `<playlist><trackList><track><title>${"a".repeat(100_000)}</title></track></trackList></playlist>`,
    ],
  ] as const)("a far too long text of %s is cut", (format, text) => {
    const [entry] = read(text, format).entries;
    expect((entry?.location ?? entry?.title)?.length).toBe(4096);
  });

  // Catches: attributes that can be read in two ways each, tried in all combinations: a test that does not end.
  test("a line of attributes without a comma is read at once", () => {
    const line = `#EXTINF:0${' a="b"'.repeat(200)}`;
    expect(read(`${line}\na.mp3`, "m3u8").entries).toMatchObject([{ location: "a.mp3" }]);
  });
});

test("a playlist is known by its extension, whatever its case", () => {
  expect(playlistFormatOf("Mix.M3U8")).toBe("m3u8");
  expect(playlistFormatOf("mix.mp3")).toBeNull();
  expect(playlistFormatOf("m3u")).toBeNull();
});
