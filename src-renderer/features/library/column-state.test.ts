import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnDefinition, columnsOf } from "./columns.ts";
import {
  type ColumnState,
  defaultColumnState,
  layOutColumns,
  moveColumn,
  sanitiseColumnState,
  sanitiseEntryColumnState,
  setColumnVisible,
  setColumnWidth,
  sortBy,
  stepColumn,
} from "./column-state.ts";

const ids = columnsOf("songs").map((definition) => definition.id);

/** Every column once, the title in sight, something to sort by. */
function isWhole(state: ColumnState): boolean {
  const known = state.columns.map((column) => column.id).toSorted();
  const title = state.columns.find((column) => column.id === "title");
  return (
    JSON.stringify(known) === JSON.stringify(ids.toSorted()) &&
    title?.isVisible === true &&
    state.sort.length > 0
  );
}

describe("what was stored", () => {
  test("anything at all becomes a table that can be shown", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (stored) => {
        const state = sanitiseColumnState(stored);
        expect(isWhole(state)).toBe(true);
        expect(layOutColumns(state, 900).length).toBeGreaterThan(0);
      }),
    );
  });

  test("a playlist starts in its own order, and its columns never reach a list of songs", () => {
    const entries = sanitiseEntryColumnState(null);
    expect(entries.sort).toEqual([]);
    expect(entries.columns.some(({ id }) => id === "addedBy")).toBe(true);
    const sorted = sortBy(entries, "addedBy", false);
    expect(sanitiseEntryColumnState(JSON.parse(JSON.stringify(sorted)))).toEqual(sorted);
    const mixed = sanitiseColumnState(JSON.parse(JSON.stringify(sorted)));
    expect(mixed.columns.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(mixed.sort).toEqual(defaultColumnState.sort);
  });

  test("survives the round trip through JSON", () => {
    const arranged = sortBy(
      setColumnWidth(
        moveColumn(setColumnVisible(defaultColumnState, "bpm", true), "bpm", "title"),
        "bpm",
        90,
      ),
      "year",
      false,
    );
    expect(sanitiseColumnState(JSON.parse(JSON.stringify(arranged)))).toEqual(arranged);
  });

  test("unknown and repeated columns go, missing ones come hidden, widths are bounded", () => {
    const state = sanitiseColumnState({
      version: 1,
      columns: [
        { id: "album", isVisible: true, widthPx: 1e9 },
        { id: "album", isVisible: false, widthPx: 10 },
        { id: "mood", isVisible: true, widthPx: 50 },
        { id: "title", isVisible: false, widthPx: Number.NaN },
        { id: "artist", isVisible: "yes", widthPx: -4 },
      ],
      sort: [{ key: "mood", descending: true }, { key: "year", descending: true }, { key: "year" }],
    });
    expect(isWhole(state)).toBe(true);
    expect(state.columns.slice(0, 3)).toEqual([
      { id: "album", isVisible: true, widthPx: 1200 },
      { id: "title", isVisible: true, widthPx: null },
      { id: "artist", isVisible: false, widthPx: columnDefinition("artist").minPx },
    ]);
    expect(state.sort).toEqual([{ key: "year", descending: true }]);
  });

  test("another version is not guessed at", () => {
    expect(sanitiseColumnState({ version: 2, columns: [] })).toBe(defaultColumnState);
  });
});

describe("arranging", () => {
  test("no order of moves loses or repeats a column", () => {
    const move = fc.tuple(fc.constantFrom(...ids), fc.option(fc.constantFrom(...ids)));
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
        let state = defaultColumnState;
        for (const [id, before] of moves) state = moveColumn(state, id, before);
        expect(isWhole(state)).toBe(true);
      }),
    );
  });

  test("a step passes exactly one of the columns in sight, hidden ones between or not", () => {
    const shown = layOutColumns(defaultColumnState, 0).map((column) => column.id);
    const stepped = stepColumn(defaultColumnState, "artist", 1, shown);
    const after = layOutColumns(stepped, 0).map((column) => column.id);
    expect(after.indexOf("artist")).toBe(shown.indexOf("artist") + 1);
    expect(layOutColumns(stepColumn(stepped, "artist", -1, after), 0)).toEqual(
      layOutColumns(defaultColumnState, 0),
    );
    expect(stepColumn(defaultColumnState, "position", -1, shown)).toBe(defaultColumnState);
  });

  test("the title cannot be hidden", () => {
    expect(isWhole(setColumnVisible(defaultColumnState, "title", false))).toBe(true);
  });
});

describe("widths", () => {
  test("fill the room exactly, never less than a column's least", () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 3000 }), fc.boolean(), (roomPx, isUntouched) => {
        const columns = layOutColumns({ ...defaultColumnState, isUntouched }, roomPx);
        const total = columns.reduce((sum, column) => sum + column.widthPx, 0);
        const least = columns.reduce((sum, { id }) => {
          const { isFlexible, minPx, widthPx } = columnDefinition(id);
          return sum + (isFlexible ? minPx : widthPx);
        }, 0);
        expect(total).toBe(Math.max(roomPx, least));
        for (const column of columns) {
          expect(Number.isInteger(column.widthPx)).toBe(true);
          expect(column.widthPx).toBeGreaterThanOrEqual(columnDefinition(column.id).minPx);
        }
      }),
    );
  });

  test("a column sized by hand keeps its width in any room", () => {
    const state = setColumnWidth(defaultColumnState, "album", 333);
    for (const roomPx of [400, 900, 2400])
      expect(layOutColumns(state, roomPx).find(({ id }) => id === "album")?.widthPx).toBe(333);
  });

  test("a narrow window leaves default columns out, but none a person arranged", () => {
    expect(layOutColumns(defaultColumnState, 620).map(({ id }) => id)).toEqual(
      expect.arrayContaining(["title", "artist", "album", "durationSec"]),
    );
    const narrow = layOutColumns(defaultColumnState, 620).length;
    expect(narrow).toBeLessThan(layOutColumns(defaultColumnState, 1200).length);
    const touched = setColumnVisible(defaultColumnState, "bpm", true);
    expect(layOutColumns(touched, 620)).toHaveLength(layOutColumns(touched, 1600).length);
  });
});

describe("sorting", () => {
  test("a click sorts, a second one turns round, another column starts anew", () => {
    const byTitle = sortBy(defaultColumnState, "title", false);
    expect(byTitle.sort).toEqual([{ key: "title", descending: false }]);
    expect(sortBy(byTitle, "title", false).sort).toEqual([{ key: "title", descending: true }]);
    expect(sortBy(byTitle, "playCount", false).sort).toEqual([
      { key: "playCount", descending: true },
    ]);
  });

  test("Ctrl adds a key, turns it, takes it out; the last one stays", () => {
    const two = sortBy(sortBy(defaultColumnState, "title", false), "year", true);
    expect(two.sort.map((order) => order.key)).toEqual(["title", "year"]);
    const turned = sortBy(two, "year", true);
    expect(turned.sort[1]).toEqual({ key: "year", descending: true });
    expect(sortBy(turned, "year", true).sort).toEqual([{ key: "title", descending: false }]);
    const alone = sortBy(sortBy(defaultColumnState, "title", false), "title", true);
    expect(sortBy(alone, "title", true).sort).toHaveLength(1);
  });

  test("at most four keys, and the position is none", () => {
    let state = defaultColumnState;
    for (const id of ["title", "year", "genre", "album", "rating"] as const)
      state = sortBy(state, id, true);
    expect(state.sort).toHaveLength(4);
    expect(sortBy(defaultColumnState, "position", false)).toBe(defaultColumnState);
  });
});
