import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { appRoot } from "#core/files/app-root.ts";
import { pictureSize } from "./picture-size.ts";

function bytesOf(...parts: (string | number[])[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) =>
      typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part),
    ),
  );
}

// Catches: fields of a header read at the wrong place or in the wrong order.
test("reads the size that a header states", () => {
  const png = bytesOf("\x89PNG\r\n\x1a\n", [0, 0, 0, 13], "IHDR", [0, 0, 0x4e, 0x20, 0, 0, 1, 2]);
  expect(pictureSize(png, "image/png")).toEqual({ width: 20_000, height: 258 });
  const jpeg = bytesOf(
    [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc4, 0, 3, 9],
    [0xff, 0xff, 0xc2, 0, 17, 8, 0x01, 0x02, 0x03, 0x04],
  );
  expect(pictureSize(jpeg, "image/jpeg")).toEqual({ width: 0x0304, height: 0x0102 });
  const riff = bytesOf("RIFF", [0, 0, 0, 0], "WEBP");
  const extended = bytesOf([...riff], "VP8X", [10, 0, 0, 0, 0, 0, 0, 0], [9, 1, 0, 4, 0, 1]);
  expect(pictureSize(extended, "image/webp")).toEqual({ width: 266, height: 0x1_00_05 });
  const lossless = bytesOf([...riff], "VP8L", [9, 0, 0, 0, 0x2f], [0x7f, 0x02, 0x40, 0x00]);
  expect(pictureSize(lossless, "image/webp")).toEqual({ width: 640, height: 257 });
});

test("reads real covers", () => {
  const cover = readFileSync(join(appRoot(), "e2e", "fixtures", "audio", "cover.jpg"));
  expect(pictureSize(cover, "image/jpeg")).toMatchObject({ width: expect.any(Number) });
});

// Catches: a cut header that throws or runs for ever.
test("a header that ends early has no size", () => {
  for (const mime of ["image/png", "image/jpeg", "image/webp", "image/gif"])
    expect(pictureSize(bytesOf([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]), mime)).toBeNull();
});
