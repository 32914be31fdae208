import { expect, it } from "vitest";
import { explainedRules } from "./explained-rules.ts";

const line = (depth: number, text: string, holds: boolean, actual: string | null = null) => ({
  depth,
  text,
  holds,
  actual,
});

// Catches: a rule shown as failing where the song is in the playlist because it fails.
it("says rules in the builder's words, and a rule that is turned round on one line", () => {
  const rules = [
    line(0, "All of these", true),
    line(1, "rating>=4", true, "Rating is 4.5"),
    line(1, "Not this", true),
    line(2, "genre:(live,spoken)", false, "Genre is Pop"),
    line(1, "Not this", true),
    line(2, "Any of these", false),
    line(3, "is:unplayed", false),
    line(3, "playlist:id-1", false),
  ];
  const nameOf = (value: string): string => (value === "id-1" ? "Road" : value);
  expect(explainedRules(rules, nameOf)).toEqual([
    line(0, "All of these", true),
    line(1, "Rating at least 4 stars", true, "Rating is 4.5"),
    line(1, "Genre does not contain “live” or “spoken”", true, "Genre is Pop"),
    line(1, "Not this", true),
    line(2, "Any of these", false),
    line(3, "Never played", false),
    line(3, "In “Road”", false),
  ]);
});
