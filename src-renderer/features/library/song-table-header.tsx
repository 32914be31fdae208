import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import { matchesKey } from "#renderer/lib/keys.ts";
import {
  type ColumnState,
  type LaidOutColumn,
  moveColumn,
  setColumnWidth,
  sortBy,
  stepColumn,
} from "./column-state.ts";
import { columnDefinition, type ColumnId } from "./columns.ts";
import { libraryTexts } from "./library-texts.ts";
import css from "./song-table.module.css";

interface HeaderProps {
  readonly columns: readonly LaidOutColumn[];
  readonly state: ColumnState;
  readonly onChange: (change: (former: ColumnState) => ColumnState) => void;
  /** Natural width of a column's widest cell in sight. */
  readonly measureFit: (id: ColumnId) => number;
}

const keyboardStepPx = 12;
/** Pixels of movement that turn a click into a drag. */
const dragThresholdPx = 5;

/**
 * The header row. Mouse: click sorts, Ctrl+click adds a key, drag moves, the edge sizes (double click fits). Keyboard: one
 * stop for Tab, arrows between headers, Enter and Ctrl+Enter sort, Alt+arrows move, Shift+arrows size.
 */
export function SongTableHeader({ columns, state, onChange, measureFit }: HeaderProps): ReactNode {
  const [focused, setFocused] = useState<ColumnId>("title");
  const [drag, setDrag] = useState<{ id: ColumnId; beforeId: ColumnId | null } | null>(null);
  const row = useRef<HTMLDivElement>(null);
  const ids = columns.map((column) => column.id);
  const tabStop = ids.includes(focused) ? focused : ids[0];

  function focusColumn(id: ColumnId | undefined): void {
    if (id === undefined) return;
    setFocused(id);
    row.current?.querySelector<HTMLElement>(`[data-header="${id}"]`)?.focus();
  }

  function onKeyDown(event: KeyboardEvent, id: ColumnId, widthPx: number): void {
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : null;
    if (step !== null && matchesKey(event.nativeEvent, `Alt+${event.key}`))
      onChange((former) => stepColumn(former, id, step, ids));
    else if (step !== null && matchesKey(event.nativeEvent, `Shift+${event.key}`))
      onChange((former) => setColumnWidth(former, id, widthPx + step * keyboardStepPx));
    else if (step !== null && matchesKey(event.nativeEvent, event.key))
      focusColumn(ids[ids.indexOf(id) + step]);
    else if (event.key === "Enter" || event.key === " ")
      onChange((former) => sortBy(former, id, event.ctrlKey || event.metaKey));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div ref={row} role="row" aria-rowindex={1} className={css["header"]}>
      {columns.map(({ id, widthPx }) => (
        <HeaderCell
          key={id}
          id={id}
          widthPx={widthPx}
          state={state}
          isTabStop={id === tabStop}
          isDropTarget={drag !== null && drag.id !== id && drag.beforeId === id}
          isDragged={drag?.id === id}
          onFocus={() => setFocused(id)}
          onKeyDown={(event) => onKeyDown(event, id, widthPx)}
          onSort={(isAdded) => onChange((former) => sortBy(former, id, isAdded))}
          onResize={(px) => onChange((former) => setColumnWidth(former, id, px))}
          onFit={() => onChange((former) => setColumnWidth(former, id, measureFit(id)))}
          onDrag={(clientX) => setDrag({ id, beforeId: columnAt(row.current, ids, clientX) })}
          onDrop={() => {
            if (drag !== null) onChange((former) => moveColumn(former, drag.id, drag.beforeId));
            setDrag(null);
          }}
          onDragCancel={() => setDrag(null)}
        />
      ))}
    </div>
  );
}

/** The column before which a drop at `clientX` lands; null after the last. */
function columnAt(
  row: HTMLElement | null,
  ids: readonly ColumnId[],
  clientX: number,
): ColumnId | null {
  for (const id of ids) {
    const box = row?.querySelector(`[data-header="${id}"]`)?.getBoundingClientRect();
    if (box !== undefined && clientX < box.left + box.width / 2) return id;
  }
  return null;
}

interface HeaderCellProps {
  readonly id: ColumnId;
  readonly widthPx: number;
  readonly state: ColumnState;
  readonly isTabStop: boolean;
  readonly isDropTarget: boolean;
  readonly isDragged: boolean;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onSort: (isAdded: boolean) => void;
  readonly onResize: (widthPx: number) => void;
  readonly onFit: () => void;
  readonly onDrag: (clientX: number) => void;
  readonly onDrop: () => void;
  readonly onDragCancel: () => void;
}

function HeaderCell(props: HeaderCellProps): ReactNode {
  const { id, state } = props;
  const definition = columnDefinition(id);
  const at = state.sort.findIndex((order) => order.key === definition.sortKey);
  const order = definition.sortKey === null ? undefined : state.sort[at];
  const pressed = useRef<{ x: number; isDragging: boolean } | null>(null);

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return;
    pressed.current = { x: event.clientX, isDragging: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    const press = pressed.current;
    if (press === null) return;
    press.isDragging ||= Math.abs(event.clientX - press.x) > dragThresholdPx;
    if (press.isDragging) props.onDrag(event.clientX);
  }

  function onPointerUp(event: PointerEvent<HTMLElement>): void {
    const press = pressed.current;
    pressed.current = null;
    if (press === null) return;
    if (press.isDragging) props.onDrop();
    else props.onSort(event.ctrlKey || event.metaKey);
  }

  return (
    <div
      role="columnheader"
      data-header={id}
      tabIndex={props.isTabStop ? 0 : -1}
      aria-label={definition.name}
      aria-sort={order === undefined ? "none" : order.descending ? "descending" : "ascending"}
      title={"header" in definition ? definition.name : undefined}
      className={classNames(
        css["head"],
        css[definition.align],
        order !== undefined && css["sorted"],
        props.isDropTarget && css["drop-before"],
        props.isDragged && css["dragged"],
      )}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        pressed.current = null;
        props.onDragCancel();
      }}
    >
      <span className={css["head-text"]}>{definition.header ?? definition.name}</span>
      {order !== undefined && (
        <span className={css["order"]}>
          {order.descending ? <ArrowDown aria-hidden="true" /> : <ArrowUp aria-hidden="true" />}
          {state.sort.length > 1 && (
            <small aria-label={libraryTexts.sortedAs(at + 1)}>{at + 1}</small>
          )}
        </span>
      )}
      <ResizeEdge name={definition.name} {...props} />
    </div>
  );
}

/** The right edge of a header: drag sizes, double click fits. The keyboard sizes from the header itself. */
function ResizeEdge({
  name,
  widthPx,
  onResize,
  onFit,
}: Pick<HeaderCellProps, "widthPx" | "onResize" | "onFit"> & {
  readonly name: string;
}): ReactNode {
  const start = useRef<{ x: number; widthPx: number } | null>(null);
  return (
    <span
      role="presentation"
      title={libraryTexts.resizeColumn(name)}
      className={css["edge"]}
      onDoubleClick={(event) => {
        event.stopPropagation();
        onFit();
      }}
      onPointerDown={(event) => {
        event.stopPropagation();
        if (event.button !== 0) return;
        start.current = { x: event.clientX, widthPx };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        event.stopPropagation();
        if (start.current !== null)
          onResize(start.current.widthPx + event.clientX - start.current.x);
      }}
      onPointerUp={(event) => {
        event.stopPropagation();
        start.current = null;
      }}
      onPointerCancel={() => {
        start.current = null;
      }}
    />
  );
}
