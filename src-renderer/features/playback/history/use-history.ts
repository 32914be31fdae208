import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ChannelOutput, ListeningSession, PlayEvent } from "#shared/contract/index.ts";
import { groupHistory, type HistoryLine } from "#shared/domain/playback/history-groups.ts";
import { onEvent, onReconnect, request } from "#renderer/lib/bridge.ts";

const pageSize = 200;

interface History {
  readonly events: readonly PlayEvent[];
  readonly sessions: ReadonlyMap<string, ListeningSession>;
  readonly nextCursor: string | null;
  /** When it was last asked for: tells which day is today. */
  readonly askedAt: number;
}

export interface HistoryView {
  readonly lines: readonly HistoryLine[];
  readonly askedAt: number;
  /** False until the first page is there. */
  readonly isKnown: boolean;
  readonly hasMore: boolean;
  readonly error: unknown;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

type Page = ChannelOutput<"users.getHistory">;

/** The play events, paged in as they come into sight, with new ones added on top as they happen. */
export function useHistory(): HistoryView {
  const [history, setHistory] = useState<History | null>(null);
  const [error, setError] = useState<unknown>(null);
  const isLoadingMore = useRef(false);

  const load = useCallback(
    (before: string | null, merge: MergePage): Promise<void> =>
      request("users.getHistory", { limit: pageSize, before }).then((page) => {
        setError(null);
        return setHistory((former) => ({ ...merge(former, page), askedAt: Date.now() }));
      }, setError),
    [],
  );

  const reload = useCallback(() => void load(null, mergeNewest), [load]);
  useEffect(() => {
    void load(null, mergeNewest);
    const stops = [onEvent("history.added", reload), onReconnect(reload)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [load, reload]);

  const nextCursor = history?.nextCursor ?? null;
  const loadMore = useCallback(() => {
    if (nextCursor === null || isLoadingMore.current) return;
    isLoadingMore.current = true;
    void load(nextCursor, mergeOlder).finally(() => {
      isLoadingMore.current = false;
    });
  }, [load, nextCursor]);

  const lines = useMemo(
    () => (history === null ? [] : groupHistory(history.events, history.sessions)),
    [history],
  );
  return {
    lines,
    askedAt: history?.askedAt ?? 0,
    isKnown: history !== null,
    hasMore: nextCursor !== null,
    error,
    loadMore,
    retry: reload,
  };
}

type MergePage = (former: History | null, page: Page) => Omit<History, "askedAt">;

/** The newest page over what was there. Where the two do not meet (much was played elsewhere), it starts over. */
function mergeNewest(former: History | null, page: Page): Omit<History, "askedAt"> {
  const fresh = new Set(page.events.map((event) => event.uuid));
  const older = former?.events.filter((event) => !fresh.has(event.uuid)) ?? [];
  const doMeet = former !== null && older.length < former.events.length;
  if (!doMeet)
    return { ...withSessions(null, page), events: page.events, nextCursor: page.nextCursor };
  const nextCursor = older.length === 0 ? page.nextCursor : former.nextCursor;
  return { ...withSessions(former, page), events: [...page.events, ...older], nextCursor };
}

function mergeOlder(former: History | null, page: Page): Omit<History, "askedAt"> {
  const known = new Set(former?.events.map((event) => event.uuid));
  const older = page.events.filter((event) => !known.has(event.uuid));
  return {
    ...withSessions(former, page),
    events: [...(former?.events ?? []), ...older],
    nextCursor: page.nextCursor,
  };
}

function withSessions(former: History | null, page: Page): Pick<History, "sessions"> {
  const sessions = new Map(former?.sessions);
  for (const session of page.sessions) sessions.set(session.uuid, session);
  return { sessions };
}
