import { useVirtualizer } from "@tanstack/react-virtual";
import { History as HistoryIcon } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { HistoryLine } from "#shared/domain/playback/history-groups.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { errorMessage } from "#renderer/lib/toasts.ts";
import { EmptyState, ErrorState } from "#renderer/ui/states.tsx";
import { playback } from "../playback.ts";
import { DayRow, EventRow, SessionRow } from "./history-rows.tsx";
import css from "./history-list.module.css";
import { type HistoryView, useHistory } from "./use-history.ts";

const heights = { day: 54, session: 36, event: 44 } as const;
const say = playbackTexts.history;

interface HistoryListProps {
  /** The way on when nothing was played yet. */
  readonly emptyAction: ReactNode;
}

export function HistoryList({ emptyAction }: HistoryListProps): ReactNode {
  const history = useHistory();
  if (!history.isKnown)
    return history.error === null ? null : (
      <ErrorState
        title={say.failed}
        message={errorMessage(history.error)}
        onRetry={history.retry}
      />
    );
  if (history.lines.length === 0)
    return (
      <EmptyState
        icon={<HistoryIcon />}
        title={say.emptyTitle}
        body={say.emptyBody}
        action={emptyAction}
      />
    );
  return <HistoryLines history={history} />;
}

function keyOf(line: HistoryLine, index: number): string {
  if (line.kind === "event") return line.event.uuid;
  return `${line.kind} ${line.day} ${line.kind === "session" ? line.sessionUuid : ""} ${index}`;
}

/** The windowed list. One song takes part in the tab order; arrows move between songs, Enter plays. */
function HistoryLines({ history }: { readonly history: HistoryView }): ReactNode {
  const { lines, hasMore, loadMore } = history;
  const scroller = useRef<HTMLDivElement>(null);
  const [focusedUuid, setFocusedUuid] = useState<string | null>(null);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[lines[index]?.kind ?? "event"],
    overscan: 10,
    paddingEnd: 16,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, lines]);

  const visible = virtualizer.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last > lines.length - 60) loadMore();
  }, [hasMore, last, lines.length, loadMore]);

  const eventLines = useMemo(
    () => lines.flatMap((line, index) => (line.kind === "event" ? [index] : [])),
    [lines],
  );
  const tabStop = useMemo(() => {
    const isThere = lines.some((line) => line.kind === "event" && line.event.uuid === focusedUuid);
    const first = lines[eventLines[0] ?? 0];
    return isThere || first?.kind !== "event" ? focusedUuid : first.event.uuid;
  }, [lines, eventLines, focusedUuid]);

  function focusEvent(place: number): void {
    const at = eventLines[Math.max(0, Math.min(eventLines.length - 1, place))];
    const line = at === undefined ? undefined : lines[at];
    if (at === undefined || line?.kind !== "event") return;
    setFocusedUuid(line.event.uuid);
    virtualizer.scrollToIndex(place <= 0 ? 0 : at);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-uuid="${line.event.uuid}"]`)?.focus(),
    );
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = eventLines.findIndex((index) => {
      const line = lines[index];
      return line?.kind === "event" && line.event.uuid === tabStop;
    });
    const line = lines[eventLines[place] ?? -1];
    if (event.key === "ArrowDown") focusEvent(place + 1);
    else if (event.key === "ArrowUp") focusEvent(place - 1);
    else if (event.key === "PageDown") focusEvent(place + 10);
    else if (event.key === "PageUp") focusEvent(place - 10);
    else if (event.key === "Home") focusEvent(0);
    else if (event.key === "End") focusEvent(eventLines.length - 1);
    else if (event.key === "Enter" && line?.kind === "event") playAgain(line.event.songUuid);
    else return;
    event.preventDefault();
  }

  const playAgain = useCallback((songUuid: string | null) => {
    if (songUuid !== null) playback.playSelection({ uuids: [songUuid] }, 0);
  }, []);

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={say.label}
      aria-rowcount={hasMore ? -1 : lines.length}
      tabIndex={-1}
      className={css["scroller"]}
      onKeyDown={onKeyDown}
    >
      <div
        role="presentation"
        className={css["lines"]}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {visible.map(({ index, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          const style = { transform: `translateY(${start}px)`, height: heights[line.kind] };
          const key = keyOf(line, index);
          if (line.kind === "day")
            return <DayRow key={key} line={line} nowMs={history.askedAt} style={style} />;
          if (line.kind === "session") return <SessionRow key={key} line={line} style={style} />;
          return (
            <EventRow
              key={key}
              event={line.event}
              style={style}
              rowIndex={index + 1}
              isTabStop={line.event.uuid === tabStop}
              onFocus={setFocusedUuid}
              onPlay={playAgain}
            />
          );
        })}
      </div>
    </div>
  );
}
