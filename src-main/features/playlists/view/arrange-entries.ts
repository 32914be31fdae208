import type { PlaylistSort, SortOrder } from "#shared/contract/index.ts";
import { sortKey } from "#shared/domain/library/sort-key.ts";

/** The lines of a playlist in its manual order. */
export interface ManualLines {
  readonly entryIds: Uint32Array;
  /** 0: no song. */
  readonly songIds: Uint32Array;
}

type EntryOrder = Exclude<PlaylistSort[number], SortOrder>;

/** Sort keys that follow each other and are answered by the same side: the songs' or the entries'. */
export type SortRun =
  | { readonly of: "songs"; readonly sort: readonly SortOrder[] }
  | { readonly of: "entries"; readonly order: EntryOrder };

/** Cuts a sort into runs: song columns that follow each other are ordered in one go. */
export function sortRuns(sort: PlaylistSort): SortRun[] {
  const runs: (SortRun & { sort?: SortOrder[] })[] = [];
  for (const order of sort) {
    const last = runs.at(-1);
    if (isEntryOrder(order)) runs.push({ of: "entries", order });
    else if (last?.of === "songs") last.sort.push(order);
    else runs.push({ of: "songs", sort: [order] });
  }
  return runs;
}

function isEntryOrder(order: PlaylistSort[number]): order is EntryOrder {
  return order.key === "position" || order.key === "entryAddedAt" || order.key === "addedBy";
}

/** Whether the lines stand as the playlist has them. */
export function isManualOrder(sort: PlaylistSort): boolean {
  const [first] = sort;
  return first === undefined || (first.key === "position" && !first.descending);
}

/** A number for each line, by which it sorts ascending. */
export type Ranks = ArrayLike<number>;

/** Lines without a song come last, in whatever order. */
export const rankOfNoSong = 0xffff_ffff;

/** Ranks of lines by song. @param rankBySong by song id; absent: not in the order */
export function songRanks(
  songIds: Uint32Array,
  rankBySong: ReadonlyMap<number, number>,
): Uint32Array {
  return songIds.map((id) => rankBySong.get(id) ?? rankOfNoSong);
}

/** Ranks of lines by what is known of the entry. */
export function entryRanks(
  order: EntryOrder,
  values: readonly { readonly addedAt: number; readonly addedBy: string | null }[],
): Float64Array {
  const sign = order.descending ? -1 : 1;
  if (order.key === "position") return Float64Array.from(values, (_, index) => sign * index);
  if (order.key === "entryAddedAt")
    return Float64Array.from(values, ({ addedAt }) => sign * addedAt);
  const names = new Map(
    [...new Set(values.map(({ addedBy }) => sortKey(addedBy ?? "")))]
      .toSorted()
      .map((name, index) => [name, index]),
  );
  return Float64Array.from(values, ({ addedBy }) =>
    // Added by nobody who is still there: last.
    addedBy === null ? Number.MAX_SAFE_INTEGER : sign * (names.get(sortKey(addedBy)) ?? 0),
  );
}

/** Indexes of lines in the order of their ranks, the first list first; equal ones as in the manual order. */
export function sortedLines(lines: Uint32Array, ranks: readonly Ranks[]): Uint32Array {
  return lines.toSorted((left, right) => {
    for (const rank of ranks) {
      const difference = (rank[left] ?? 0) - (rank[right] ?? 0);
      if (difference !== 0) return difference;
    }
    return left - right;
  });
}
