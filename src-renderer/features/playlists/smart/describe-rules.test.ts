import { expect, it } from "vitest";
import type { SmartRules } from "#shared/domain/playlists/smart-rules.ts";
import { describeRules } from "./describe-rules.ts";
import { ruleTemplates } from "./builder/templates.ts";
import { findQueryProblem } from "#renderer/lib/query-language.ts";

const rules = (query: string, more: Partial<SmartRules> = {}): SmartRules => ({
  query,
  sort: [],
  limit: null,
  seed: 0,
  ...more,
});
const nameOf = (value: string): string => (value === "id-1" ? "Road trip" : value);

// Catches: a summary that says something else than the rules.
it.each([
  ["", "Every song"],
  ["genre:(jazz,soul) rating>=4", "Genre contains “jazz” or “soul”, Rating at least 4 stars"],
  ["played>1y OR is:unplayed", "Last played not in the last 1 year or Never played"],
  [
    "is:favorite -(added<30d OR has:lyrics)",
    "Favourite, (none of Added in the last 30 days, Has lyrics)",
  ],
  ["-playlist:id-1", "Not in “Road trip”"],
  [
    "skips[when<90d heard<30s]>=2",
    "Skips at least 2, counting those in the last 90 days, heard less than 30s",
  ],
  ["year:1990..1999", "Year 1990 to 1999"],
])("says %j in words", (query, words) => {
  expect(describeRules(rules(query), nameOf)).toBe(words);
});

it("says the limit and the order", () => {
  const full = rules("is:favorite", {
    limit: { by: "durationSec", value: 5400 },
    sort: [
      { key: "random", descending: false },
      { key: "rating", descending: true },
    ],
  });
  expect(describeRules(full, nameOf)).toBe("Favourite · at most 1 h 30 min · by lot, rating ↓");
});

// Catches: a template that the query language has moved away from.
it("can read the rules of every template", () => {
  for (const { name, rules: template } of ruleTemplates)
    expect(findQueryProblem(template.query), name).toBeNull();
});
