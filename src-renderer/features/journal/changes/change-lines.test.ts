import { expect, test } from "vitest";
import type { JournalEntry } from "#shared/contract/index.ts";
import { changeLines, countNewer, type Details } from "./change-lines.ts";

const minuteMs = 60_000;
const dayOf = (timeMs: number): string => `day ${Math.floor(timeMs / (10 * minuteMs))}`;

function entry(uuid: string, createdAt: number, more: Partial<JournalEntry> = {}): JournalEntry {
  return {
    uuid,
    actorUuid: null,
    actorName: "Anna",
    device: "web",
    kind: "songs.setRating",
    summary: "Rated 1 song",
    subjectUuid: null,
    createdAt,
    changeCount: 1,
    isUndoable: true,
    state: "done",
    isOwn: true,
    targetUuid: null,
    ...more,
  };
}

test("each day stands once above its entries and says how many there are", () => {
  const lines = changeLines(
    [entry("c", 21 * minuteMs), entry("b", 9 * minuteMs), entry("a", 1)],
    new Map(),
    dayOf,
  );
  expect(
    lines.map((line) => (line.kind === "day" ? `${line.day}: ${line.count}` : line.kind)),
  ).toEqual(["day 2: 1", "entry", "day 0: 2", "entry", "entry"]);
});

test("an opened entry shows its details below itself, and how many more there are", () => {
  const details: Details = {
    state: "known",
    details: [{ what: "Rating", before: null, after: "4" }],
    total: 12,
  };
  const lines = changeLines([entry("a", 1)], new Map([["a", details]]), dayOf);
  expect(lines.map(({ kind }) => kind)).toEqual(["day", "entry", "detail", "note"]);
  expect(lines.at(-1)).toMatchObject({ note: "more", count: 11 });
});

test("back to here counts what can be taken back, nothing of others and nothing undone already", () => {
  const entries = [
    entry("e", 5),
    entry("d", 4, { isOwn: false }),
    entry("c", 3, { state: "undone" }),
    entry("b", 2, { isUndoable: false }),
    entry("a", 1),
  ];
  expect(countNewer(entries, "a")).toBe(1);
  expect(countNewer(entries, "e")).toBe(0);
});
