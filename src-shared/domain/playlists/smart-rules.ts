import { z } from "zod";
import { smartSortKeySchema } from "./smart-sort.ts";

/** What of the matching songs a smart playlist takes: so many songs, so many seconds, or so many bytes. */
export const smartLimitSchema = z.strictObject({
  by: z.enum(["count", "durationSec", "bytes"]),
  value: z.number().positive().max(1e15),
});
export type SmartLimit = z.output<typeof smartLimitSchema>;

/**
 * Rules of a smart playlist. `query` is text of the query language (`src-shared/domain/query`), its nested groups are the
 * rule groups; other playlists are named in it by uuid, so that renaming them breaks nothing.
 */
export const smartRulesSchema = z.strictObject({
  query: z.string().max(4000),
  /** Order of the songs, and with a limit which of them come first. Empty: the library's order. */
  sort: z.array(z.strictObject({ key: smartSortKeySchema, descending: z.boolean() })).max(4),
  limit: smartLimitSchema.nullable(),
  /** Draws for the sort key `random`; another number, another draw. */
  seed: z.int().nonnegative(),
});
export type SmartRules = z.output<typeof smartRulesSchema>;
