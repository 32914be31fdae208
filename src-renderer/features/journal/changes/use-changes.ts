import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { JournalEntry, JournalFilter } from "#shared/contract/index.ts";
import { isCancelled, onEvent, onReconnect, request } from "#renderer/lib/bridge.ts";
import { reportError } from "#renderer/lib/toasts.ts";
import { useLatest } from "#renderer/lib/use-latest.ts";
import { type ChangeLine, changeLines, type Details, localDayOf } from "./change-lines.ts";

const pageSize = 200;
/** What the channel gives at once: so many stay in sight when the list is asked anew. */
const largestPage = 500;
/** Of one entry; a bulk edit has tens of thousands, which nobody reads. */
const shownDetails = 100;

interface Loaded {
  readonly filterKey: string;
  readonly entries: readonly JournalEntry[];
  readonly nextCursor: string | null;
  readonly total: number;
  readonly askedAt: number;
}

export interface ChangesView {
  readonly lines: readonly ChangeLine[];
  readonly total: number;
  /** When it was last asked for: tells which day is today. */
  readonly askedAt: number;
  readonly isKnown: boolean;
  readonly hasMore: boolean;
  readonly error: unknown;
  readonly loadMore: () => void;
  readonly retry: () => void;
  /** Shows or hides what an entry changed. */
  readonly toggle: (entryUuid: string) => void;
}

/** The journal's entries that pass a filter, paged in as they come into sight; changes appear as they happen. */
export function useChanges(filter: JournalFilter): ChangesView {
  const filterKey = JSON.stringify(filter);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [opened, setOpened] = useState<ReadonlyMap<string, Details>>(new Map());
  const newest = useRef(0);
  const isLoadingMore = useRef(false);
  const loadedCount = useLatest(loaded?.filterKey === filterKey ? loaded.entries.length : 0);

  const reload = useCallback(async () => {
    const mine = ++newest.current;
    try {
      const page = await request("journal.list", {
        filter: JSON.parse(filterKey) as JournalFilter,
        limit: Math.min(largestPage, Math.max(pageSize, loadedCount())),
        before: null,
      });
      if (mine !== newest.current) return;
      setError(null);
      setLoaded({ filterKey, ...page, askedAt: Date.now() });
    } catch (thrown) {
      if (mine === newest.current && !isCancelled(thrown)) setError(thrown);
    }
  }, [filterKey, loadedCount]);

  useEffect(() => {
    const again = (): void => void reload();
    again();
    const stops = [onEvent("journal.changed", again), onReconnect(again)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [reload]);

  const nextCursor = loaded?.nextCursor ?? null;
  const loadMore = useCallback(() => {
    if (nextCursor === null || isLoadingMore.current) return;
    isLoadingMore.current = true;
    const mine = newest.current;
    request("journal.list", {
      filter: JSON.parse(filterKey) as JournalFilter,
      limit: pageSize,
      before: nextCursor,
    })
      .then((page) => {
        if (mine !== newest.current) return;
        setLoaded((former) =>
          former === null
            ? former
            : {
                ...former,
                entries: [...former.entries, ...page.entries],
                nextCursor: page.nextCursor,
              },
        );
      }, reportError)
      .finally(() => {
        isLoadingMore.current = false;
      });
  }, [filterKey, nextCursor]);

  const openedNow = useLatest(opened);
  const toggle = useCallback(
    (uuid: string) => {
      const put = (details: Details): void =>
        setOpened((former) =>
          // It may have been closed meanwhile.
          former.has(uuid) ? new Map([...former, [uuid, details]]) : former,
        );
      if (openedNow().has(uuid)) {
        setOpened((former) => new Map([...former].filter(([key]) => key !== uuid)));
        return;
      }
      setOpened((former) => new Map([...former, [uuid, { state: "loading" }]]));
      request("journal.getDetails", { uuid, limit: shownDetails }).then(
        (answer) => put({ state: "known", ...answer }),
        () => put({ state: "failed" }),
      );
    },
    [openedNow],
  );

  const isCurrent = loaded?.filterKey === filterKey;
  const lines = useMemo(
    () => (loaded === null ? [] : changeLines(loaded.entries, opened, localDayOf)),
    [loaded, opened],
  );
  return {
    lines,
    total: loaded?.total ?? 0,
    askedAt: loaded?.askedAt ?? 0,
    isKnown: loaded !== null && (isCurrent || error === null),
    hasMore: nextCursor !== null,
    error,
    loadMore,
    retry: () => void reload(),
    toggle,
  };
}
