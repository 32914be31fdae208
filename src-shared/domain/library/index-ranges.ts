/**
 * A set of list indexes kept as half-open ranges `[from, to)`: sorted, apart from each other, none empty. "All 100,000"
 * stays two numbers. Every function takes such a set and answers a new one.
 */
export interface IndexRange {
  readonly from: number;
  readonly to: number;
}
export type IndexRanges = readonly IndexRange[];

export const noIndexes: IndexRanges = [];

/** Sorts and joins ranges in any order, dropping empty ones. */
export function normaliseRanges(ranges: readonly IndexRange[]): IndexRanges {
  const sorted = ranges
    .filter((range) => range.to > range.from)
    .toSorted((a, b) => a.from - b.from);
  const joined: { from: number; to: number }[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else joined.push({ from: range.from, to: range.to });
  }
  return joined;
}

/** Position of the range that holds `index`, or -1. */
function findRange(ranges: IndexRanges, index: number): number {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (range === undefined) return -1;
    if (index < range.from) high = middle - 1;
    else if (index >= range.to) low = middle + 1;
    else return middle;
  }
  return -1;
}

export function hasIndex(ranges: IndexRanges, index: number): boolean {
  return findRange(ranges, index) >= 0;
}

export function countIndexes(ranges: IndexRanges): number {
  return ranges.reduce((sum, range) => sum + range.to - range.from, 0);
}

export function addRange(ranges: IndexRanges, added: IndexRange): IndexRanges {
  return normaliseRanges([...ranges, added]);
}

export function removeRange(ranges: IndexRanges, removed: IndexRange): IndexRanges {
  if (removed.to <= removed.from) return ranges;
  return ranges.flatMap((range) =>
    [
      { from: range.from, to: Math.min(range.to, removed.from) },
      { from: Math.max(range.from, removed.to), to: range.to },
    ].filter((part) => part.to > part.from),
  );
}

export function toggleIndex(ranges: IndexRanges, index: number): IndexRanges {
  const single = { from: index, to: index + 1 };
  return hasIndex(ranges, index) ? removeRange(ranges, single) : addRange(ranges, single);
}

/** Drops what lies at or past `total`, after a list became shorter. */
export function clampRanges(ranges: IndexRanges, total: number): IndexRanges {
  return normaliseRanges(
    ranges.map((range) => ({ from: Math.max(0, range.from), to: Math.min(range.to, total) })),
  );
}

/** The ranges in portions of at most `size`, for messages that are limited. */
export function portionsOf(ranges: IndexRanges, size: number): readonly IndexRanges[] {
  const portions: IndexRanges[] = [];
  for (let start = 0; start < ranges.length; start += size)
    portions.push(ranges.slice(start, start + size));
  return portions;
}
