import type { SmartRules } from "#shared/domain/playlists/smart-rules.ts";

/** What a smart playlist can start from. */
export interface RuleTemplate {
  readonly name: string;
  readonly rules: Omit<SmartRules, "seed">;
}

const count = (value: number): SmartRules["limit"] => ({ by: "count", value });

export const ruleTemplates: readonly RuleTemplate[] = [
  {
    name: "Recently added",
    rules: {
      query: "added<30d",
      sort: [{ key: "addedAt", descending: true }],
      limit: null,
    },
  },
  {
    name: "Not played for a year",
    rules: {
      query: "rating>=3 played>1y",
      sort: [{ key: "lastPlayedAt", descending: false }],
      limit: count(100),
    },
  },
  {
    name: "Top rated, not heard lately",
    rules: {
      query: "rating>=4 (played>90d OR is:unplayed)",
      sort: [{ key: "random", descending: false }],
      limit: count(50),
    },
  },
  {
    name: "Never played",
    rules: {
      query: "is:unplayed -is:missing",
      sort: [{ key: "addedAt", descending: true }],
      limit: null,
    },
  },
  {
    name: "Most played this month",
    rules: {
      query: "plays[when<30d]>=2",
      sort: [{ key: "playCount", descending: true }],
      limit: count(50),
    },
  },
  {
    name: "Skipped often",
    rules: {
      query: "skips[when<90d heard<30s]>=2",
      sort: [{ key: "skipCount", descending: true }],
      limit: null,
    },
  },
  {
    name: "An hour of favourites",
    rules: {
      query: "is:favorite",
      sort: [{ key: "random", descending: false }],
      limit: { by: "durationSec", value: 3600 },
    },
  },
];
