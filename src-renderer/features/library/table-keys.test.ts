import { expect, test } from "vitest";
import { selectOnly } from "#shared/domain/library/list-selection.ts";
import { rowForKey, selectByClick, selectByKey, tableCommand } from "./table-keys.ts";
import { TypeAhead } from "./type-ahead.ts";

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test("Enter alone and with each modifier means four different things", () => {
  const enter = { ...plain, key: "Enter" };
  expect(tableCommand(enter)).toEqual({ type: "play" });
  expect(tableCommand({ ...enter, shiftKey: true })).toEqual({ type: "playNext" });
  expect(tableCommand({ ...enter, ctrlKey: true })).toEqual({ type: "append" });
  expect(tableCommand({ ...enter, altKey: true })).toEqual({ type: "properties" });
});

test("Ctrl and a digit rate in whole stars, stored as halves; 0 clears", () => {
  expect(tableCommand({ ...plain, key: "1", ctrlKey: true })).toEqual({ type: "rate", rating: 2 });
  expect(tableCommand({ ...plain, key: "5", ctrlKey: true })).toEqual({ type: "rate", rating: 10 });
  expect(tableCommand({ ...plain, key: "0", ctrlKey: true })).toEqual({
    type: "rate",
    rating: null,
  });
  // Without Ctrl a digit is typed to jump to a name.
  expect(tableCommand({ ...plain, key: "5" })).toBeUndefined();
});

test("moving stays inside the list from wherever it starts", () => {
  for (const key of ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End"])
    for (const lead of [-1, 0, 5, 99]) {
      const index = rowForKey(key, lead, 100, 18);
      expect(index).toBeGreaterThanOrEqual(0);
      expect(index).toBeLessThan(100);
    }
  expect(rowForKey("ArrowDown", -1, 100, 18)).toBe(0);
  expect(rowForKey("End", 0, 1_000_000, 18)).toBe(999_999);
  expect(rowForKey("x", 0, 100, 18)).toBeNull();
});

test("arrows with Shift extend, with Ctrl move the focus alone", () => {
  const selection = selectOnly(4);
  expect(selectByKey(selection, 6, { ...plain, shiftKey: true }).ranges).toEqual([
    { from: 4, to: 7 },
  ]);
  expect(selectByKey(selection, 6, { ...plain, ctrlKey: true })).toMatchObject({
    ranges: [{ from: 4, to: 5 }],
    lead: 6,
  });
  expect(selectByClick(selection, 6, { ...plain, ctrlKey: true }).ranges).toHaveLength(2);
});

test("letters typed quickly make a word, after a pause a new one", () => {
  let now = 0;
  const typeAhead = new TypeAhead(() => now);
  expect(typeAhead.type("t")).toBe("t");
  now += 200;
  expect(typeAhead.type("h")).toBe("th");
  now += 200;
  expect(typeAhead.type(" ")).toBe("th ");
  now += 2000;
  // A space alone is play and pause.
  expect(typeAhead.type(" ")).toBeNull();
  expect(typeAhead.type("?")).toBeNull();
  expect(typeAhead.type("Enter")).toBeNull();
  expect(typeAhead.type("夜")).toBe("夜");
});
