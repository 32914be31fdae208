import {
  type IndexRanges,
  normaliseRanges,
  portionsOf,
} from "#shared/domain/library/index-ranges.ts";
import { emptySelection, type ListSelection } from "#shared/domain/library/list-selection.ts";
import { request } from "#renderer/lib/bridge.ts";
import type { InSight, OpenedView, SongListState } from "./song-list.types.ts";

/** Why a new snapshot was asked for. */
export type OpenReason = "first" | "query" | "sort" | "refresh";

interface CarriedOver {
  readonly selection: ListSelection;
  scrollToPx: number | null;
}

/** What `songs.remapSelection` takes at once. */
const maxRangesPerRequest = 10_000;

/**
 * Finds selection and scroll again in a newer snapshot. A new query starts afresh at the top; a new order keeps the
 * selection and, if it is in sight, its row where it is on the screen; a changed library keeps the first row in sight where it is.
 */
export async function carryOver(
  reason: OpenReason,
  { view, selection }: SongListState,
  newer: { readonly snapshotId: string; readonly total: number },
  inSight: InSight,
): Promise<CarriedOver> {
  if (view === null || reason === "first" || reason === "query")
    return { selection: emptySelection, scrollToPx: 0 };
  const [ranges, lead, anchor, scrollToPx] = await Promise.all([
    remap(view, newer.snapshotId, selection.ranges),
    locate(view, newer.snapshotId, selection.lead),
    locate(view, newer.snapshotId, selection.anchor),
    findScroll(reason, view, newer.snapshotId, selection, inSight),
  ]);
  // Songs that were removed leave the focus to what took their place.
  const fallback = ranges[0]?.from ?? Math.min(selection.lead, newer.total - 1);
  return {
    selection: { ranges, lead: lead ?? fallback, anchor: anchor ?? fallback },
    scrollToPx,
  };
}

async function remap(
  view: OpenedView,
  toSnapshotId: string,
  ranges: IndexRanges,
): Promise<IndexRanges> {
  const answers = await Promise.all(
    portionsOf(ranges, maxRangesPerRequest).map((portion) =>
      request("songs.remapSelection", {
        fromSnapshotId: view.snapshotId,
        toSnapshotId,
        ranges: [...portion],
      }),
    ),
  );
  return normaliseRanges(answers.flatMap((answer) => answer.ranges));
}

/** Index in the newer snapshot of the song at `index` of the older; null when it left or is not loaded. */
async function locate(view: OpenedView, snapshotId: string, index: number): Promise<number | null> {
  const row = index < 0 ? undefined : view.windows.rowAt(index);
  if (row === undefined || row === null) return null;
  return (await request("songs.locate", { snapshotId, uuid: row.uuid })).index;
}

async function findScroll(
  reason: "sort" | "refresh",
  view: OpenedView,
  snapshotId: string,
  selection: ListSelection,
  { offsetPx, rowPx, pageSize }: InSight,
): Promise<number | null> {
  const first = Math.floor(offsetPx / rowPx);
  if (reason === "sort") {
    const isLeadInSight = selection.lead >= first && selection.lead <= first + pageSize;
    if (!isLeadInSight || selection.ranges.length === 0) return 0;
    const index = await locate(view, snapshotId, selection.lead);
    return index === null ? 0 : Math.max(0, offsetPx + (index - selection.lead) * rowPx);
  }
  // At the very top new songs should be seen to arrive; elsewhere the page must not move under the eyes.
  if (offsetPx === 0) return 0;
  const index = await locate(view, snapshotId, first);
  return index === null ? null : Math.max(0, offsetPx + (index - first) * rowPx);
}
