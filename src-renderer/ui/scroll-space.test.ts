import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clampOffset,
  createScrollSpace,
  maxBodyPx,
  offsetForRow,
  rowsInSight,
  toPhysical,
  toVirtual,
} from "./scroll-space.ts";

const rowPx = 36;

describe.each([26, 100_000, 888_889, 1_000_000, 10_000_000])("a list of %i rows", (rowCount) => {
  const space = createScrollSpace(rowCount, rowPx, 640);

  test("is never taller than Chromium can lay out", () => {
    expect(space.bodyPx).toBeLessThanOrEqual(maxBodyPx);
    expect(maxBodyPx).toBeLessThan(2 ** 25);
  });

  test("shows its last row when scrolled to the end", () => {
    const end = toVirtual(space, space.bodyPx - space.viewportPx);
    expect(rowsInSight(space, end, 0).to).toBe(rowCount);
    // Wholly in sight: its lower edge is the viewport's.
    expect(rowCount * rowPx - end).toBeCloseTo(Math.min(640, rowCount * rowPx), 3);
  });

  test("shows its first row at the top", () => {
    expect(toVirtual(space, 0)).toBe(0);
    expect(rowsInSight(space, 0, 8).from).toBe(0);
  });

  test("brings any row into sight with the least movement", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: rowCount - 1 }),
        fc.integer({ min: 0, max: rowCount - 1 }),
        (index, start) => {
          const from = clampOffset(space, start * rowPx);
          const offset = offsetForRow(space, from, index, "nearest");
          expect(index * rowPx).toBeGreaterThanOrEqual(offset);
          expect((index + 1) * rowPx).toBeLessThanOrEqual(offset + Math.max(rowPx, 640));
          // Already in sight: nothing moves.
          expect(offsetForRow(space, offset, index, "nearest")).toBe(offset);
        },
      ),
    );
  });

  test("maps positions to and fro without drift", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const offset = clampOffset(space, share * space.virtualPx);
        expect(toVirtual(space, toPhysical(space, offset))).toBeCloseTo(offset, 4);
      }),
    );
  });

  test("draws few rows wherever it stands", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const { from, to } = rowsInSight(space, clampOffset(space, share * space.virtualPx), 8);
        expect(to - from).toBeLessThanOrEqual(Math.ceil(640 / rowPx) + 1 + 16);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(rowCount);
      }),
    );
  });
});

test("a list that fits is not scaled: the wheel moves true pixels", () => {
  expect(createScrollSpace(888_000, rowPx, 640).scale).toBe(1);
  expect(createScrollSpace(1_000_000, rowPx, 640).scale).toBeGreaterThan(1);
});

test("an empty list and a viewport of no height do not divide by zero", () => {
  const empty = createScrollSpace(0, rowPx, 0);
  expect(rowsInSight(empty, clampOffset(empty, 100), 8)).toEqual({ from: 0, to: 0 });
  expect(toPhysical(empty, 50)).toBe(0);
});
