import {
  columnDefinition,
  type ColumnId,
  columnsOf,
  isColumnId,
  type ListKind,
  type ListSortKey,
  type ListSortOrder,
} from "./columns.ts";

/** How a person arranged the table. Kept by main as JSON; version 1. */
export interface ColumnState {
  readonly version: 1;
  /** Every column there is, in the order shown. */
  readonly columns: readonly ArrangedColumn[];
  /** Empty, in a playlist: its own order. */
  readonly sort: readonly ListSortOrder[];
  /** True until something is shown, hidden, moved or sized: then narrow windows may leave columns out. */
  readonly isUntouched: boolean;
}

export interface ArrangedColumn {
  readonly id: ColumnId;
  readonly isVisible: boolean;
  /** Chosen by hand; null takes the usual width and shares what room is left. */
  readonly widthPx: number | null;
}

const maxWidthPx = 1200;
const maxSortOrders = 4;

function defaultStateOf(kind: ListKind): ColumnState {
  return {
    version: 1,
    columns: columnsOf(kind).map(({ id, isDefault, isExtraInEntries }) => ({
      id,
      isVisible: isDefault && !(kind === "entries" && isExtraInEntries === true),
      widthPx: null,
    })),
    sort: kind === "entries" ? [] : [{ key: "artist", descending: false }],
    isUntouched: true,
  };
}

export const defaultColumnState: ColumnState = defaultStateOf("songs");
export const defaultEntryColumnState: ColumnState = defaultStateOf("entries");

/** The arrangement of a song list. */
export function sanitiseColumnState(stored: unknown): ColumnState {
  return sanitise(stored, "songs", defaultColumnState);
}

/** The arrangement of a playlist. */
export function sanitiseEntryColumnState(stored: unknown): ColumnState {
  return sanitise(stored, "entries", defaultEntryColumnState);
}

/** Turns whatever was stored into a state that can be shown: unknown columns go, new ones come, numbers are bounded. */
function sanitise(stored: unknown, kind: ListKind, defaults: ColumnState): ColumnState {
  if (!isRecord(stored) || stored["version"] !== 1 || !Array.isArray(stored["columns"]))
    return defaults;
  const ids: ReadonlySet<unknown> = new Set(defaults.columns.map(({ id }) => id));
  const known = new Map<ColumnId, ArrangedColumn>();
  for (const column of stored["columns"] as readonly unknown[]) {
    if (!isRecord(column) || !isColumnId(column["id"]) || !ids.has(column["id"])) continue;
    const id = column["id"];
    if (known.has(id)) continue;
    known.set(id, {
      id,
      isVisible: id === "title" || column["isVisible"] === true,
      widthPx: sanitiseWidth(id, column["widthPx"]),
    });
  }
  for (const column of defaults.columns)
    if (!known.has(column.id))
      known.set(column.id, { ...column, isVisible: column.id === "title" });
  return {
    version: 1,
    columns: [...known.values()],
    sort: sanitiseSort(stored["sort"], kind, defaults.sort),
    isUntouched: stored["isUntouched"] === true,
  };
}

function sanitiseWidth(id: ColumnId, width: unknown): number | null {
  if (typeof width !== "number" || !Number.isFinite(width)) return null;
  return Math.round(Math.min(maxWidthPx, Math.max(columnDefinition(id).minPx, width)));
}

