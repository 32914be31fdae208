import type { IndexRange } from "#shared/contract/common.ts";
import type { SortOrder } from "#shared/contract/songs.contract.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { BuiltView } from "./view-protocol.ts";

/** An ordered list of song ids, as it was when it was made. Never changes. */
export interface ViewSnapshot {
  readonly snapshotId: string;
  readonly ids: Uint32Array<SharedArrayBuffer>;
  readonly sort: readonly SortOrder[];
  readonly view: BuiltView;
}

/** More ranges than a selection may have would make it unusable for the next request. */
const mostRanges = 10_000;

/** Ids of the ranges in view order; ranges may overlap and reach beyond the end, an id comes once. */
export function idsOfRanges(ids: Uint32Array, ranges: readonly IndexRange[]): Uint32Array {
  const clean = mergedRanges(ranges, ids.length);
  const count = clean.reduce((sum, range) => sum + range.to - range.from, 0);
  const chosen = new Uint32Array(count);
  let at = 0;
  for (const { from, to } of clean) {
    chosen.set(ids.subarray(from, to), at);
    at += to - from;
  }
  return chosen;
}

/**
 * Where the songs of `ranges` in one snapshot stand in another; songs that left are dropped.
 *
 * @throws AppError `conflict` when the new order scatters them over more ranges than a selection can have
 */
export function remapRanges(
  from: Uint32Array,
  to: Uint32Array,
  ranges: readonly IndexRange[],
): IndexRange[] {
  const chosen = idsOfRanges(from, ranges);
  const highest = chosen.reduce((high, id) => Math.max(high, id), 0);
  const isChosen = new Uint8Array(highest + 1);
  for (const id of chosen) isChosen[id] = 1;
  const remapped: IndexRange[] = [];
  let start = -1;
  for (let index = 0; index <= to.length; index += 1) {
    const isIn = index < to.length && isChosen[to[index] ?? 0] === 1;
    if (isIn && start === -1) start = index;
    if (!isIn && start !== -1) {
      remapped.push({ from: start, to: index });
      start = -1;
      if (remapped.length > mostRanges) throw tooScattered();
    }
  }
  return remapped;
}

function tooScattered(): AppError {
  return new AppError(
    "conflict",
    "In the new order the selected songs lie too far apart to stay selected. Select them again.",
  );
}

function mergedRanges(ranges: readonly IndexRange[], length: number): IndexRange[] {
  const sorted = ranges
    .map(({ from, to }) => ({ from: Math.min(from, length), to: Math.min(to, length) }))
    .filter(({ from, to }) => from < to)
    .toSorted((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else merged.push({ ...range });
  }
  return merged;
}
