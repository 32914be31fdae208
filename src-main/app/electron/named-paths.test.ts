import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { namedPaths } from "./named-paths.ts";

const home = resolve("/home/ana");
const song = resolve("/music/A song é.mp3");

// Fault: the executable, a switch or the data folder is opened as if it were a song.
test.each([
  ["packaged", ["/opt/Segue/segue", "--no-sandbox", song], true, [song]],
  ["unpackaged", ["/x/electron", "--inspect", ".", song], false, [song]],
  ["with a data folder", ["segue", "--data-dir", "/data", "--data-dir=/other", song], true, [song]],
  ["without files", ["segue", "--demo"], true, []],
] as const)("%s: files alone", (_name, argv, isPackaged, paths) => {
  expect(namedPaths(argv, home, isPackaged)).toEqual(paths);
});

// Fault: files that Linux' file managers name as addresses are "not there".
test("addresses of files are paths, relative words are below the working directory", () => {
  const argv = ["segue", pathToFileURL(song).href, "b.mp3", "file://elsewhere.example/c.mp3%2F"];
  expect(namedPaths(argv, home, true).slice(0, 2)).toEqual([song, resolve(home, "b.mp3")]);
});
