import type { SortOrder } from "#shared/contract/index.ts";
import {
  type IndexRanges,
  normaliseRanges,
  portionsOf,
} from "#shared/domain/library/index-ranges.ts";
import { onEvent, request } from "#renderer/lib/bridge.ts";
import type { ListSortOrder } from "./columns.ts";
import type { ListRow } from "./list-row.ts";

/** A snapshot that was just made. */
export interface OpenedSnapshot {
  readonly snapshotId: string;
  readonly total: number;
  readonly totalDurationSec: number;
  /** Rows without any query. */
  readonly librarySize: number;
}

/** Where a list's rows come from: the library, or a playlist. Its identity is the list's: another source, another list. */
export interface SongListSource {
  /** Names the view to main, and where the list stood when it was last seen. */
  readonly viewName: string;
  readonly open: (query: string, sort: readonly ListSortOrder[]) => Promise<OpenedSnapshot>;
  readonly fetch: (
    snapshotId: string,
    offset: number,
    limit: number,
  ) => Promise<readonly (ListRow | null)[]>;
  /** Index in the newer snapshot of the row at `index` of the older; null when it left. */
  readonly locate: (
    fromSnapshotId: string,
    toSnapshotId: string,
    index: number,
    row: ListRow,
  ) => Promise<number | null>;
  /** Calls back whenever the rows may have changed, and answers what stops it. */
  readonly follow: (changed: () => void) => () => void;
  /** While changes come in a stream, the list follows at this pace. */
  readonly refreshIntervalMs: number;
}

/** What `songs.remapSelection` takes at once. */
const maxRangesPerRequest = 10_000;

/** Where the rows of one snapshot stand in another of the same list. */
export async function remapRanges(
  fromSnapshotId: string,
  toSnapshotId: string,
  ranges: IndexRanges,
): Promise<IndexRanges> {
  const answers = await Promise.all(
    portionsOf(ranges, maxRangesPerRequest).map((portion) =>
      request("songs.remapSelection", { fromSnapshotId, toSnapshotId, ranges: [...portion] }),
    ),
  );
  return normaliseRanges(answers.flatMap((answer) => answer.ranges));
}

/** The songs of the library that match a query. */
export function songsSource(viewName: string): SongListSource {
  return {
    viewName,
    open: (query, sort) =>
      request("songs.openView", { viewName, query, sort: sort.filter(isOfSongs) }),
    fetch: async (snapshotId, offset, limit) =>
      (await request("songs.getWindow", { snapshotId, offset, limit })).rows,
    locate: async (_from, snapshotId, _index, { uuid }) =>
      (await request("songs.locate", { snapshotId, uuid })).index,
    follow: (changed) => onEvent("library.changed", changed),
    // During a scan the library changes many times a second.
    refreshIntervalMs: 1200,
  };
}

function isOfSongs(order: ListSortOrder): order is SortOrder {
  return order.key !== "position" && order.key !== "entryAddedAt" && order.key !== "addedBy";
}
