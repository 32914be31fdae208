import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { decodePeaks } from "#shared/domain/playback/peaks-format.ts";
import { appRoot } from "#core/files/app-root.ts";

import { encodeWav } from "./encode/wav.ts";
import { PeaksAccumulator } from "./peaks-accumulator.ts";
import { PeaksService } from "./peaks.service.ts";

describe("PeaksAccumulator", () => {
  // Catches: columns shifted or scaled in time, a channel left out.
  test("finds each burst in its own column, on any channel", () => {
    const frames = 64 * 100;
    const left = new Float32Array(frames);
    const right = new Float32Array(frames);
    left[64 * 25] = 0.75;
    right[64 * 50 + 63] = -0.5;
    const accumulator = new PeaksAccumulator();
    accumulator.add([left, right]);
    const { low, high } = accumulator.finish(100);
    expect([...high].map((value, column) => (value > 0 ? [column, value] : [])).flat()).toEqual([
      25, 0.75,
    ]);
    expect([...low].map((value, column) => (value < 0 ? [column, value] : [])).flat()).toEqual([
      50, -0.5,
    ]);
  });

  // Catches: chunk borders that do not fall on blocks.
  test("does not depend on how the sound is cut into chunks", () => {
    const sound = Float32Array.from({ length: 700_001 }, (_, index) => Math.sin(index * index));
    const whole = new PeaksAccumulator();
    whole.add([sound]);
    const pieces = new PeaksAccumulator();
    for (let at = 0, size = 1; at < sound.length; at += size, size = (size * 7 + 3) % 5003)
      pieces.add([sound.slice(at, at + size)]);
    expect(pieces.finish(1000)).toEqual(whole.finish(1000));
  });

  test("a sound shorter than its columns fills them all, none at all is flat", () => {
    const short = new PeaksAccumulator();
    short.add([new Float32Array(100).fill(0.5)]);
    expect(short.finish(50).high.every((value) => value === 0.5)).toBe(true);
    expect(new PeaksAccumulator().finish(4).high).toEqual(new Float32Array(4));
  });
});

describe("PeaksService", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "segue-peaks-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const audio = join(appRoot(), "e2e/fixtures/audio");

  // Catches: lossless formats drawn differently, an outline of the wrong length, a half-written file.
  test("makes, keeps and reuses an outline", async () => {
    const service = new PeaksService({ cacheFolder: join(folder, "peaks"), columns: 200 });
    const bytes = await service.get(join(audio, "tone.flac"), "song-1");
    const peaks = decodePeaks(bytes);
    expect(peaks?.high.length).toBe(200);
    expect(Math.max(...(peaks?.high ?? []))).toBeGreaterThan(0.3);
    expect(await service.get(join(audio, "tone.alac.m4a"), "song-2")).toEqual(bytes);
    expect(readdirSync(join(folder, "peaks")).toSorted()).toEqual(["song-1.bin", "song-2.bin"]);
    expect(await service.get(join(audio, "not-there.flac"), "song-1")).toEqual(bytes);
  });

  // Catches: AAC, the commonest format after MP3, left without an outline.
  test.each(["tone.m4a", "../audio-decode/stereo-adts.aac"])("draws %s", async (name) => {
    const service = new PeaksService({ cacheFolder: folder, columns: 50 });
    const peaks = decodePeaks(await service.get(join(audio, name), "song"));
    expect(peaks?.high.every((value) => value > 0.1 && value <= 1)).toBe(true);
  });

  // Catches: a damaged cache file shown for ever.
  test("makes a damaged outline again", async () => {
    const service = new PeaksService({ cacheFolder: folder, columns: 50 });
    writeFileSync(join(folder, "song.bin"), "SGPK half");
    expect(decodePeaks(await service.get(join(audio, "tone.ogg"), "song"))?.low.length).toBe(50);
  });

  // Catches: one who leaves taking the work from another who stays; work going on for nobody.
  test("stops when all have left, not before", async () => {
    const path = join(folder, "long.wav");
    writeFileSync(path, encodeWav([new Float32Array(8000 * 600).fill(0.25)], 8000));
    const service = new PeaksService({ cacheFolder: join(folder, "peaks"), columns: 10 });
    const leaver = new AbortController();
    const left = service.get(path, "long", leaver.signal);
    const stayed = service.get(path, "long");
    leaver.abort();
    await expect(left).rejects.toMatchObject({ code: "cancelled" });
    expect(decodePeaks(await stayed)?.high[0]).toBeCloseTo(0.25, 1);

    const alone = new AbortController();
    const gone = service.get(path, "other", alone.signal);
    alone.abort();
    await expect(gone).rejects.toMatchObject({ code: "cancelled" });
    expect(readdirSync(join(folder, "peaks"))).toEqual(["long.bin"]);
  });

  test("refuses a key that would leave the cache folder", async () => {
    const service = new PeaksService({ cacheFolder: folder });
    await expect(service.get(join(audio, "tone.ogg"), "../song")).rejects.toThrow(RangeError);
  });

  test("says why there is no outline", async () => {
    const service = new PeaksService({ cacheFolder: folder });
    await expect(service.get(join(audio, "garbage.flac"), "bad")).rejects.toMatchObject({
      code: "decode_failed",
    });
  });
});
