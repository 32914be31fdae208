import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import {
  clampSelection,
  emptySelection,
  type ListSelection,
} from "#shared/domain/library/list-selection.ts";
import { isCancelled, onReconnect } from "#renderer/lib/bridge.ts";
import { showError } from "#renderer/lib/toasts.ts";
import { queryProblemOf } from "#renderer/lib/search-problem.ts";
import { throttle } from "#renderer/lib/use-resource.ts";
import { carryOver, isSnapshotGone, type OpenReason } from "./carry-over.ts";
import type { ListSortOrder } from "./columns.ts";
import { type SongListSource, songsSource } from "./song-list-source.ts";
import type { ListRow } from "./list-row.ts";
import type { InSight, OpenedView, SongListState } from "./song-list.types.ts";
import { SongWindows } from "./song-windows.ts";

export interface SongList extends SongListState {
  /** Names the list, as its source does. */
  readonly viewName: string;
  readonly setSelection: (change: (former: ListSelection) => ListSelection) => void;
  readonly patchRows: (change: (row: ListRow, index: number) => ListRow) => void;
  readonly refresh: () => void;
  /** Asks at once, for what the person just did; resolves when the newer rows are shown. */
  readonly reopen: () => Promise<void>;
  /** The table says here what is in sight. */
  readonly reportInSight: (inSight: InSight) => void;
}

/** Where each list stood when it was last seen: coming back to the page, or from a search, finds it there again. */
const formerOffsets = new Map<string, number>();
const maxFormerOffsets = 50;
/** Past these, a list that is always out of date is an error to be shown. */
const maxRetries = 5;

function placeKey(viewName: string, query: string, sortKey: string): string {
  return JSON.stringify([viewName, query, sortKey]);
}

const nothingYet: SongListState = {
  view: null,
  selection: emptySelection,
  error: null,
  queryProblem: null,
  isOpening: true,
};

/**
 * A list of songs for a query and an order: opens its view, carries selection and scroll over to each newer snapshot and
 * follows the library. The former rows stay until the new ones are loaded, so that typing and sorting never flicker.
 */
export function useSongList(
  viewName: string,
  query: string,
  sort: readonly ListSortOrder[] | null,
): SongList {
  const source = useMemo(() => songsSource(viewName), [viewName]);
  return useListOf(source, query, sort);
}

