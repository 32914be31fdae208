import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { openDecoder } from "#core/audio/decode/open-decoder.ts";
import { integratedLoudness } from "#core/audio/loudness.ts";

import { demoAlbums, demoTracks } from "./catalogue.ts";
import { composeTrack } from "./compose-track.ts";
import { drawCover, oklchToRgb } from "./cover.ts";
import { makeDemoLibrary } from "./make-demo-library.ts";

describe("the catalogue", () => {
  // Catches: two tracks written over each other, names some file system refuses, tracks too short to count as played.
  test("names about sixty tracks, each its own file everywhere", () => {
    const tracks = demoTracks();
    const paths = tracks.map((track) => track.path.toLowerCase());
    expect(new Set(paths).size).toBe(tracks.length);
    expect(tracks.length).toBeGreaterThanOrEqual(55);
    expect(paths.every((path) => !/[\\:*?"<>|]|[. ](\/|$)/.test(path))).toBe(true);
    expect(tracks.every((track) => track.lengthSec >= 36 && track.lengthSec <= 50)).toBe(true);
    expect(new Set(demoAlbums.map((album) => album.format)).size).toBe(5);
  });
});

// Catches: music that differs from run to run, a clipped or silent mix, a click at the edges.
test("a track is the same every time, loud enough, never clipped, and ends in silence", () => {
  const order = { style: "bossa", seed: 3, lengthSec: 20 } as const;
  const { sound } = composeTrack(order);
  expect(composeTrack(order).sound.left).toEqual(sound.left);
  const peak = sound.left.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);
  expect(peak).toBeLessThanOrEqual(0.892);
  expect(
    Math.abs(integratedLoudness([sound.left, sound.right], sound.sampleRateHz) + 14),
  ).toBeLessThan(1);
  expect(Math.abs(sound.left[0] ?? 1)).toBeLessThan(0.001);
  expect(Math.abs(sound.left.at(-1) ?? 1)).toBeLessThan(0.001);
});

test("a cover is a 600 by 600 PNG, its own for every name", () => {
  const png = Buffer.from(drawCover("Night Ferry"));
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([600, 600]);
  const data = png.subarray(41, 41 + png.readUInt32BE(33));
  expect(inflateSync(data).length).toBe(600 * (600 * 3 + 1));
  expect(drawCover("Undertow")).not.toEqual(new Uint8Array(png));
  expect(oklchToRgb(1, 0, 0)).toEqual([255, 255, 255]);
  expect(oklchToRgb(0.628, 0.2577, 29.23)).toEqual([255, 0, 0]);
});

describe("making the library", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "segue-demo-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const only = (track: { readonly path: string }): boolean => track.path.includes("Low Season/01");

  // Catches: finished work made again, half-written files left or taken for whole ones, a file that does not play.
  test("writes whole files, keeps what is there, clears what is half", async () => {
    writeFileSync(join(folder, "killed.flac.1-1.part"), "half");
    const progress: number[] = [];
    const [path = ""] = await makeDemoLibrary({
      folder,
      only,
      threads: 1,
      onProgress: ({ done }) => progress.push(done),
    });
    expect(progress).toEqual([0, 1]);
    const decoder = await openDecoder(path);
    expect((decoder.header.totalFrames ?? 0) / decoder.header.sampleRateHz).toBeGreaterThan(30);
    decoder.close();
    expect(readFileSync(path).includes(Buffer.from("Brother Quay"))).toBe(true);
    expect(readdirSync(folder)).toEqual(["Brother Quay"]);

    const { mtimeMs } = statSync(path);
    await makeDemoLibrary({ folder, only, threads: 1 });
    expect(statSync(path).mtimeMs).toBe(mtimeMs);
  });

  test("stops when told to", async () => {
    const stop = new AbortController();
    const made = makeDemoLibrary({ folder, only, threads: 1, signal: stop.signal });
    stop.abort();
    await expect(made).rejects.toMatchObject({ code: "cancelled" });
    expect(readdirSync(folder, { recursive: true, encoding: "utf8" })).not.toContain(".part");
  });
});
