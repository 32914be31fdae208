import { expect, test } from "vitest";
import { coverShapes, drawCover } from "./cover-art.ts";

test("the same words always give the same picture, however they are encoded", () => {
  expect(drawCover("Blue Hour")).toEqual(drawCover("Blue Hour"));
  expect(drawCover("Café")).toEqual(drawCover("Cafe\u0301"));
  expect(drawCover("BLUE HOUR")).toEqual(drawCover("blue hour"));
});

test("albums that differ by one sign look different, and every shape is used", () => {
  const arts = Array.from({ length: 400 }, (_, at) => drawCover(`Album ${at}`));
  expect(new Set(arts.map((art) => art.shape)).size).toBe(coverShapes.length);
  expect(new Set(arts.map((art) => JSON.stringify(art))).size).toBeGreaterThan(250);
  // No shape takes over: a weak hash would put most albums on one.
  for (const shape of coverShapes)
    expect(arts.filter((art) => art.shape === shape).length).toBeLessThan(120);
});
