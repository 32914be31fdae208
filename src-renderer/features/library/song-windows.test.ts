import { expect, test } from "vitest";
import type { SongRow } from "#shared/contract/index.ts";
import { SongWindows, windowSize } from "./song-windows.ts";

function song(index: number): SongRow {
  return {
    uuid: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    title: `Song ${index}`,
    artist: null,
    albumArtist: null,
    album: null,
    trackNo: null,
    discNo: null,
    genre: null,
    year: null,
    durationSec: 1,
    bpm: null,
    musicalKey: null,
    codec: null,
    bitrateKbps: null,
    sampleRateHz: null,
    filesizeBytes: 1,
    isLossless: false,
    availability: "available",
    coverKey: null,
    rating: null,
    isFavorite: false,
    isHidden: false,
    playCount: 0,
    skipCount: 0,
    lastPlayedAt: null,
    addedAt: 0,
    localPath: null,
  };
}

/** Main's side, answering only when told, so that the order of answers is the test's. */
function createSource(total: number) {
  const asked: number[] = [];
  const waiting: (() => void)[] = [];
  const errors: unknown[] = [];
  let failNext = false;
  let changes = 0;
  const windows = new SongWindows({
    total,
    fetch: (offset, limit) =>
      new Promise((resolve, reject) => {
        asked.push(offset);
        const isFailing = failNext;
        failNext = false;
        waiting.push(() => {
          if (isFailing) reject(new Error("gone"));
          else
            resolve(
              Array.from({ length: Math.min(limit, total - offset) }, (_, at) => song(offset + at)),
            );
        });
      }),
    onChange: () => changes++,
    onError: (error) => errors.push(error),
  });
  return {
    windows,
    asked,
    errors,
    changes: () => changes,
    failNext: () => {
      failNext = true;
    },
    async answerAll(): Promise<void> {
      while (waiting.length > 0) {
        waiting.shift()?.();
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
  };
}

test("asks for the windows in sight, then one ahead in the direction of the scroll", async () => {
  const source = createSource(1000);
  source.windows.want(250, 280, 1);
  await source.answerAll();
  expect(source.asked).toEqual([200, 300]);
  expect(source.windows.rowAt(255)?.title).toBe("Song 255");
  source.windows.want(250, 280, -1);
  await source.answerAll();
  expect(source.asked).toEqual([200, 300, 100]);
});

test("asks for nothing twice and for nothing outside the list", async () => {
  const source = createSource(250);
  source.windows.want(200, 250, 1);
  source.windows.want(201, 250, 1);
  await source.answerAll();
  source.windows.want(200, 250, 1);
  await source.answerAll();
  expect(source.asked).toEqual([200]);
  expect(source.windows.rowAt(249)?.title).toBe("Song 249");
  expect(source.windows.rowAt(250)).toBeUndefined();
});

test("a fling asks for where it stops, not for all it passed", async () => {
  const source = createSource(1_000_000);
  for (let row = 0; row < 900_000; row += 5000) source.windows.want(row, row + 30, 1);
  await source.answerAll();
  expect(source.asked.length).toBeLessThanOrEqual(6);
  expect(source.windows.rowAt(895_005)?.title).toBe("Song 895005");
});

test("keeps a bounded number of windows, dropping the longest unused", async () => {
  const source = createSource(100_000);
  for (let at = 0; at < 200; at++) {
    source.windows.want(at * windowSize, at * windowSize + 1, 1);
    await source.answerAll();
    source.windows.want(0, 1, 1);
    await source.answerAll();
  }
  expect(source.windows.rowAt(0)?.title).toBe("Song 0");
  expect(source.windows.rowAt(50 * windowSize)).toBeUndefined();
  expect(source.windows.rowAt(199 * windowSize)?.title).toBe("Song 19900");
});

test("a failed window is reported once and asked again when it is next in sight", async () => {
  const source = createSource(100);
  source.failNext();
  source.windows.want(0, 30, 1);
  await source.answerAll();
  expect(source.errors).toHaveLength(1);
  expect(source.asked).toEqual([0]);
  source.windows.want(0, 30, 1);
  await source.answerAll();
  expect(source.windows.rowAt(0)?.title).toBe("Song 0");
});

test("a patch changes loaded rows at their true index and says so", async () => {
  const source = createSource(300);
  source.windows.want(100, 130, 1);
  await source.answerAll();
  const before = source.changes();
  source.windows.patch((row, index) => (index === 101 ? { ...row, rating: 8 } : row));
  expect(source.windows.rowAt(101)?.rating).toBe(8);
  expect(source.windows.rowAt(102)?.rating).toBeNull();
  expect(source.changes()).toBe(before + 1);
});

test("loading ahead of showing answers when every row is there", async () => {
  const source = createSource(1000);
  const loaded = source.windows.load(150, 320);
  await source.answerAll();
  await loaded;
  for (const index of [150, 200, 319]) expect(source.windows.rowAt(index)).toBeDefined();
});
