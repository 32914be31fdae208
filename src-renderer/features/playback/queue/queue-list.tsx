import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { formatCount } from "#renderer/lib/format.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { playback } from "../playback.ts";
import css from "./queue-list.module.css";
import { QueueRow } from "./queue-row.tsx";
import { useQueueDrag } from "./use-queue-drag.ts";
import { useQueueRows } from "./use-queue-rows.ts";

const rowHeight = 52;
const headingHeight = 36;
const say = playbackTexts.queue;

interface QueueListProps {
  readonly revision: number;
  readonly total: number;
  readonly currentIndex: number;
  /** The first row shown: the current one, or 0 with the songs before it. */
  readonly firstIndex: number;
  /** Stands between the current song and the next. */
  readonly heading: string;
}

/**
 * The queue as one windowed list: rows `firstIndex` to the last, with the heading after the current one. One row takes part in
 * the tab order; arrows move, Enter plays, Delete removes, Alt with arrows moves the row.
 */
export function QueueList(props: QueueListProps): ReactNode {
  const { revision, total, currentIndex, firstIndex, heading } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const [announcement, setAnnouncement] = useState("");
  const { rowAt, show, moveLocally } = useQueueRows(revision);

  const headingAt = currentIndex - firstIndex + 1;
  const lineCount = total - firstIndex + 1;
  const virtualizer = useVirtualizer({
    count: lineCount,
    getScrollElement: () => scroller.current,
    estimateSize: (line) => (line === headingAt ? headingHeight : rowHeight),
    overscan: 6,
    paddingEnd: 12,
  });
  const toIndex = (line: number): number => firstIndex + (line > headingAt ? line - 1 : line);
  const toLine = (index: number): number => {
    const line = index - firstIndex;
    return line >= headingAt ? line + 1 : line;
  };

  const lines = virtualizer.getVirtualItems();
  const firstLine = lines[0]?.index ?? 0;
  const lastLine = lines.at(-1)?.index ?? 0;
  useEffect(
    () => show(firstIndex + Math.max(0, firstLine - 1), firstIndex + lastLine + 1),
    [show, firstIndex, firstLine, lastLine],
  );
  useEffect(() => virtualizer.measure(), [virtualizer, headingAt]);

  function move(from: number, to: number): void {
    const target = to > from ? to - 1 : to;
    if (target === from || target < 0 || target >= total) return;
    const title = rowAt(from)?.song.title ?? "";
    moveLocally(from, to);
    playback.moveInQueue(from, to);
    setAnnouncement(say.moved(title, formatCount(target + 1)));
  }

  function focusRow(index: number): void {
    const clamped = Math.max(firstIndex, Math.min(total - 1, index));
    setFocused(clamped);
    virtualizer.scrollToIndex(toLine(clamped));
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${clamped}"]`)?.focus(),
    );
  }

  const drag = useQueueDrag({ scroller, rowHeight, onMove: move });

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const index = focused ?? currentIndex;
    if (event.ctrlKey || event.metaKey) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && event.altKey) {
      const target = index + step;
      if (target < firstIndex || target >= total) return;
      move(index, step > 0 ? index + 2 : index - 1);
      focusRow(target);
    } else if (step !== 0) focusRow(index + step);
    else if (event.key === "Home") focusRow(firstIndex);
    else if (event.key === "End") focusRow(total - 1);
    else if (event.key === "PageDown") focusRow(index + 8);
    else if (event.key === "PageUp") focusRow(index - 8);
    else if (event.key === "Enter") playback.jumpTo(index);
    else if (event.key === "Delete" || event.key === "Backspace") {
      playback.removeFromQueue(index, rowAt(index)?.song.title ?? "");
      focusRow(Math.min(index, total - 2));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      ref={scroller}
      className={css["scroller"]}
      role="grid"
      aria-label={say.label}
      aria-rowcount={total}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div
        className={css["lines"]}
        role="presentation"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {lines.map(({ index: line, start, size }) =>
          line === headingAt ? (
            <div
              key={line}
              role="presentation"
              className={css["heading"]}
              style={{ transform: `translateY(${start}px)`, height: size }}
            >
              {heading}
            </div>
          ) : (
            <QueueRow
              key={line}
              index={toIndex(line)}
              top={start}
              playable={rowAt(toIndex(line))}
              isCurrent={toIndex(line) === currentIndex}
              isTabStop={toIndex(line) === (focused ?? currentIndex)}
              drop={drag.dropAt(toIndex(line), total)}
              isDragged={drag.draggedIndex === toIndex(line)}
              onFocus={setFocused}
              onGrab={drag.grab}
            />
          ),
        )}
      </div>
      <div className={css["announced"]} aria-live="polite">
        {announcement}
      </div>
    </div>
  );
}
