import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addRange,
  clampRanges,
  countIndexes,
  hasIndex,
  type IndexRange,
  type IndexRanges,
  normaliseRanges,
  portionsOf,
  removeRange,
  toggleIndex,
} from "./index-ranges.ts";

/** The same set as plain numbers: the model that the ranges are held against. */
function members(ranges: readonly IndexRange[]): number[] {
  const all = new Set<number>();
  for (const range of ranges)
    for (let index = range.from; index < range.to; index++) all.add(index);
  return [...all].toSorted((a, b) => a - b);
}

/** Sorted, apart, none empty: what every answer must be, or two equal selections would differ. */
function isNormal(ranges: IndexRanges): boolean {
  return ranges.every((range, at) => {
    const next = ranges[at + 1];
    return range.to > range.from && (next === undefined || next.from > range.to);
  });
}

const index = fc.integer({ min: 0, max: 60 });
const range = fc.record({ from: index, to: index });
const rangeList = fc.array(range, { maxLength: 12 });

describe("index ranges behave as a set of numbers", () => {
  test("normalising keeps the members and joins what touches", () => {
    fc.assert(
      fc.property(rangeList, (list) => {
        const ranges = normaliseRanges(list);
        expect(isNormal(ranges)).toBe(true);
        expect(members(ranges)).toEqual(members(list));
        expect(countIndexes(ranges)).toBe(members(list).length);
      }),
    );
  });

  test("adding is union, removing is difference, toggling is symmetric difference", () => {
    fc.assert(
      fc.property(rangeList, range, index, (list, other, single) => {
        const ranges = normaliseRanges(list);
        const before = new Set(members(ranges));
        const others = new Set(members([other]));
        const added = addRange(ranges, other);
        const removed = removeRange(ranges, other);
        const toggled = toggleIndex(ranges, single);
        for (const answer of [added, removed, toggled]) expect(isNormal(answer)).toBe(true);
        expect(new Set(members(added))).toEqual(before.union(others));
        expect(new Set(members(removed))).toEqual(before.difference(others));
        expect(new Set(members(toggled))).toEqual(before.symmetricDifference(new Set([single])));
      }),
    );
  });

  test("membership agrees with the sorted list of members", () => {
    fc.assert(
      fc.property(rangeList, index, (list, wanted) => {
        const ranges = normaliseRanges(list);
        const all = members(ranges);
        expect(hasIndex(ranges, wanted)).toBe(all.includes(wanted));
      }),
    );
  });

  test("clamping drops exactly what lies past the end", () => {
    fc.assert(
      fc.property(rangeList, index, (list, total) => {
        const ranges = clampRanges(normaliseRanges(list), total);
        expect(isNormal(ranges)).toBe(true);
        expect(members(ranges)).toEqual(members(list).filter((member) => member < total));
      }),
    );
  });

  test("portions lose and repeat nothing", () => {
    fc.assert(
      fc.property(rangeList, fc.integer({ min: 1, max: 5 }), (list, size) => {
        const ranges = normaliseRanges(list);
        const portions = portionsOf(ranges, size);
        expect(portions.flat()).toEqual(ranges);
        for (const portion of portions) expect(portion.length).toBeLessThanOrEqual(size);
      }),
    );
  });

  test("a million songs are one range", () => {
    expect(normaliseRanges([{ from: 0, to: 1_000_000 }])).toHaveLength(1);
    expect(
      countIndexes(addRange([{ from: 0, to: 999_999 }], { from: 999_999, to: 1_000_000 })),
    ).toBe(1_000_000);
  });
});