function sanitiseSort(
  sort: unknown,
  kind: ListKind,
  usual: readonly ListSortOrder[],
): readonly ListSortOrder[] {
  if (!Array.isArray(sort)) return usual;
  const keys: ReadonlySet<unknown> = new Set(columnsOf(kind).map(({ sortKey }) => sortKey));
  const orders = (sort as readonly unknown[])
    .filter(isRecord)
    .filter((order) => order["key"] !== null && keys.has(order["key"]))
    .map((order) => ({
      key: order["key"] as ListSortKey,
      descending: order["descending"] === true,
    }))
    .filter((order, at, all) => all.findIndex((other) => other.key === order.key) === at)
    .slice(0, maxSortOrders);
  return orders.length === 0 ? usual : orders;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function setColumnVisible(
  state: ColumnState,
  id: ColumnId,
  isVisible: boolean,
): ColumnState {
  return changeColumn(state, id, { isVisible: id === "title" || isVisible });
}

/** `null` gives the width back to the table. */
export function setColumnWidth(
  state: ColumnState,
  id: ColumnId,
  widthPx: number | null,
): ColumnState {
  return changeColumn(state, id, { widthPx: sanitiseWidth(id, widthPx) });
}

function changeColumn(
  state: ColumnState,
  id: ColumnId,
  change: Partial<ArrangedColumn>,
): ColumnState {
  const columns = state.columns.map((column) =>
    column.id === id ? { ...column, ...change } : column,
  );
  return { ...state, columns, isUntouched: false };
}

/** Puts column `id` before column `beforeId`, or last when that is null. */
export function moveColumn(
  state: ColumnState,
  id: ColumnId,
  beforeId: ColumnId | null,
): ColumnState {
  const moved = state.columns.find((column) => column.id === id);
  if (moved === undefined || id === beforeId) return state;
  const others = state.columns.filter((column) => column.id !== id);
  const at = others.findIndex((column) => column.id === beforeId);
  const columns = others.toSpliced(at < 0 ? others.length : at, 0, moved);
  return { ...state, columns, isUntouched: false };
}

/** Moves a column one place among `shown` (the columns in sight, or all of them in the menu). */
export function stepColumn(
  state: ColumnState,
  id: ColumnId,
  step: -1 | 1,
  shown: readonly ColumnId[],
): ColumnState {
  const at = shown.indexOf(id);
  const target = shown[at + step];
  if (at < 0 || target === undefined) return state;
  return step === -1
    ? moveColumn(state, id, target)
    : moveColumn(state, id, shown[at + 2] ?? columnAfter(state, target));
}

function columnAfter(state: ColumnState, id: ColumnId): ColumnId | null {
  return state.columns[state.columns.findIndex((column) => column.id === id) + 1]?.id ?? null;
}

/**
 * Click on a header: sorts by it, again turns it round. `isAdded` (Ctrl) makes it the next key, turns it round, and the
 * third time takes it out.
 */
export function sortBy(state: ColumnState, id: ColumnId, isAdded: boolean): ColumnState {
  const { sortKey, sortsDescendingFirst = false } = columnDefinition(id);
  if (sortKey === null) return state;
  const at = state.sort.findIndex((order) => order.key === sortKey);
  const current = state.sort[at];
  if (!isAdded) {
    const descending = current === undefined ? sortsDescendingFirst : !current.descending;
    return { ...state, sort: [{ key: sortKey, descending }] };
  }
  if (current === undefined) {
    const sort = [...state.sort, { key: sortKey, descending: sortsDescendingFirst }];
    return { ...state, sort: sort.slice(0, maxSortOrders) };
  }
  const isTurned = current.descending !== sortsDescendingFirst;
  if (isTurned && state.sort.length > 1) return { ...state, sort: state.sort.toSpliced(at, 1) };
  return {
    ...state,
    sort: state.sort.with(at, { key: sortKey, descending: !current.descending }),
  };
}

export interface LaidOutColumn {
  readonly id: ColumnId;
  readonly widthPx: number;
}

/**
 * Widths for the room there is. Columns sized by hand keep their width; the others share what is left in proportion to
 * their usual widths, down to their least; below that the table scrolls sideways (or, untouched, leaves columns out).
 * `positionPx` is what the longest row number takes.
 */
export function layOutColumns(
  state: ColumnState,
  roomPx: number,
  positionPx = 0,
): readonly LaidOutColumn[] {
  const visible = state.columns.filter((column) => column.isVisible);
  const shown = state.isUntouched && roomPx > 0 ? dropUntilFits(visible, roomPx) : visible;
  const wanted = shown.map((column) => {
    const { widthPx, minPx, isFlexible } = columnDefinition(column.id);
    return {
      id: column.id,
      widthPx: column.widthPx ?? (isPosition(column.id) ? Math.max(positionPx, widthPx) : widthPx),
      minPx,
      canFlex: isFlexible && column.widthPx === null,
    };
  });
  const total = wanted.reduce((sum, column) => sum + column.widthPx, 0);
  return roomPx <= 0 ? wanted : share(wanted, roomPx - total);
}

function isPosition(id: ColumnId): boolean {
  return id === "position" || id === "entryPosition";
}

interface Wanted extends LaidOutColumn {
  readonly minPx: number;
  readonly canFlex: boolean;
}

/** Gives `extraPx` (or takes it, when negative) to the columns that can flex; whole pixels, nothing below its least. */
function share(columns: readonly Wanted[], extraPx: number): readonly LaidOutColumn[] {
  const slack = (column: Wanted): number =>
    column.canFlex ? (extraPx >= 0 ? column.widthPx : column.widthPx - column.minPx) : 0;
  const slackTotal = columns.reduce((sum, column) => sum + slack(column), 0);
  if (slackTotal === 0) return columns.map(({ id, widthPx }) => ({ id, widthPx }));
  const given = Math.max(extraPx, -slackTotal);
  let doneSlack = 0;
  let donePx = 0;
  return columns.map((column) => {
    doneSlack += slack(column);
    const untilHere = Math.round((given * doneSlack) / slackTotal);
    const widthPx = column.widthPx + untilHere - donePx;
    donePx = untilHere;
    return { id: column.id, widthPx };
  });
}

function dropUntilFits(
  columns: readonly ArrangedColumn[],
  roomPx: number,
): readonly ArrangedColumn[] {
  const least = (column: ArrangedColumn): number => {
    const { minPx, widthPx, isFlexible } = columnDefinition(column.id);
    return isFlexible ? Math.round((minPx + widthPx) / 2) : widthPx;
  };
  let kept = columns;
  while (kept.reduce((sum, column) => sum + least(column), 0) > roomPx) {
    const orders = kept.map((column) => columnDefinition(column.id).dropOrder);
    const highest = Math.max(...orders);
    if (highest === 0) break;
    kept = kept.filter((_, at) => orders[at] !== highest);
  }
  return kept;
}
