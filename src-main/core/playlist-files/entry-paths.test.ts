import { describe, expect, test } from "vitest";
import { candidatePaths, fileUrlOf, isNetworkEntry, pathsOfEntry } from "./entry-paths.ts";

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

describe("candidatePaths", () => {
  const options = { separator: "/", baseFolder: null, prefixMap: [] } as const;
  const music = [{ from: "D:\\Music", to: "/home/ana/Music" }];

  // Catches: each way in which another computer writes a path that a mapping is to bring here.
  test.each([
    ["D:\\Music\\Ana\\a.mp3", music, "/home/ana/Music/Ana/a.mp3"],
    ["d:\\music\\Ana\\a.mp3", music, "/home/ana/Music/Ana/a.mp3"],
    ["D:/Music/a.mp3", music, "/home/ana/Music/a.mp3"],
    ["file:///D:/Music/a%20b.mp3", music, "/home/ana/Music/a b.mp3"],
    ["file://localhost/D:/Music/a.mp3", music, "/home/ana/Music/a.mp3"],
    ["\\\\nas\\music\\a.mp3", [{ from: "\\\\NAS\\music\\", to: "/mnt/" }], "/mnt/a.mp3"],
    ["file://nas/music/a.mp3", [{ from: "\\\\nas\\music", to: "/mnt" }], "/mnt/a.mp3"],
    ["/Volumes/X/a.mp3", [{ from: "file:///Volumes/X", to: "/mnt" }], "/mnt/a.mp3"],
  ])("%s is mapped", (entry, prefixMap, expected) => {
    expect(candidatePaths(entry, { ...options, prefixMap })[0]).toBe(expected);
  });

  // Catches: "/Music2" taken for something below "/Music", and POSIX paths compared without case.
  test.each([
    ["/Music2/a.mp3", "/Music"],
    ["/music/a.mp3", "/Music"],
  ])("%s is not below %s", (entry, from) => {
    const prefixMap = [{ from, to: "/mnt" }];
    expect(candidatePaths(entry, { ...options, prefixMap })).toEqual([entry]);
  });

  test("relative entries start at the folder, and never above the root", () => {
    const inFolder = { ...options, baseFolder: "/m/lists" };
    expect(candidatePaths("../Ana/./a.mp3", inFolder)).toEqual(["/m/Ana/a.mp3"]);
    expect(candidatePaths("../../../../a.mp3", inFolder)).toEqual(["/a.mp3"]);
    expect(candidatePaths("Ana\\a.mp3", inFolder)).toContain("/m/lists/Ana/a.mp3");
    const windows = { separator: "\\", baseFolder: "C:\\Lists", prefixMap: [] } as const;
    expect(candidatePaths("..\\a.mp3", windows)).toEqual(["C:\\a.mp3"]);
  });

  test("streams have no path", () => {
    expect(candidatePaths("http://radio.example/x.mp3", options)).toEqual([]);
  });
});

test.each([
  ["/home/ana/R&B #1?.mp3", "file:///home/ana/R&B%20%231%3F.mp3"],
  ["C:\\Music\\a b.mp3", "file:///C:/Music/a%20b.mp3"],
  ["\\\\nas\\music\\ü.mp3", "file://nas/music/%C3%BC.mp3"],
])("%s is %s", (path, url) => {
  expect(fileUrlOf(path)).toBe(url);
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
