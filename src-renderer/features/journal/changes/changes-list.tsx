import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { JournalEntry } from "#shared/contract/index.ts";
import { journalTexts } from "../journal-texts.ts";
import { redo, undo, useUndoState } from "../undo.ts";
import { BackToHereDialog } from "./back-to-here-dialog.tsx";
import { type ChangeLine } from "./change-lines.ts";
import { DayRow, DetailRow, type EntryCommands, EntryRow, NoteRow } from "./change-rows.tsx";
import css from "./changes-list.module.css";
import type { ChangesView } from "./use-changes.ts";

const heights = { day: 54, entry: 40, detail: 26, note: 26 } as const;

function keyOf(line: ChangeLine): string {
  switch (line.kind) {
    case "day":
      return `day ${line.day}`;
    case "entry":
      return line.entry.uuid;
    case "detail":
      return `${line.entryUuid} ${line.index}`;
    default:
      return `${line.entryUuid} note`;
  }
}

/** The windowed list. One entry takes part in the tab order; arrows move between entries, right and left open and close. */
export function ChangesList({ changes }: { readonly changes: ChangesView }): ReactNode {
  const { lines, hasMore, loadMore, toggle } = changes;
  const scroller = useRef<HTMLDivElement>(null);
  const [focusedUuid, setFocusedUuid] = useState<string | null>(null);
  const [backTo, setBackTo] = useState<JournalEntry | null>(null);
  const nextRedo = useUndoState().redo?.uuid ?? null;
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[lines[index]?.kind ?? "entry"],
    getItemKey: (index) => {
      const line = lines[index];
      return line === undefined ? index : keyOf(line);
    },
    overscan: 12,
    paddingEnd: 16,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, lines]);

  const visible = virtualizer.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last > lines.length - 60) loadMore();
  }, [hasMore, last, lines.length, loadMore]);

  const entryLines = useMemo(
    () => lines.flatMap((line, index) => (line.kind === "entry" ? [index] : [])),
    [lines],
  );
  const tabStop = useMemo(() => {
    const uuidAt = (index: number | undefined): string | null => {
      const line = lines[index ?? -1];
      return line?.kind === "entry" ? line.entry.uuid : null;
    };
    const isThere = entryLines.some((index) => uuidAt(index) === focusedUuid);
    return isThere ? focusedUuid : uuidAt(entryLines[0]);
  }, [lines, entryLines, focusedUuid]);
  const commands = useMemo<EntryCommands>(
    () => ({ toggle, undo: (entry) => undo(entry.uuid), redo, backTo: setBackTo }),
    [toggle],
  );

  function focusEntry(place: number): void {
    const at = entryLines[Math.max(0, Math.min(entryLines.length - 1, place))];
    const line = lines[at ?? -1];
    if (at === undefined || line?.kind !== "entry") return;
    setFocusedUuid(line.entry.uuid);
    virtualizer.scrollToIndex(place <= 0 ? 0 : at);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-uuid="${line.entry.uuid}"]`)?.focus(),
    );
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const place = entryLines.findIndex((index) => {
      const line = lines[index];
      return line?.kind === "entry" && line.entry.uuid === tabStop;
    });
    const line = lines[entryLines[place] ?? -1];
    const isOpen = line?.kind === "entry" && line.isOpen;
    const isOnRow = event.target instanceof HTMLElement && event.target.role === "row";
    if (event.key === "ArrowDown") focusEntry(place + 1);
    else if (event.key === "ArrowUp") focusEntry(place - 1);
    else if (event.key === "PageDown") focusEntry(place + 10);
    else if (event.key === "PageUp") focusEntry(place - 10);
    else if (event.key === "Home") focusEntry(0);
    else if (event.key === "End") focusEntry(entryLines.length - 1);
    else if (tabStop !== null && event.key === "ArrowRight" && !isOpen) toggle(tabStop);
    else if (tabStop !== null && event.key === "ArrowLeft" && isOpen) toggle(tabStop);
    else if (tabStop !== null && event.key === "Enter" && isOnRow) toggle(tabStop);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <div
        ref={scroller}
        role="treegrid"
        aria-label={journalTexts.label}
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
          {visible.map(({ index, start, key }) => {
            const line = lines[index];
            if (line === undefined) return null;
            const style = { transform: `translateY(${start}px)`, height: heights[line.kind] };
            if (line.kind === "day")
              return (
                <DayRow
                  key={key}
                  day={line.day}
                  count={line.count}
                  nowMs={changes.askedAt}
                  style={style}
                />
              );
            if (line.kind === "detail")
              return <DetailRow key={key} detail={line.detail} style={style} />;
            if (line.kind === "note") return <NoteRow key={key} line={line} style={style} />;
            return (
              <EntryRow
                key={key}
                entry={line.entry}
                isOpen={line.isOpen}
                isTabStop={line.entry.uuid === tabStop}
                isNextRedo={line.entry.uuid === nextRedo}
                rowIndex={index + 1}
                commands={commands}
                onFocus={setFocusedUuid}
                style={style}
              />
            );
          })}
        </div>
      </div>
      {backTo !== null && (
        <BackToHereDialog key={backTo.uuid} entry={backTo} onClose={() => setBackTo(null)} />
      )}
    </>
  );
}
