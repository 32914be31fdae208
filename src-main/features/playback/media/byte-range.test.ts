import { expect, test } from "vitest";
import { parseRange } from "./byte-range.ts";

/** Would catch: off-by-one ends, suffixes taken for starts, a refusal where the standard says to ignore. */
test.each([
  ["bytes=0-0", 10, { start: 0, end: 1 }],
  ["bytes=0-9", 10, { start: 0, end: 10 }],
  ["bytes=2-4", 10, { start: 2, end: 5 }],
  ["bytes=9-", 10, { start: 9, end: 10 }],
  ["bytes=5-999", 10, { start: 5, end: 10 }],
  ["BYTES= 1 - 2 ", 10, { start: 1, end: 3 }],
  ["bytes=-3", 10, { start: 7, end: 10 }],
  ["bytes=-99", 10, { start: 0, end: 10 }],
  ["bytes=10-", 10, "unsatisfiable"],
  ["bytes=99999999999999999999-", 10, "unsatisfiable"],
  ["bytes=-0", 10, "unsatisfiable"],
  ["bytes=0-", 0, "unsatisfiable"],
  ["bytes=-1", 0, "unsatisfiable"],
  [null, 10, "all"],
  ["", 10, "all"],
  ["bytes=-", 10, "all"],
  ["bytes=5-2", 10, "all"],
  ["bytes=0-1,4-5", 10, "all"],
  ["items=0-1", 10, "all"],
  ["bytes=a-b", 10, "all"],
  ["bytes=0x1-2", 10, "all"],
])("%s of %d bytes", (header, sizeBytes, wanted) => {
  expect(parseRange(header, sizeBytes)).toEqual(wanted);
});
