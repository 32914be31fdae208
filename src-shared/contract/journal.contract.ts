import { z } from "zod";
import { nothing, timeMsSchema, uuidSchema } from "./common.ts";
import { channel } from "./define.ts";

/** `undone`: can be redone; `discarded`: was undone, and something new happened since. */
export const journalStateSchema = z.enum(["done", "undone", "discarded"]);

export const journalEntrySchema = z.strictObject({
  uuid: uuidSchema,
  /** Null once the profile is gone; `actorName` stays. */
  actorUuid: uuidSchema.nullable(),
  actorName: z.string(),
  device: z.string(),
  /** `playlists.addTracks`, `songs.setRating` ...; `journal.undo`, `journal.redo`. */
  kind: z.string(),
  summary: z.string(),
  subjectUuid: uuidSchema.nullable(),
  createdAt: timeMsSchema,
  changeCount: z.int().nonnegative(),
  isUndoable: z.boolean(),
  state: journalStateSchema,
  /** Made by the calling profile: only those can be undone by it. */
  isOwn: z.boolean(),
  /** With `journal.undo` and `journal.redo`: the change it was about. */
  targetUuid: uuidSchema.nullable(),
});
export type JournalEntry = z.output<typeof journalEntrySchema>;

export const journalFilterSchema = z.strictObject({
  /** Whose; an administrator may see everybody's, others their own and those of playlists they may see. */
  actorUuid: uuidSchema.nullable().optional(),
  /** Kinds or their beginnings: `songs.`, `playlists.addTracks`. */
  kinds: z.array(z.string().min(1).max(100)).max(20).optional(),
  subjectUuid: uuidSchema.optional(),
  from: timeMsSchema.optional(),
  /** Exclusive. */
  to: timeMsSchema.optional(),
  /** Words of the summary. */
  text: z.string().max(200).optional(),
});
export type JournalFilter = z.output<typeof journalFilterSchema>;

/** One changed thing in a person's words. */
export const journalDetailSchema = z.strictObject({
  /** `Rating of "Blue in Green"`. */
  what: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type JournalDetail = z.output<typeof journalDetailSchema>;

export const journalContract = {
  /** Newest first. `before` is the cursor of the former answer. */
  "journal.list": channel(
    z.strictObject({
      filter: journalFilterSchema,
      limit: z.int().min(1).max(500),
      before: z.string().max(100).nullable(),
    }),
    z.strictObject({
      entries: z.array(journalEntrySchema),
      nextCursor: z.string().nullable(),
      total: z.int().nonnegative(),
    }),
  ),
  /** What an undo and a redo would do now. */
  "journal.getState": channel(
    nothing,
    z.strictObject({ undo: journalEntrySchema.nullable(), redo: journalEntrySchema.nullable() }),
  ),
  "journal.getDetails": channel(
    z.strictObject({ uuid: uuidSchema, limit: z.int().min(1).max(500) }),
    z.strictObject({ details: z.array(journalDetailSchema), total: z.int().nonnegative() }),
  ),
  /**
   * Takes back one's latest change, or the one named. Where something changed since, `conflict` says what in a sentence
   * and nothing is put back. `entry` is null when there is nothing to undo.
   */
  "journal.undo": channel(
    z.strictObject({ uuid: uuidSchema.optional() }),
    z.strictObject({ entry: journalEntrySchema.nullable() }),
  ),
  /** Does again what was undone last. */
  "journal.redo": channel(nothing, z.strictObject({ entry: journalEntrySchema.nullable() })),
  /** Back to here: takes back all one's changes newer than this one, all or none. */
  "journal.undoTo": channel(
    z.strictObject({ uuid: uuidSchema }),
    z.strictObject({ undone: z.int().nonnegative() }),
  ),
  /** The audit trail as a file to download: `transfers.read` or `/transfers/<uuid>`. */
  "journal.export": channel(
    z.strictObject({ filter: journalFilterSchema, format: z.enum(["csv", "jsonl"]) }),
    z.strictObject({ transferUuid: uuidSchema, fileName: z.string(), entries: z.int() }),
  ),
};
