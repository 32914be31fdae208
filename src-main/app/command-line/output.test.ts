import { expect, test } from "vitest";
import { progressText } from "./progress-line.ts";
import { clock, columnName, propertyName, table, toColumns } from "./output.ts";

// Fault: a key that scripts rely on changes its name with the contract's spelling.
test("keys of answers are the database's column names, all the way down", () => {
  const answer = {
    rows: [{ durationSec: 1, localPath: null, heardSec: 2, isFavorite: true }],
    librarySize: 3,
  };
  expect(toColumns(answer)).toEqual({
    rows: [{ duration_sec: 1, local_path: null, duration_played_sec: 2, is_favorite: true }],
    library_size: 3,
  });
  expect(propertyName(columnName("lastPlayedAt"))).toBe("lastPlayedAt");
});

// Fault: a length shown as 1:60, or hours lost.
test.each([
  [0, "0:00"],
  [59.6, "1:00"],
  [187, "3:07"],
  [3727, "1:02:07"],
])("%s s is shown as %s", (seconds, shown) => {
  expect(clock(seconds)).toBe(shown);
});

// Fault: a tag that carries escape codes steers the terminal, or wide characters break the columns.
test("a table lines up whatever its cells hold", () => {
  const text = table(
    ["TITLE", "ARTIST"],
    [
      ["夜明け", "A"],
      ["\u001b[31mred", "B"],
      ["x".repeat(80), "C"],
    ],
  );
  expect(text).not.toContain("\u001b");
  const [, wide = "", escaped = "", long = ""] = text.split("\n");
  expect(wide).toBe(`夜明け${" ".repeat(42)}  A`);
  expect(escaped.indexOf("B")).toBe(50);
  expect(long).toBe(`${"x".repeat(47)}…  C`);
});

// Fault: a bar that overflows, or a rate shown before there is one.
test("progress says phase, share, rate and time left as far as they are known", () => {
  const unknown = {
    phase: "Finding files",
    phaseIndex: 0,
    phaseCount: 5,
    done: 12,
    total: null,
    unitsPerSec: null,
    secondsLeft: null,
  };
  expect(progressText(unknown)).toBe("Finding files 12");
  const half = {
    ...unknown,
    phase: "Reading tags",
    done: 50,
    total: 100,
    unitsPerSec: 25,
    secondsLeft: 2,
  };
  expect(progressText(half)).toBe(
    `Reading tags ${"█".repeat(12)}${"░".repeat(12)} 50/100  25/s  2 s left`,
  );
});
