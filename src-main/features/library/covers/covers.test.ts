import { hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { silentLogger } from "#core/logging/logger.ts";
import { temporaryFolder } from "#test-support/test-database.ts";
import { CoverStore } from "./cover-store.ts";
import { CoversService } from "./covers.service.ts";
import { downscale, type Pixels, sizeWithin } from "./downscale.ts";
import { decodePicture, encodeAsJpeg } from "./image-codecs.adapter.ts";

/** Left half red, right half blue. */
function halves(width: number, height: number, alpha = 255): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const isLeft = pixel % width < width / 2;
    data.set([isLeft ? 255 : 0, 0, isLeft ? 0 : 255, alpha], pixel * 4);
  }
  return { data, width, height };
}

function keyOf(bytes: Uint8Array): string {
  return hash("sha256", bytes, "hex").slice(0, 32);
}

describe("downscale", () => {
  test("keeps the shape, never enlarges", () => {
    expect(sizeWithin({ width: 1000, height: 500 }, 320)).toEqual({ width: 320, height: 160 });
    expect(sizeWithin({ width: 3, height: 4000 }, 96)).toEqual({ width: 1, height: 96 });
    expect(sizeWithin({ width: 320, height: 300 }, 320)).toBeNull();
  });

  test("averages areas, also at odd ratios, and lays what is transparent on white", () => {
    const small = downscale(halves(101, 37), 10, 7);
    expect(Array.from(small.data.slice(0, 4))).toEqual([255, 0, 0, 255]);
    expect(Array.from(small.data.slice(36, 40))).toEqual([0, 0, 255, 255]);
    expect(Array.from(downscale(halves(8, 8, 0), 2, 2).data.slice(0, 4))).toEqual([
      255, 255, 255, 255,
    ]);
  });
});

describe("covers", () => {
  test("a thumbnail is made once, is small, and shows the picture", async () => {
    using folder = temporaryFolder();
    const store = new CoverStore(folder.path);
    const original = await encodeAsJpeg(noisy(900, 900));
    const key = keyOf(original);
    store.add(key, "image/jpeg", original);
    await store.settled();
    const covers = new CoversService(store, folder.path, silentLogger);
    try {
      const [first, again] = await Promise.all([covers.get(key, 300), covers.get(key, 320)]);
      expect(again?.bytes).toEqual(first?.bytes);
      const pixels = await decodePicture(first?.bytes ?? new Uint8Array(), "image/jpeg");
      expect([pixels?.width, pixels?.height]).toEqual([320, 320]);
      expect((pixels?.data[0] ?? 0) > (pixels?.data[2] ?? 0)).toBe(true);
      const [tiny, whole] = [await covers.get(key, 40), await covers.get(key, 1000)];
      expect(tiny?.bytes.length).toBeLessThan(first?.bytes.length ?? 0);
      expect(whole?.bytes).toEqual(original);
      rmSync(join(folder.path, key.slice(0, 2)), { recursive: true });
      expect(await covers.get(key, 320)).toBeNull();
    } finally {
      await covers.close();
    }
  });

  test("what cannot be decoded is served as it is; what is no key is nothing", async () => {
    using folder = temporaryFolder();
    const store = new CoverStore(folder.path);
    const broken = new Uint8Array(20_000).fill(7);
    broken.set([0xff, 0xd8, 0xff, 0xe0]);
    const key = keyOf(broken);
    store.add(key, "image/jpeg", broken);
    await store.settled();
    const covers = new CoversService(store, folder.path, silentLogger);
    try {
      expect(await covers.get(key, 96)).toEqual({ bytes: broken, contentType: "image/jpeg" });
      expect(await covers.get("../../../etc/passwd", 96)).toBeNull();
      expect(await covers.get("0".repeat(32), 96)).toBeNull();
    } finally {
      await covers.close();
    }
  });

  test("the same picture is stored once and whole, without leftovers", async () => {
    using folder = temporaryFolder();
    const store = new CoverStore(folder.path);
    const bytes = new Uint8Array(5000).fill(1);
    const key = keyOf(bytes);
    for (let time = 0; time < 3; time++) expect(store.add(key, "image/png", bytes)).toBe(true);
    expect(store.add(key, "image/tiff", bytes)).toBe(false);
    await store.settled();
    expect(readdirSync(join(folder.path, key.slice(0, 2)))).toEqual([`${key}.png`]);
    const found = store.find(key);
    expect(found !== null && existsSync(found.path) && readFileSync(found.path).length).toBe(5000);
  });
});

/** Red to the left and blue to the right with noise, so that the JPEG is not tiny. */
function noisy(width: number, height: number): Pixels {
  const pixels = halves(width, height);
  for (let index = 0; index < pixels.data.length; index += 4)
    pixels.data[index + 1] = (index * 7919) % 61;
  return pixels;
}
