import { ListX, Play } from "lucide-react";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useRef,
  useState,
} from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import { formatCount } from "#renderer/lib/format.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { usePlaylistActions } from "#renderer/lib/playlist-actions.ts";
import { ContextMenu, type MenuItem } from "#renderer/ui/menu.tsx";
import { VirtualRows, type VirtualRowsHandle } from "#renderer/ui/virtual-rows.tsx";
import { playback } from "../playback.ts";
import css from "./queue-list.module.css";
import { QueueRow } from "./queue-row.tsx";
import { useQueueDrag } from "./use-queue-drag.ts";
import { useQueueRows } from "./use-queue-rows.ts";

const rowPx = 52;
const say = playbackTexts.queue;

interface QueueListProps {
  readonly revision: number;
  readonly total: number;
  readonly currentIndex: number;
  /** Shows the songs before the current one as well. */
  readonly isPlayedShown: boolean;
  /** Stands between the current song and the next. */
  readonly heading: string;
}

/**
 * The current song, and under it the windowed list of those that follow (or of all). One row takes part in the tab order; arrows
 * move, Enter plays, Delete removes, Alt with arrows moves the row.
 */
export function QueueList(props: QueueListProps): ReactNode {
  const { revision, total, currentIndex, isPlayedShown, heading } = props;
  const panel = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualRowsHandle>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const [announcement, setAnnouncement] = useState("");
  const { rowAt, show, moveLocally } = useQueueRows(revision);
  const firstIndex = isPlayedShown ? 0 : currentIndex + 1;
  const onRange = useCallback(
    (from: number, to: number) => {
      show(currentIndex, currentIndex + 1);
      show(firstIndex + from, Math.min(total, firstIndex + to));
    },
    [show, firstIndex, currentIndex, total],
  );

  function move(from: number, to: number): void {
    const target = to > from ? to - 1 : to;
    if (target === from || target < 0 || target >= total) return;
    const title = rowAt(from)?.song.title ?? "";
    moveLocally(from, to);
    playback.moveInQueue(from, to);
    setAnnouncement(say.moved(title, formatCount(target + 1)));
  }

  function focusRow(index: number): void {
    const lowest = isPlayedShown ? 0 : currentIndex;
    const clamped = Math.max(lowest, Math.min(total - 1, index));
    setFocused(clamped);
    if (clamped >= firstIndex) list.current?.scrollToIndex(clamped - firstIndex);
    requestAnimationFrame(() =>
      panel.current?.querySelector<HTMLElement>(`[data-index="${clamped}"]`)?.focus(),
    );
  }

  const drag = useQueueDrag({
    scroller: () => list.current?.element() ?? null,
    rowHeight: rowPx,
    firstIndex,
    songAt: useCallback((index: number) => rowAt(index)?.song ?? null, [rowAt]),
    onMove: move,
    onAppend: ({ selections }) => {
      for (const selection of selections) playback.append(selection);
    },
  });

  const playlists = usePlaylistActions();
  const menuIndex = useRef<number | null>(null);
  function remove(index: number): void {
    playback.removeFromQueue(index, rowAt(index)?.song.title ?? "");
    focusRow(Math.min(index, total - 2));
  }
  function menuItems(): readonly MenuItem[] {
    const index = menuIndex.current;
    const song = index === null ? undefined : rowAt(index)?.song;
    if (index === null || song === undefined) return [];
    return [
      {
        type: "action",
        label: say.playNow,
        icon: <Play />,
        shortcut: "Enter",
        onSelect: () => playback.jumpTo(index),
      },
      ...playlists.addMenu(() => [{ uuids: [song.uuid] }]),
      { type: "separator" },
      {
        type: "action",
        label: say.removeNamed,
        icon: <ListX />,
        shortcut: "Delete",
        isDanger: true,
        onSelect: () => remove(index),
      },
    ];
  }
  function onContextMenu(event: MouseEvent): void {
    const row =
      event.target instanceof Element ? event.target.closest<HTMLElement>("[data-index]") : null;
    menuIndex.current = row === null ? null : Number(row.dataset["index"]);
    if (menuIndex.current === null) event.preventDefault();
    else setFocused(menuIndex.current);
  }

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
    else if (event.key === "Home") focusRow(0);
    else if (event.key === "End") focusRow(total - 1);
    else if (event.key === "PageDown") focusRow(index + (list.current?.pageSize() ?? 1));
    else if (event.key === "PageUp") focusRow(index - (list.current?.pageSize() ?? 1));
    else if (event.key === "Enter") playback.jumpTo(index);
    else if (event.key === "Delete" || event.key === "Backspace") remove(index);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function row(index: number): ReactNode {
    return (
      <QueueRow
        index={index}
        playable={rowAt(index)}
        isCurrent={index === currentIndex}
        isTabStop={index === (focused ?? currentIndex)}
        drop={drag.dropAt(index, total)}
        isDragged={drag.draggedIndex === index}
        onFocus={setFocused}
        onGrab={drag.grab}
      />
    );
  }

  return (
    <ContextMenu getItems={menuItems}>
      <div
        ref={panel}
        {...drag.attributes}
        role="grid"
        aria-label={say.label}
        aria-rowcount={total}
        tabIndex={-1}
        className={classNames(css["queue"], drag.isTarget && css["target"])}
        onKeyDown={onKeyDown}
        onContextMenuCapture={onContextMenu}
      >
        {!isPlayedShown && (
          <div role="rowgroup" className={css["current"]}>
            {row(currentIndex)}
          </div>
        )}
        {!isPlayedShown && <p className={css["heading"]}>{heading}</p>}
        <VirtualRows
          ref={list}
          role="presentation"
          className={css["list"]}
          count={Math.max(0, total - firstIndex)}
          rowPx={rowPx}
          renderRow={(line) => row(firstIndex + line)}
          onRange={onRange}
        />
        <div className={css["announced"]} aria-live="polite">
          {announcement}
        </div>
      </div>
    </ContextMenu>
  );
}
