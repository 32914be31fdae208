import { hasIndex, type IndexRanges } from "#shared/domain/library/index-ranges.ts";

export type EntryStep = "up" | "down" | "top" | "end";

/** Row before which the selected ones go by one step of the keyboard; null when they are there already. */
export function stepTarget(ranges: IndexRanges, total: number, step: EntryStep): number | null {
  const first = ranges[0];
  const last = ranges.at(-1);
  if (first === undefined || last === undefined) return null;
  const isOneBlock = ranges.length === 1;
  const isAtTop = isOneBlock && first.from === 0;
  const isAtEnd = isOneBlock && last.to === total;
  if (step === "up" || step === "top")
    return isAtTop ? null : step === "top" ? 0 : Math.max(0, first.from - 1);
  return isAtEnd ? null : step === "end" ? total : Math.min(total, last.to + 1);
}

/** The first row at or after `beforeIndex` that does not move itself: what the moved ones come to stand before. */
export function firstThatStays(ranges: IndexRanges, beforeIndex: number, total: number): number {
  let index = beforeIndex;
  while (index < total && hasIndex(ranges, index))
    index = ranges.find((range) => index >= range.from && index < range.to)?.to ?? index + 1;
  return index;
}

/** True when moving the rows before `beforeIndex` would leave everything as it is. */
export function isWhereItIs(ranges: IndexRanges, beforeIndex: number): boolean {
  const [only] = ranges;
  if (only === undefined) return true;
  return ranges.length === 1 && beforeIndex >= only.from && beforeIndex <= only.to;
}
