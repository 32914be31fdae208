import { randomUUID } from "node:crypto";
import type { Database, ReadDb, WriteTx } from "#core/db/database.ts";
import type { EventHub } from "#core/ipc/event-hub.ts";
import type { Caller } from "#core/ipc/caller.ts";

/** Who makes a change, and from where. */
export type ChangeAuthor = Pick<Caller, "actor" | "device">;

/** How a change is written down. */
export interface ChangeDescription<Result> {
  /** The channel or command: `playlists.addTracks`. */
  readonly kind: string;
  /** A sentence in the past tense without a full stop: `Added 3 songs to "Road trip"`. */
  readonly summary: string | ((result: Result) => string);
  /** What it was about, where that is one thing: its uuid. */
  readonly subjectUuid?: string | ((result: Result) => string);
}

/** What came of a change. */
export interface Change<Result> {
  readonly result: Result;
  /** Names the entry, to undo it; null: nothing was different from before. */
  readonly changeUuid: string | null;
}

/** A row that an undo or redo puts back, as its feature is told. */
export interface TouchedRow {
  /** Its row in the journal. */
  readonly journalRowId: number;
  readonly table: string;
  readonly rowId: number;
  /** What happens to the row now: an undone insert is a `delete`. */
  readonly operation: "insert" | "update" | "delete";
  /** Of an update. */
  readonly column: string | null;
  /** The whole row of an insert or delete; null for an update. Columns that said nothing may be missing. */
  readonly row: Readonly<Record<string, unknown>> | null;
}

/** What a feature has to say about undoing changes of its tables. */
export interface JournalParticipant {
  readonly tables: readonly string[];
  /** Checks permission again, before anything is put back. @throws AppError `not_allowed` with a sentence */
  authorize?(read: ReadDb, touched: readonly TouchedRow[], author: ChangeAuthor): void;
  /** In the same transaction, after the rows were put back: revisions, derived text. */
  applied?(tx: WriteTx, touched: readonly TouchedRow[], author: ChangeAuthor): void;
  /** After the commit: events, caches. */
  announce?(touched: readonly TouchedRow[], author: ChangeAuthor): void;
  /** Names a row for a person, for conflicts and the history panel: `"Road trip"`. */
  describe?(read: ReadDb, touched: TouchedRow): string | null;
}

/**
 * The one door for what a person changes: one transaction, one entry, whose rows generated triggers write down (see
 * `core/db/journaled-tables.ts`).
 */
export class Journal {
  readonly #database: Database;
  readonly #events: EventHub;
  readonly #now: () => number;
  readonly #participants: JournalParticipant[] = [];

  constructor(parts: {
    readonly database: Database;
    readonly events: EventHub;
    readonly now: () => number;
  }) {
    this.#database = parts.database;
    this.#events = parts.events;
    this.#now = parts.now;
  }

  register(participant: JournalParticipant): void {
    this.#participants.push(participant);
  }

  /** What the features have to say about undoing. */
  get participants(): readonly JournalParticipant[] {
    return this.#participants;
  }

  /**
   * Runs `work` as one change of the author's. When it changed no journaled row, no entry is left.
   *
   * @throws whatever `work` throws; nothing is changed then
   */
  change<Result>(
    author: ChangeAuthor,
    work: (tx: WriteTx) => Result extends Promise<unknown> ? never : Result,
    description: ChangeDescription<NoInfer<Result>>,
  ): Change<Result> {
    const changeUuid = randomUUID();
    const change = this.#database.write((tx): Change<Result> => {
      const id = this.#begin(tx, author, description.kind, changeUuid);
      const former = lastRowId(tx);
      const result = work(tx);
      tx.run("UPDATE journal_context SET journal_id = NULL WHERE id = 1");
      // One transaction writes at a time, so a change's rows lie together.
      const last = lastRowId(tx);
      if (last === former) {
        tx.run("DELETE FROM change_journal WHERE id = ?", id);
        return { result, changeUuid: null };
      }
      tx.run(
        `UPDATE change_journal SET summary = ?, subject_uuid = ?, change_count = ?, first_row_id = ?, last_row_id = ?
         WHERE id = ?`,
        resolved(description.summary, result),
        description.subjectUuid === undefined ? null : resolved(description.subjectUuid, result),
        last - former,
        former + 1,
        last,
        id,
      );
      // What was undone before cannot be redone on top of something new.
      tx.run(
        "UPDATE change_journal SET state = 'discarded' WHERE user_id = ? AND state = 'undone'",
        author.actor.userId,
      );
      return { result, changeUuid };
    });
    if (change.changeUuid !== null) this.#tell(author, change.changeUuid);
    return change;
  }

  /**
   * Runs a change that cannot be undone and is only written down (a profile is deleted). Its rows are not journaled.
   *
   * @throws whatever `work` throws; nothing is changed then
   */
  changeForGood<Result>(
    author: ChangeAuthor,
    work: (tx: WriteTx) => Result extends Promise<unknown> ? never : Result,
    description: ChangeDescription<NoInfer<Result>>,
  ): Result {
    const uuid = randomUUID();
    const result = this.#database.write((tx) => {
      const id = this.#begin(tx, author, description.kind, uuid);
      const done = withoutJournal(tx, () => work(tx));
      tx.run("UPDATE journal_context SET journal_id = NULL WHERE id = 1");
      tx.run(
        "UPDATE change_journal SET summary = ?, subject_uuid = ?, is_undoable = 0 WHERE id = ?",
        resolved(description.summary, done),
        description.subjectUuid === undefined ? null : resolved(description.subjectUuid, done),
        id,
      );
      return done;
    });
    this.#tell(author, uuid);
    return result;
  }

  #begin(tx: WriteTx, author: ChangeAuthor, kind: string, uuid: string): number {
    const { lastInsertRowid: id } = tx.run(
      `INSERT INTO change_journal (uuid, user_id, actor_name, device, kind, summary, created_at, schema_version)
       SELECT ?, ?, ?, ?, ?, '', ?, user_version FROM pragma_user_version`,
      uuid,
      author.actor.userId,
      author.actor.displayName,
      author.device,
      kind,
      this.#now(),
    );
    tx.run("UPDATE journal_context SET journal_id = ? WHERE id = 1", id);
    return id;
  }

  #tell({ actor }: ChangeAuthor, changeUuid: string): void {
    const readers = readersOf(this.#database.read, actor.userId);
    this.#events.emit("journal.changed", { changeUuid }, readers);
  }
}

/** Whose lists of changes show what a profile does: its own and the administrators'. */
export function readersOf(read: ReadDb, userId: number): number[] {
  const admins = read.pluck<number>("SELECT id FROM users WHERE is_admin = 1 AND is_active = 1");
  return [...new Set([userId, ...admins])];
}

/**
 * Runs `work` without writing its changes down: for what is nobody's change to undo (an undo itself, a restored backup, the
 * rows of a deleted profile).
 */
export function withoutJournal<Result>(tx: WriteTx, work: () => Result): Result {
  tx.run("UPDATE journal_context SET is_suspended = 1 WHERE id = 1");
  const result = work();
  // A failure leaves the transaction, and this flag with it.
  tx.run("UPDATE journal_context SET is_suspended = 0 WHERE id = 1");
  return result;
}

function lastRowId(tx: WriteTx): number {
  return tx.pluck<number>("SELECT coalesce(max(id), 0) FROM change_journal_rows")[0] ?? 0;
}

function resolved<Result>(text: string | ((result: Result) => string), result: Result): string {
  return typeof text === "string" ? text : text(result);
}
