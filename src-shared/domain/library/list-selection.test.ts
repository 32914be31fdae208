import { expect, test } from "vitest";
import {
  clampSelection,
  emptySelection,
  extendTo,
  moveLead,
  selectAll,
  selectOnly,
  toggleAt,
} from "./list-selection.ts";

test("Shift extends from where the last plain click was, in both directions", () => {
  const clicked = selectOnly(10);
  const down = extendTo(clicked, 14, false);
  expect(down).toEqual({ ranges: [{ from: 10, to: 15 }], anchor: 10, lead: 14 });
  // The fault this catches: extending back from the lead instead of the anchor would keep 11 to 14.
  expect(extendTo(down, 7, false)).toEqual({ ranges: [{ from: 7, to: 11 }], anchor: 10, lead: 7 });
});

test("Ctrl takes rows in and out and moves the anchor; Ctrl+Shift keeps the rest", () => {
  const two = toggleAt(selectOnly(3), 8);
  expect(two.ranges).toEqual([
    { from: 3, to: 4 },
    { from: 8, to: 9 },
  ]);
  expect(toggleAt(two, 3).ranges).toEqual([{ from: 8, to: 9 }]);
  expect(extendTo(two, 10, true).ranges).toEqual([
    { from: 3, to: 4 },
    { from: 8, to: 11 },
  ]);
  expect(extendTo(two, 10, false).ranges).toEqual([{ from: 8, to: 11 }]);
});

test("Shift in an untouched list selects the row itself", () => {
  expect(extendTo(emptySelection, 5, false).ranges).toEqual([{ from: 5, to: 6 }]);
});

test("select all keeps the focus where it is, and an empty list has nothing to select", () => {
  expect(selectAll(selectOnly(4), 100)).toMatchObject({ ranges: [{ from: 0, to: 100 }], lead: 4 });
  expect(selectAll(emptySelection, 0).ranges).toEqual([]);
});

test("moving the focus alone changes no selection", () => {
  expect(moveLead(selectOnly(4), 9)).toEqual({ ranges: [{ from: 4, to: 5 }], anchor: 4, lead: 9 });
});

test("a shorter list leaves nothing pointing past its end", () => {
  const selection = clampSelection(extendTo(selectOnly(2), 9, false), 5);
  expect(selection).toEqual({ ranges: [{ from: 2, to: 5 }], anchor: 2, lead: 4 });
  expect(clampSelection(selectOnly(2), 0)).toEqual({ ranges: [], anchor: -1, lead: -1 });
});
