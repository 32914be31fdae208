import { AppError } from "#shared/errors/app-error.ts";
import { emptySelection, type ListSelection } from "#shared/domain/library/list-selection.ts";
import { remapRanges, type SongListSource } from "./song-list-source.ts";
import type { InSight, OpenedView, SongListState } from "./song-list.types.ts";

/** Why a new snapshot was asked for. */
export type OpenReason = "first" | "query" | "sort" | "refresh";

interface CarriedOver {
  readonly selection: ListSelection;
  scrollToPx: number | null;
}

/**
 * Finds selection and scroll again in a newer snapshot. A new query starts afresh at the top; a new order keeps the
 * selection and, if it is in sight, its row where it is on the screen; a changed library keeps the first row in sight where it is.
 */
export async function carryOver(
  source: SongListSource,
  reason: OpenReason,
  { view, selection }: SongListState,
  newer: { readonly snapshotId: string; readonly total: number },
  inSight: InSight,
): Promise<CarriedOver> {
  if (view === null || reason === "first" || reason === "query")
    return { selection: emptySelection, scrollToPx: 0 };
  try {
    return await findAgain(source, reason, { view, selection }, newer, inSight);
  } catch (error) {
    if (!isSnapshotGone(error, view.snapshotId)) throw error;
    // Nobody can say any more where the rows went. The page stays where it is; a guessed selection could be deleted.
    const lead = Math.min(selection.lead, newer.total - 1);
    return { selection: { ...emptySelection, lead, anchor: lead }, scrollToPx: null };
  }
}

/** Whether main let go of a snapshot: of the one named, or of any. */
export function isSnapshotGone(error: unknown, snapshotId?: string): boolean {
  if (!(error instanceof AppError) || error.code !== "not_found") return false;
  const gone = error.details["snapshotId"];
  return snapshotId === undefined ? typeof gone === "string" : gone === snapshotId;
}

async function findAgain(
  source: SongListSource,
  reason: "sort" | "refresh",
  { view, selection }: { readonly view: OpenedView; readonly selection: ListSelection },
  newer: { readonly snapshotId: string; readonly total: number },
  inSight: InSight,
): Promise<CarriedOver> {
  const [ranges, lead, anchor, scrollToPx] = await Promise.all([
    remapRanges(view.snapshotId, newer.snapshotId, selection.ranges),
    locate(source, view, newer.snapshotId, selection.lead),
    locate(source, view, newer.snapshotId, selection.anchor),
    findScroll(source, reason, view, newer.snapshotId, selection, inSight),
  ]);
  // Songs that were removed leave the focus to what took their place.
  const fallback = ranges[0]?.from ?? Math.min(selection.lead, newer.total - 1);
  return {
    selection: { ranges, lead: lead ?? fallback, anchor: anchor ?? fallback },
    scrollToPx,
  };
}

/** Index in the newer snapshot of the song at `index` of the older; null when it left or is not loaded. */
async function locate(
  source: SongListSource,
  view: OpenedView,
  snapshotId: string,
  index: number,
): Promise<number | null> {
  const row = index < 0 ? undefined : view.windows.rowAt(index);
  if (row === undefined || row === null) return null;
  return await source.locate(view.snapshotId, snapshotId, index, row);
}

async function findScroll(
  source: SongListSource,
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
    const index = await locate(source, view, snapshotId, selection.lead);
    return index === null ? 0 : Math.max(0, offsetPx + (index - selection.lead) * rowPx);
  }
  // At the very top new songs should be seen to arrive; elsewhere the page must not move under the eyes.
  if (offsetPx === 0) return 0;
  const index = await locate(source, view, snapshotId, first);
  return index === null ? null : Math.max(0, offsetPx + (index - first) * rowPx);
}
