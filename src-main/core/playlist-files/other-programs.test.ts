import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { candidatePaths } from "./entry-paths.ts";
import { playlistFormatOf, playlistFormats } from "./playlist-file.ts";
import { readPlaylist } from "./read-playlist.ts";
import { writePlaylist } from "./write-playlist.ts";

const fixture = (name: string): Uint8Array =>
  readFileSync(join(import.meta.dirname, "fixtures", name));

function read(name: string) {
  const format = playlistFormatOf(name) ?? "m3u";
  const content = readPlaylist(fixture(name), format);
  const options = { separator: "/", baseFolder: "/music", prefixMap: [] } as const;
  const paths = content.entries.map(({ location }) => {
    const candidates = candidatePaths(location ?? "", options);
    return candidates[0] ?? location;
  });
  return { content, paths };
}

const totemPaths = [
  "/home/ana/Music/R&B #1/01 Café del Mar.flac",
  "/home/ana/Music/Ana Reyes/Tides/02 Sea.mp3",
  "http://radio.example/stream.ogg",
  "/mnt/夏/海.opus",
];

// Catches: what real programs write and no specification says (an EXTINF without seconds, XML with a bare ampersand).
test.each([
  ["totem.pls", "Mix & match"],
  ["totem.m3u", null],
  ["totem.dos.m3u", null],
  ["totem.xspf", "Mix & match"],
])("%s is read whole", (name, title) => {
  const { content, paths } = read(name);
  expect(paths).toEqual(totemPaths);
  expect(content.name).toBe(title);
  expect(content.entries.map((entry) => entry.title)).toEqual([
    "Café del Mar",
    expect.stringMatching(/Sea$/),
    "A stream",
    "海",
  ]);
});

test("mpd.m3u is read whole", () => {
  expect(read("mpd.m3u").paths).toEqual(["/music/夏 – 海.mp3", "/music/Ana Reyes/01 Café #1.flac"]);
});

// Catches: a round trip through any of our formats that loses a song of theirs.
test.each(["totem.pls", "totem.m3u", "totem.dos.m3u", "totem.xspf", "mpd.m3u"])(
  "%s goes through every format of ours",
  (name) => {
    const { content, paths } = read(name);
    const entries = content.entries.map((entry, index) => ({
      ...entry,
      location: paths[index] ?? null,
    }));
    for (const format of playlistFormats) {
      const { bytes } = writePlaylist({ ...content, entries }, { format, baseFolder: "/music" });
      const back = readPlaylist(bytes, format).entries.map(
        ({ location }) =>
          candidatePaths(location ?? "", {
            separator: "/",
            baseFolder: "/music",
            prefixMap: [],
          })[0] ?? location,
      );
      expect(back, format).toEqual(paths);
    }
  },
);
