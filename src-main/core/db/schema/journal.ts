import { sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  blob,
  check,
  index,
  integer,
  sqliteTable,
  text,
} from "drizzle-orm/sqlite-core";
import { users } from "./accounts.ts";
import { flag, id, timeMs, uuid } from "./columns.ts";

/**
 * One row per change a person made: who, when, what in a sentence. With its rows in `change_journal_rows` it is the audit
 * trail and the undo at once.
 */
export const changeJournal = sqliteTable(
  "change_journal",
  {
    id: id(),
    uuid: uuid(),
    user_id: integer().references(() => users.id, { onDelete: "set null" }),
    /** As the profile was called then. */
    actor_name: text().notNull(),
    device: text().notNull(),
    /** `playlists.addTracks`, `songs.setRating` ...; `journal.undo` and `journal.redo` for steps back and forth. */
    kind: text().notNull(),
    /** A sentence in the past tense: `Added 3 songs to "Road trip"`. */
    summary: text().notNull(),
    /** What it was about, where that is one thing (a playlist, a profile); for its own history. */
    subject_uuid: text(),
    created_at: timeMs().notNull(),
    /** Rows it changed. */
    change_count: integer().notNull().default(0),
    /** Its rows in `change_journal_rows`, which lie together; null: it has none (any more). */
    first_row_id: integer(),
    last_row_id: integer(),
    /** False for what is only written down (a profile was deleted). */
    is_undoable: flag().notNull().default(true),
    /** `undone`: can be redone; `discarded`: was undone, and something new happened since. */
    state: text({ enum: ["done", "undone", "discarded"] })
      .notNull()
      .default("done"),
    /** When it was undone last, to redo in the opposite order. */
    undone_at: timeMs(),
    /** The change that this undo or redo is about. */
    target_id: integer().references((): AnySQLiteColumn => changeJournal.id, {
      onDelete: "set null",
    }),
    /** `user_version` of the database then; older rows may name columns that are gone. */
    schema_version: integer().notNull(),
  },
  (table) => [
    index("change_journal_user").on(table.user_id, table.id),
    index("change_journal_undone")
      .on(table.user_id, table.undone_at)
      .where(sql`state = 'undone'`),
    index("change_journal_subject")
      .on(table.subject_uuid, table.id)
      .where(sql`subject_uuid IS NOT NULL`),
    index("change_journal_kind").on(table.kind, table.id),
    index("change_journal_time").on(table.created_at),
    index("change_journal_target")
      .on(table.target_id)
      .where(sql`target_id IS NOT NULL`),
    check("change_journal_state", sql`${table.state} IN ('done', 'undone', 'discarded')`),
  ],
);

/**
 * What a change did, in the order in which it was done; written by generated triggers only. An update is one row per
 * column with both values as they are; an insert or delete is one row with the whole row as JSON. Found by the range that its
 * entry keeps: an index and a foreign key would double what the journal costs a bulk edit.
 */
export const changeJournalRows = sqliteTable("change_journal_rows", {
  id: integer().primaryKey(),
  /** Its entry in `change_journal`. */
  journal_id: integer().notNull(),
  table_name: text().notNull(),
  operation: text({ enum: ["insert", "update", "delete"] }).notNull(),
  /** Integer primary key of the changed row; never reused. */
  row_id: integer().notNull(),
  /** Column of an update. */
  column_name: text(),
  /** No affinity: every value stays as it was stored. */
  old_value: blob(),
  new_value: blob(),
});

/** The one row that tells the triggers which change is being written. `journal_id` is null and both flags are off outside a transaction. */
export const journalContext = sqliteTable("journal_context", {
  id: integer().primaryKey(),
  journal_id: integer(),
  /** What happens now is nobody's change (an undo, an import of a backup, a deleted profile). */
  is_suspended: flag().notNull().default(false),
  /** Totals of playlists do not follow every entry now: they are counted anew at the end. */
  are_totals_paused: flag().notNull().default(false),
});
