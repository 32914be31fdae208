import type { IndexRange } from "#shared/contract/common.ts";
import type { SortOrder } from "#shared/contract/songs.contract.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { BuiltView } from "./view-protocol.ts";

/** An ordered list of song ids, as it was when it was made. Never changes. */
export interface ViewSnapshot {
  readonly snapshotId: string;
  /** 0: an entry of a playlist that no song was found for. */
  readonly ids: Uint32Array;
  /** Null: an order of its own, by no column. */
  readonly sort: readonly SortOrder[] | null;
  readonly view: Omit<BuiltView, "ids">;
  /** Of a playlist: what else is known of each line. */
  readonly playlist: PlaylistLines | null;
}

/** The lines of an open playlist, beside the song ids of its snapshot. */
export interface PlaylistLines {
  readonly playlistId: number;
  /** Null: its lines are songs, found by rules. */
  readonly entryIds: Uint32Array | null;
  /** 1..n in the playlist's own order; null: the lines stand in it, and all do. */
  readonly positions: Uint32Array | null;
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
 * Where the songs (or entries of a playlist) of `ranges` in one snapshot stand in another; those that left are dropped.
 *
 * @throws AppError `conflict` when the new order scatters them over more ranges than a selection can have
 */
export function remapRanges(
  fromView: Pick<ViewSnapshot, "ids" | "playlist">,
  toView: Pick<ViewSnapshot, "ids" | "playlist">,
  ranges: readonly IndexRange[],
): IndexRange[] {
  // The same song may stand in a playlist twice: its entries are told apart.
  const fromEntries = fromView.playlist?.entryIds ?? null;
  const toEntries = toView.playlist?.entryIds ?? null;
  const areEntries = fromEntries !== null && toEntries !== null;
  const from = areEntries ? fromEntries : fromView.ids;
  const to = areEntries ? toEntries : toView.ids;
  const chosen = idsOfRanges(from, ranges);
  const highest = chosen.reduce((high, id) => Math.max(high, id), 0);
  const isChosen = new Uint8Array(highest + 1);
  for (const id of chosen) isChosen[id] = 1;
  // No song is nobody's.
  if (!areEntries) isChosen[0] = 0;
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
