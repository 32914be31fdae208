import { z } from "zod";
import { isPlainName } from "../lib/plain-name.ts";

/** Identity of anything that leaves the process. Integer keys never do. */
export const uuidSchema = z.uuid();

/** Milliseconds since the Unix epoch, UTC. */
export const timeMsSchema = z.int().nonnegative();

/** An input without fields. */
export const nothing = z.strictObject({});

/** A window onto an ordered list: `offset` rows skipped, at most `limit` returned. */
export const windowSchema = z.strictObject({
  offset: z.int().nonnegative(),
  limit: z.int().min(1).max(1000),
});

/** Half-open index range `[from, to)` of a snapshot. */
export const indexRangeSchema = z.strictObject({
  from: z.int().nonnegative(),
  to: z.int().nonnegative(),
});
export type IndexRange = z.output<typeof indexRangeSchema>;

/**
 * Which songs an action means: ranges of a snapshot (so that "all 100,000" stays two numbers), or a few songs by name.
 */
export const selectionSchema = z.union([
  z.strictObject({ snapshotId: uuidSchema, ranges: z.array(indexRangeSchema).min(1).max(10_000) }),
  z.strictObject({ uuids: z.array(uuidSchema).min(1).max(10_000) }),
]);
export type Selection = z.output<typeof selectionSchema>;

/** Names the journal entry a change made, for its undo; null: nothing was different from before. */
export const changeUuidSchema = uuidSchema.nullable();

/** A name people give: trimmed, 1 to `mostCharacters` long, with nothing in it that cannot be seen. */
export function nameSchema(mostCharacters: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(mostCharacters)
    .refine(isPlainName, "holds characters that cannot be seen");
}
