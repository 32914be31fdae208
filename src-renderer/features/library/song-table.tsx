import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { countIndexes, hasIndex } from "#shared/domain/library/index-ranges.ts";
import {
  emptySelection,
  selectAll,
  selectOnly,
  toggleAt,
} from "#shared/domain/library/list-selection.ts";
import { request } from "#renderer/lib/bridge.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { type Drag, grab } from "#renderer/lib/drag.ts";
import { formatCount } from "#renderer/lib/format.ts";
import { useNowPlaying } from "#renderer/lib/playback-actions.ts";
import { usePlaylistActions } from "#renderer/lib/playlist-actions.ts";
import { showError } from "#renderer/lib/toasts.ts";
import { useLatest } from "#renderer/lib/use-latest.ts";
import { ContextMenu, type MenuItem } from "#renderer/ui/menu.tsx";
import { VirtualRows, type VirtualRowsHandle } from "#renderer/ui/virtual-rows.tsx";
import { columnsMenu } from "./columns-menu.ts";
import { type ColumnState, layOutColumns } from "./column-state.ts";
import type { ColumnId, ListKind } from "./columns.ts";
import { libraryTexts } from "./library-texts.ts";
import { selectionsOf } from "./song-actions.ts";
import { songMenu, type SongMenuParts } from "./song-menu.tsx";
import type { ListRow } from "./list-row.ts";
import type { OpenedView } from "./song-list.types.ts";
import { rowElementId, SongTableRow } from "./song-row.tsx";
import { SongTableHeader } from "./song-table-header.tsx";
import css from "./song-table.module.css";
import { rowForKey, selectByClick, selectByKey, tableCommand } from "./table-keys.ts";
import { TypeAhead } from "./type-ahead.ts";
import { headerPx, insertionAt, rowPx, type RowsDrop, useRowsDrop } from "./use-rows-drop.ts";
import type { SongListCommands } from "./use-song-commands.ts";
import type { SongList } from "./use-song-list.ts";

/** Padding of the table beside its rows. */
const sidePx = 20;

interface SongTableProps {
  readonly list: SongList;
  readonly view: OpenedView;
  readonly commands: SongListCommands;
  readonly columnState: ColumnState;
  readonly onColumnsChange: (change: (former: ColumnState) => ColumnState) => void;
  readonly canRevealFile: boolean;
  /** By default a list of songs. */
  readonly kind?: ListKind;
  readonly label?: string;
  /** What this list adds to its songs' menu. */
  readonly menuParts?: (lead: ListRow | null) => Partial<SongMenuParts>;
  /** Keys of this list alone; true: done. */
  readonly onListKey?: (event: KeyboardEvent<HTMLElement>) => boolean;
  /** Left out: nothing can be dropped between the rows. */
  readonly rowsDrop?: RowsDrop;
  /** For a page that scrolls the rows itself. */
  readonly rowsHandle?: RefObject<VirtualRowsHandle | null>;
}

