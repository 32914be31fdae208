import type { ReadDb, WriteTx } from "#core/db/database.ts";
import type { ChangeAuthor } from "./journal.ts";

/** An entry as undo sees it. */
export interface EntryRecord {
  readonly id: number;
  readonly uuid: string;
  readonly user_id: number | null;
  readonly kind: string;
  readonly summary: string;
  readonly subject_uuid: string | null;
  readonly created_at: number;
  readonly is_undoable: 0 | 1;
  readonly state: "done" | "undone" | "discarded";
  readonly schema_version: number;
}

const columns =
  "id, uuid, user_id, kind, summary, subject_uuid, created_at, is_undoable, state, schema_version";

/** The SQL of hot paths, named so that query-plan tests prove each index. */
export const journalSql = {
  nextUndo: `SELECT ${columns} FROM change_journal
    WHERE user_id = ? AND state = 'done' AND is_undoable = 1 ORDER BY id DESC LIMIT 1`,
  nextRedo: `SELECT ${columns} FROM change_journal
    WHERE user_id = ? AND state = 'undone' ORDER BY undone_at DESC LIMIT 1`,
  byUuid: `SELECT ${columns} FROM change_journal WHERE uuid = ?`,
  newerThan: `SELECT ${columns} FROM change_journal
    WHERE user_id = ? AND id > ? AND state = 'done' AND is_undoable = 1 ORDER BY id DESC`,
  lastUndone: "SELECT max(undone_at) FROM change_journal WHERE user_id = ? AND state = 'undone'",
} as const;

/** Entries of the journal as undo and redo need them. */
export class JournalRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  getByUuid(uuid: string): EntryRecord | undefined {
    return this.#read.get<EntryRecord>(journalSql.byUuid, uuid);
  }

  /** What an undo would take back: a profile's latest change that is done. */
  nextUndo(userId: number): EntryRecord | undefined {
    return this.#read.get<EntryRecord>(journalSql.nextUndo, userId);
  }

  /** What a redo would do again: what was undone last. */
  nextRedo(userId: number): EntryRecord | undefined {
    return this.#read.get<EntryRecord>(journalSql.nextRedo, userId);
  }

  /** A profile's changes that are done and came after an entry, newest first. */
  newerThan(id: number, userId: number): EntryRecord[] {
    return this.#read.all<EntryRecord>(journalSql.newerThan, userId, id);
  }

  /**
   * Marks an entry as undone. Times of one profile's undos never repeat, so that redo knows their order even within a
   * millisecond.
   */
  markUndone(tx: WriteTx, entry: EntryRecord, now: number): void {
    tx.run(
      `UPDATE change_journal SET state = 'undone', undone_at = max(?, 1 + coalesce(
         (${journalSql.lastUndone}), 0)) WHERE id = ?`,
      now,
      entry.user_id,
      entry.id,
    );
  }

  markDone(tx: WriteTx, entry: EntryRecord): void {
    tx.run("UPDATE change_journal SET state = 'done', undone_at = NULL WHERE id = ?", entry.id);
  }

  /** Writes down that something was undone or redone: a step of the audit trail that is itself not undone. */
  writeAudit(
    tx: WriteTx,
    author: ChangeAuthor,
    step: {
      readonly uuid: string;
      readonly kind: "journal.undo" | "journal.redo";
      readonly summary: string;
      readonly target: EntryRecord;
      readonly changeCount: number;
    },
    now: number,
  ): void {
    tx.run(
      `INSERT INTO change_journal (uuid, user_id, actor_name, device, kind, summary, subject_uuid, created_at, change_count,
         is_undoable, target_id, schema_version)
       SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, user_version FROM pragma_user_version`,
      step.uuid,
      author.actor.userId,
      author.actor.displayName,
      author.device,
      step.kind,
      step.summary,
      step.target.subject_uuid,
      now,
      step.changeCount,
      step.target.id,
    );
  }
}
