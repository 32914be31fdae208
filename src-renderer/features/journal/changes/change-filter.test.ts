import { expect, test } from "vitest";
import { isFiltered, journalFilter, noFilter } from "./change-filter.ts";

const noon = new Date(2026, 10, 21, 12, 30).getTime();

test("an open filter asks for everything", () => {
  expect(journalFilter(noFilter, noon)).toEqual({});
  expect(isFiltered(noFilter)).toBe(false);
  expect(isFiltered({ ...noFilter, text: "  " })).toBe(false);
});

test("days begin at midnight here; seven days are today and the six before", () => {
  expect(journalFilter({ ...noFilter, time: "today" }, noon).from).toBe(
    new Date(2026, 10, 21).getTime(),
  );
  expect(journalFilter({ ...noFilter, time: "week" }, noon).from).toBe(
    new Date(2026, 10, 15).getTime(),
  );
});

test("a kind asks for all that belongs to it", () => {
  const filter = { ...noFilter, kind: "profiles", text: " theme " } as const;
  expect(journalFilter(filter, noon)).toEqual({
    kinds: ["users.", "auth.", "app."],
    text: "theme",
  });
});