/** The songs of a view as a grid: a window of rows, sorted, arranged, selected, played and rated by mouse and keyboard. */
export function SongTable(props: SongTableProps): ReactNode {
  const { list, view, commands, columnState, onColumnsChange, kind = "songs" } = props;
  const { windows, total } = view;
  const { selection, setSelection } = list;
  const rows = useRef<VirtualRowsHandle>(null);
  useImperativeHandle<VirtualRowsHandle | null, VirtualRowsHandle | null>(
    props.rowsHandle,
    () => rows.current,
  );
  const menuKind = useRef<"rows" | "columns">("rows");
  const nowPlaying = useNowPlaying();
  const playlists = usePlaylistActions();
  const deferredClick = useRef<number | null>(null);
  const latest = useLatest({ list, view });
  const { dropIndex, attributes } = useRowsDrop(props.rowsDrop, rows, total);
  const nowMs = useMinuteClock();
  const roomPx = useRoom(rows);
  const positionPx = positionWidth(total);
  const columns = useMemo(
    () => layOutColumns(columnState, roomPx, positionPx),
    [columnState, roomPx, positionPx],
  );
  const widthPx = columns.reduce((sum, column) => sum + column.widthPx, 0);
  const template = columns.map((column) => `${column.widthPx}px`).join(" ");

  useLayoutEffect(() => {
    if (view.scrollToPx !== null) rows.current?.setOffset(view.scrollToPx);
  }, [view]);

  const { reportInSight } = list;
  const reportSight = useCallback(() => {
    const handle = rows.current;
    if (handle !== null)
      reportInSight({ offsetPx: handle.offset(), rowPx, pageSize: handle.pageSize() });
  }, [reportInSight]);
  const onRange = useCallback(
    (from: number, to: number, direction: 1 | -1) => {
      reportSight();
      windows.want(from, to, direction);
    },
    [windows, reportSight],
  );

  const goTo = (index: number, align?: "nearest" | "center"): void => {
    rows.current?.scrollToIndex(index, align);
    reportSight();
  };
  const onKeyDown = useTableKeys(props, goTo, () => rows.current?.pageSize() ?? 1);

  function menuItems(): readonly MenuItem[] {
    if (menuKind.current === "columns") return columnsMenu(columnState, onColumnsChange, kind);
    const lead = windows.rowAt(selection.lead) ?? null;
    return songMenu(commands, lead, {
      canRevealFile: props.canRevealFile,
      add: playlists.addMenu(() => selectionsOf(view.snapshotId, selection.ranges)),
      ...props.menuParts?.(lead),
    });
  }

  function onContextMenu(event: MouseEvent): void {
    menuKind.current = isInHeader(event.target) ? "columns" : "rows";
    const index = rowIndexOf(event.target);
    if (index !== null && !hasIndex(selection.ranges, index)) setSelection(() => selectOnly(index));
    else if (menuKind.current === "rows" && index === null && selection.ranges.length === 0)
      event.preventDefault();
  }

  /** What a drag takes along: whatever is selected by then. */
  function lift(): Drag | null {
    const now = latest();
    const { ranges } = now.list.selection;
    const count = countIndexes(ranges);
    const [first] = ranges;
    if (first === undefined) return null;
    const row = count === 1 ? now.view.windows.rowAt(first.from) : undefined;
    return {
      type: "songs",
      label: row?.title ?? libraryTexts.dragged(count),
      count,
      selections: selectionsOf(now.view.snapshotId, ranges),
      origin: list.viewName,
      ranges,
    };
  }

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (rowIndexOf(event.target) !== null && !isControl(event.target)) grab(event, lift);
  }

  return (
    <ContextMenu
      getItems={menuItems}
      // Radix gives the focus back to what had it: the table.
      onOpenChange={(isOpen) => !isOpen && rows.current?.element()?.focus({ preventScroll: true })}
    >
      <div className={css["frame"]} onContextMenuCapture={onContextMenu}>
        <VirtualRows
          ref={rows}
          role="grid"
          data-page-focus
          tabIndex={0}
          aria-label={props.label ?? libraryTexts.tableLabel}
          {...attributes}
          aria-rowcount={total + 1}
          aria-colcount={columns.length}
          aria-multiselectable
          aria-busy={list.isOpening}
          aria-activedescendant={selection.lead < 0 ? undefined : rowElementId(selection.lead)}
          className={classNames(css["table"], list.isOpening && css["busy"])}
          style={{ "--columns": template }}
          count={total}
          rowPx={rowPx}
          headerPx={headerPx}
          minWidthPx={widthPx + 2 * sidePx}
          onRange={onRange}
          onScroll={reportSight}
          onKeyDown={onKeyDown}
          onPointerDown={onPointerDown}
          onMouseDown={(event) => {
            const index = rowIndexOf(event.target);
            deferredClick.current = null;
            if (event.button !== 0 || index === null || isControl(event.target)) return;
            // A press on one of several selected rows may begin to drag them all: only its click selects that one.
            if (isPlain(event) && hasIndex(selection.ranges, index)) deferredClick.current = index;
            else setSelection((former) => selectByClick(former, index, event));
          }}
          onClick={(event) => {
            const index = rowIndexOf(event.target);
            if (index !== null && index === deferredClick.current)
              setSelection(() => selectOnly(index));
          }}
          onDoubleClick={(event) => {
            const index = rowIndexOf(event.target);
            if (index !== null && !isControl(event.target)) commands.playFrom(index);
          }}
          header={
            <SongTableHeader
              columns={columns}
              state={columnState}
              onChange={onColumnsChange}
              measureFit={(id) => measureFit(rows.current?.element() ?? null, id)}
            />
          }
          renderRow={(index) => {
            const row = windows.rowAt(index);
            const isCurrent = nowPlaying.songUuid !== null && row?.uuid === nowPlaying.songUuid;
            return (
              <SongTableRow
                row={row}
                index={index}
                columns={columns}
                nowMs={nowMs}
                isCurrent={isCurrent}
                isPlaying={isCurrent && nowPlaying.isPlaying}
                isSelected={hasIndex(selection.ranges, index)}
                isAboveSelected={hasIndex(selection.ranges, index - 1)}
                isBelowSelected={hasIndex(selection.ranges, index + 1)}
                isLead={selection.lead === index}
                drop={insertionAt(index, dropIndex, total)}
                onRate={commands.rateRow}
                onFavorite={commands.favoriteRow}
                onRateEntry={commands.entries?.rateRow}
                onFind={commands.entries?.find}
              />
            );
          }}
        />
      </div>
    </ContextMenu>
  );
}