/** The same for rows of any source, which must stay the same object while the list does. */
export function useListOf(
  source: SongListSource,
  query: string,
  sort: readonly ListSortOrder[] | null,
): SongList {
  const { viewName } = source;
  const [state, setState] = useState(nothingYet);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const stateRef = useRef(state);
  const newest = useRef(0);
  const retries = useRef(0);
  const inSight = useRef<InSight>({ offsetPx: 0, rowPx: 36, pageSize: 30 });
  const refreshRef = useRef<() => void>(() => undefined);
  const sortKey = sort === null ? null : JSON.stringify(sort);

  const commit = useCallback((change: Partial<SongListState>) => {
    stateRef.current = { ...stateRef.current, ...change };
    setState(stateRef.current);
  }, []);

  const open = useCallback(
    async (reason: OpenReason) => {
      if (sortKey === null) return;
      const mine = ++newest.current;
      const isNewest = (): boolean => mine === newest.current;
      commit({ isOpening: true });
      try {
        const opened = await source.open(query, JSON.parse(sortKey) as ListSortOrder[]);
        if (!isNewest()) return;
        const windows = createWindows(source, opened.snapshotId, opened.total, redraw, (error) => {
          // A snapshot that main dropped (it restarted, or the page slept) is made anew.
          if (stateRef.current.view?.snapshotId === opened.snapshotId) refreshRef.current();
          else if (!isCancelled(error)) showError(error);
        });
        const former = stateRef.current;
        const carried = await carryOver(source, reason, former, opened, inSight.current);
        if (reason === "first" || (reason === "query" && query === ""))
          carried.scrollToPx = formerOffsets.get(placeKey(viewName, query, sortKey)) ?? 0;
        const first = Math.floor(
          (carried.scrollToPx ?? inSight.current.offsetPx) / inSight.current.rowPx,
        );
        await windows.load(first, first + inSight.current.pageSize + 1);
        if (!isNewest()) return;
        retries.current = 0;
        const view: OpenedView = {
          ...opened,
          query,
          sortKey,
          windows,
          scrollToPx: carried.scrollToPx,
        };
        // Clicks made while main answered count: only then is the carried selection older than the shown one.
        const isUnchanged = stateRef.current.selection === former.selection;
        const selection = isUnchanged ? carried.selection : stateRef.current.selection;
        commit({
          view,
          selection: clampSelection(selection, opened.total),
          error: null,
          queryProblem: null,
          isOpening: false,
        });
      } catch (error) {
        if (!isNewest()) return;
        // Requests may overtake each other on the way: an older one that arrived last superseded this one. Ask again.
        // So may those of a list that changes faster than it can be shown: main keeps the latest few snapshots only.
        if (isCancelled(error) || (isSnapshotGone(error) && retries.current < maxRetries)) {
          retries.current += 1;
          refreshRef.current();
          return;
        }
        const queryProblem = queryProblemOf(error, query);
        // A query that cannot be read yet takes nothing away: what was found last stays.
        const isKept = queryProblem !== null && stateRef.current.view !== null;
        commit({ error: isKept ? null : error, queryProblem, isOpening: false });
      }
    },
    [source, viewName, query, sortKey, commit],
  );

  useOpening(open, query, sortKey);
  useFollowing(source, open, refreshRef);

  const setSelection = useCallback(
    (change: (former: ListSelection) => ListSelection) =>
      commit({ selection: change(stateRef.current.selection) }),
    [commit],
  );
  const patchRows = useCallback(
    (change: (row: ListRow, index: number) => ListRow) =>
      stateRef.current.view?.windows.patch(change),
    [],
  );
  const refresh = useCallback(() => refreshRef.current(), []);
  const reopen = useCallback(() => open("refresh"), [open]);
  const reportInSight = useCallback(
    (seen: InSight) => {
      inSight.current = seen;
      const shown = stateRef.current.view;
      if (shown === null) return;
      const key = placeKey(viewName, shown.query, shown.sortKey);
      formerOffsets.delete(key);
      formerOffsets.set(key, seen.offsetPx);
      for (const oldest of formerOffsets.keys()) {
        if (formerOffsets.size <= maxFormerOffsets) break;
        formerOffsets.delete(oldest);
      }
    },
    [viewName],
  );
  return { ...state, viewName, setSelection, patchRows, refresh, reopen, reportInSight };
}

function useOpening(
  open: (reason: OpenReason) => Promise<void>,
  query: string,
  sortKey: string | null,
): void {
  const shown = useRef<{ query: string; sortKey: string | null } | null>(null);
  useEffect(() => {
    const former = shown.current;
    const reason =
      former === null || former.sortKey === null
        ? "first"
        : former.query === query
          ? "sort"
          : "query";
    shown.current = { query, sortKey };
    void open(reason);
  }, [open, query, sortKey]);
}

function useFollowing(
  source: SongListSource,
  open: (reason: OpenReason) => Promise<void>,
  refreshRef: { current: () => void },
): void {
  useEffect(() => {
    const refresh = throttle(() => void open("refresh"), source.refreshIntervalMs);
    refreshRef.current = refresh.call;
    refresh.hold();
    const stops = [source.follow(refresh.call), onReconnect(refresh.call), refresh.cancel];
    return () => {
      for (const stop of stops) stop();
    };
  }, [source, open, refreshRef]);
}

function createWindows(
  source: SongListSource,
  snapshotId: string,
  total: number,
  onChange: () => void,
  onError: (error: unknown) => void,
): SongWindows {
  return new SongWindows({
    total,
    fetch: (offset, limit) => source.fetch(snapshotId, offset, limit),
    onChange,
    onError,
  });
}
