import fc from "fast-check";
import { expect, test } from "vitest";
import {
  hasIndex,
  type IndexRanges,
  normaliseRanges,
} from "#shared/domain/library/index-ranges.ts";
import { firstThatStays, isWhereItIs, stepTarget } from "./entry-places.ts";

/** What main does: takes the rows out and puts them before the row that stays. */
function moved(total: number, ranges: IndexRanges, before: number): number[] {
  const rows = Array.from({ length: total }, (_, index) => index);
  const stays = firstThatStays(ranges, before, total);
  const chosen = rows.filter((index) => hasIndex(ranges, index));
  const others = rows.filter((index) => !hasIndex(ranges, index));
  const at = others.indexOf(stays);
  return others.toSpliced(at < 0 ? others.length : at, 0, ...chosen);
}

const lists = fc.integer({ min: 1, max: 12 }).chain((total) =>
  fc.record({
    total: fc.constant(total),
    ranges: fc
      .array(fc.tuple(fc.nat(total - 1), fc.integer({ min: 1, max: 3 })), {
        minLength: 1,
        maxLength: 3,
      })
      .map((pairs) =>
        normaliseRanges(
          pairs.map(([from, length]) => ({ from, to: Math.min(total, from + length) })),
        ),
      ),
  }),
);

test("one step moves a block by one row, and never past the ends", () => {
  expect(moved(5, [{ from: 2, to: 4 }], stepTarget([{ from: 2, to: 4 }], 5, "up") ?? -1)).toEqual([
    0, 2, 3, 1, 4,
  ]);
  expect(moved(5, [{ from: 1, to: 3 }], stepTarget([{ from: 1, to: 3 }], 5, "down") ?? -1)).toEqual(
    [0, 3, 1, 2, 4],
  );
  expect(stepTarget([{ from: 0, to: 2 }], 5, "up")).toBeNull();
  expect(stepTarget([{ from: 3, to: 5 }], 5, "end")).toBeNull();
  expect(stepTarget([], 5, "up")).toBeNull();
});

test("top and end bring scattered rows together in their order", () => {
  const ranges = [
    { from: 1, to: 2 },
    { from: 3, to: 4 },
  ];
  expect(moved(5, ranges, stepTarget(ranges, 5, "top") ?? -1)).toEqual([1, 3, 0, 2, 4]);
  expect(moved(5, ranges, stepTarget(ranges, 5, "end") ?? -1)).toEqual([0, 2, 4, 1, 3]);
});

test("no drop loses or doubles a row, and what is called unchanged is unchanged", () => {
  fc.assert(
    fc.property(lists, fc.nat(12), ({ total, ranges }, place) => {
      const before = Math.min(place, total);
      const result = moved(total, ranges, before);
      const inOrder = Array.from({ length: total }, (_, index) => index);
      expect(result.toSorted((a, b) => a - b)).toEqual(inOrder);
      if (isWhereItIs(ranges, before)) expect(result).toEqual(inOrder);
    }),
  );
});
