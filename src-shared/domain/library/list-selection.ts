import {
  addRange,
  clampRanges,
  type IndexRanges,
  noIndexes,
  normaliseRanges,
  toggleIndex,
} from "./index-ranges.ts";

/**
 * What is selected in a list, the way every file manager does it. `anchor` is where a Shift-extension starts, `lead` the
 * row that has the focus; both are -1 in an untouched list.
 */
export interface ListSelection {
  readonly ranges: IndexRanges;
  readonly anchor: number;
  readonly lead: number;
}

export const emptySelection: ListSelection = { ranges: noIndexes, anchor: -1, lead: -1 };

/** Click: this row alone. */
export function selectOnly(index: number): ListSelection {
  return { ranges: [{ from: index, to: index + 1 }], anchor: index, lead: index };
}

/** Ctrl+click: this row in or out, the others as they are. */
export function toggleAt(selection: ListSelection, index: number): ListSelection {
  return { ranges: toggleIndex(selection.ranges, index), anchor: index, lead: index };
}

/** Shift+click: from the anchor to here, and nothing else; with `keepOthers` (Ctrl+Shift) besides the rest. */
export function extendTo(
  selection: ListSelection,
  index: number,
  keepOthers: boolean,
): ListSelection {
  const anchor = selection.anchor < 0 ? index : selection.anchor;
  const range = { from: Math.min(anchor, index), to: Math.max(anchor, index) + 1 };
  return {
    ranges: keepOthers ? addRange(selection.ranges, range) : normaliseRanges([range]),
    anchor,
    lead: index,
  };
}

/** Ctrl+arrow: the focus moves, the selection stays. */
export function moveLead(selection: ListSelection, index: number): ListSelection {
  return { ...selection, lead: index };
}

export function selectAll(selection: ListSelection, total: number): ListSelection {
  return { ...selection, ranges: normaliseRanges([{ from: 0, to: total }]) };
}

/** After the list became shorter: nothing points past its end. */
export function clampSelection(selection: ListSelection, total: number): ListSelection {
  const clamp = (index: number): number => Math.min(index, total - 1);
  return {
    ranges: clampRanges(selection.ranges, total),
    anchor: clamp(selection.anchor),
    lead: clamp(selection.lead),
  };
}