function isPlain(event: MouseEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.shiftKey;
}

function useTableKeys(
  { list, view, commands, onListKey, kind = "songs" }: SongTableProps,
  goTo: (index: number, align?: "nearest" | "center") => void,
  pageSize: () => number,
): (event: KeyboardEvent<HTMLElement>) => void {
  const [typeAhead] = useState(() => new TypeAhead(() => performance.now()));
  const nowPlaying = useNowPlaying();
  const { setSelection } = list;

  function select(index: number | null): void {
    if (index === null) return;
    setSelection(() => selectOnly(index));
    goTo(index, "center");
  }

  function run(command: ReturnType<typeof tableCommand> & object): void {
    switch (command.type) {
      case "rate":
        return commands.rate(command.rating);
      case "selectAll":
        return setSelection((former) => selectAll(former, view.total));
      case "clearSelection":
        return setSelection((former) => ({ ...emptySelection, lead: former.lead }));
      case "toggleLead":
        return setSelection((former) => (former.lead < 0 ? former : toggleAt(former, former.lead)));
      case "properties":
        return commands.showProperties();
      case "goToPlaying":
        if (nowPlaying.songUuid !== null)
          request("songs.locate", { snapshotId: view.snapshotId, uuid: nowPlaying.songUuid }).then(
            ({ index }) => select(index),
            showError,
          );
        return undefined;
      case "play":
      case "playNext":
      case "append":
      case "remove":
      case "toggleFavorite":
        return commands[command.type]();
    }
  }

  return (event) => {
    if (event.target !== event.currentTarget) return;
    if (onListKey?.(event) === true) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const command = tableCommand(event.nativeEvent);
    const { lead } = list.selection;
    const index = event.altKey ? null : rowForKey(event.key, lead, view.total, pageSize());
    if (command !== undefined) run(command);
    else if (index !== null) {
      setSelection((former) => selectByKey(former, index, event));
      goTo(index);
    } else {
      if (event.ctrlKey || event.metaKey || event.altKey || kind === "entries") return;
      const prefix = typeAhead.type(event.key);
      if (prefix === null) return;
      request("songs.jumpTo", { snapshotId: view.snapshotId, prefix }).then(
        (answer) => select(answer.index),
        showError,
      );
    }
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Room for the longest row number: tabular figures of 8 pixels, commas less, and the cell's padding. */
function positionWidth(total: number): number {
  return 20 + Math.ceil(formatCount(total).length * 7.8);
}

function rowIndexOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>("[data-index]") : null;
  return row === null ? null : Number(row.dataset["index"]);
}

function isInHeader(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[role="columnheader"]') !== null;
}

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, [role="slider"]') !== null;
}

/** Width that shows the widest cell in sight in full: its text's natural width and what stands beside it. */
function measureFit(table: HTMLElement | null, id: ColumnId): number {
  let widest = 0;
  for (const cell of table?.querySelectorAll<HTMLElement>(`[data-column="${id}"]`) ?? []) {
    const text = cell.querySelector<HTMLElement>("[data-fit]");
    if (text !== null) widest = Math.max(widest, naturalWidth(text) + widthBeside(cell, text));
  }
  return Math.ceil(widest) + 2;
}

function naturalWidth(text: HTMLElement): number {
  const range = document.createRange();
  range.selectNodeContents(text);
  return range.getBoundingClientRect().width;
}

/** What a cell holds besides its text: paddings, gaps, cover, icons. */
function widthBeside(cell: HTMLElement, text: HTMLElement): number {
  const style = getComputedStyle(cell);
  const gapPx = Number.parseFloat(style.columnGap) || 0;
  let besidePx = Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight);
  for (const child of cell.children)
    if (child !== text) besidePx += child.getBoundingClientRect().width + gapPx;
  return besidePx;
}

/** The room for columns, following the size of the table. */
function useRoom(rows: { current: VirtualRowsHandle | null }): number {
  const [roomPx, setRoomPx] = useState(0);
  useLayoutEffect(() => {
    const element = rows.current?.element();
    if (element === null || element === undefined) return undefined;
    const measure = (): void => setRoomPx(element.clientWidth - 2 * sidePx);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [rows]);
  return roomPx;
}

/** Now, to the minute: for "Today" and "Yesterday". */
function useMinuteClock(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
