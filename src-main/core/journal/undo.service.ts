import { randomUUID } from "node:crypto";
import type { Database, WriteTx } from "#core/db/database.ts";
import type { EventHub } from "#core/ipc/event-hub.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { applyEntry, type Direction, ObstacleFound, rowsOf } from "./apply-entry.ts";
import { conflictOf } from "./conflict-sentence.ts";
import { type ChangeAuthor, type Journal, readersOf, withoutJournal } from "./journal.ts";
import { JournalListRepository } from "./journal-list.repository.ts";
import { type EntryRecord, JournalRepository } from "./journal.repository.ts";
import { withTotals } from "./playlist-totals.ts";
import { JournaledTables } from "./table-facts.ts";
import { announceAll, type Concern, concernsOf, touchedRows } from "./touched-rows.ts";

/** Undo and redo of whatever the journal wrote down. */
export class UndoService {
  readonly #database: Database;
  readonly #events: EventHub;
  readonly #journal: Pick<Journal, "participants">;
  readonly #now: () => number;
  readonly #entries: JournalRepository;
  readonly #list: JournalListRepository;
  readonly #tables: JournaledTables;

  constructor(parts: {
    readonly database: Database;
    readonly events: EventHub;
    readonly journal: Pick<Journal, "participants">;
    readonly now: () => number;
  }) {
    this.#database = parts.database;
    this.#events = parts.events;
    this.#journal = parts.journal;
    this.#now = parts.now;
    this.#entries = new JournalRepository(parts.database.read);
    this.#list = new JournalListRepository(parts.database.read);
    this.#tables = new JournaledTables(parts.database.read);
  }

  /**
   * Takes back the author's latest change, or the one named.
   *
   * @returns the entry's uuid; null when there is nothing to undo
   * @throws AppError `conflict` when something changed since, `not_allowed` for another's change, `not_found` for one
   *   that the author may not even read; nothing is undone then
   */
  undo(author: ChangeAuthor, uuid?: string): string | null {
    const entry =
      uuid === undefined
        ? this.#entries.nextUndo(author.actor.userId)
        : this.#ownEntry(author, uuid);
    if (entry === undefined) return null;
    this.#step(author, [entry], "undo", `Undid: ${entry.summary}`, entry);
    return entry.uuid;
  }

  /** Does again what the author undid last. @returns the entry's uuid; null when there is nothing to redo */
  redo(author: ChangeAuthor): string | null {
    const entry = this.#entries.nextRedo(author.actor.userId);
    if (entry === undefined) return null;
    this.#step(author, [entry], "redo", `Did again: ${entry.summary}`, entry);
    return entry.uuid;
  }

  /**
   * Back to here: takes back all the author's changes that are newer than an entry, newest first, all or none. The entry may
   * be another's, if the author may read it.
   *
   * @returns how many
   * @throws AppError as `undo` does; nothing is undone then
   */
  undoTo(author: ChangeAuthor, uuid: string): number {
    const target = this.#entries.getByUuid(uuid);
    if (target === undefined || this.#list.get(author.actor, uuid) === undefined)
      throw unknownEntry(uuid);
    const newer = this.#entries.newerThan(target.id, author.actor.userId);
    if (newer.length === 0) return 0;
    const changes = newer.length === 1 ? "1 change" : `${newer.length} changes`;
    this.#step(author, newer, "undo", `Undid ${changes}, back to: ${target.summary}`, target);
    return newer.length;
  }

  #ownEntry(author: ChangeAuthor, uuid: string): EntryRecord {
    const entry = this.#entries.getByUuid(uuid);
    if (entry === undefined) throw unknownEntry(uuid);
    if (entry.user_id !== author.actor.userId) {
      // Whose changes one may not read, one is not told about either.
      if (this.#list.get(author.actor, uuid) === undefined) throw unknownEntry(uuid);
      throw new AppError(
        "not_allowed",
        "That change was done by another profile; only that profile can undo it.",
        { uuid },
      );
    }
    if (entry.is_undoable === 0)
      throw new AppError("conflict", `"${entry.summary}" cannot be undone.`, { uuid });
    if (entry.state !== "done")
      throw new AppError("conflict", `"${entry.summary}" was undone already.`, { uuid });
    return entry;
  }

  #step(
    author: ChangeAuthor,
    entries: readonly EntryRecord[],
    direction: Direction,
    summary: string,
    target: EntryRecord,
  ): void {
    const step = { uuid: randomUUID(), kind: `journal.${direction}` as const, summary, target };
    const concerns = this.#translated(author, direction, () =>
      this.#database.write((tx) => {
        // Rows of one entry may come back before what they refer to. No statement: SQLite would run it while preparing it.
        this.#database.sqlite.pragma("defer_foreign_keys = ON");
        const now = this.#now();
        const told = entries.map((entry) => this.#putBack(tx, author, entry, direction, now));
        const changeCount = told.reduce((sum, { count }) => sum + count, 0);
        this.#entries.writeAudit(tx, author, { ...step, changeCount }, now);
        return told.flatMap((one) => one.concerns);
      }),
    );
    const readers = readersOf(this.#database.read, author.actor.userId);
    this.#events.emit("journal.changed", { changeUuid: step.uuid }, readers);
    announceAll(concerns, author);
  }

  #putBack(
    tx: WriteTx,
    author: ChangeAuthor,
    entry: EntryRecord,
    direction: Direction,
    now: number,
  ): { concerns: Concern[]; count: number } {
    const rows = rowsOf(tx, entry.id, direction);
    const touched = touchedRows(tx, rows, direction);
    const concerns = concernsOf(this.#journal.participants, touched);
    for (const { participant, touched: own } of concerns) participant.authorize?.(tx, own, author);
    withoutJournal(tx, () => {
      withTotals(tx, touched, () => applyEntry(tx, this.#tables, rows, direction));
      for (const { participant, touched: own } of concerns) participant.applied?.(tx, own, author);
    });
    if (direction === "undo") this.#entries.markUndone(tx, entry, now);
    else this.#entries.markDone(tx, entry);
    return { concerns, count: rows.length };
  }

  /** Runs a step; what stands against it becomes a sentence once everything is taken back. */
  #translated<Result>(author: ChangeAuthor, direction: Direction, run: () => Result): Result {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof ObstacleFound)) throw error;
      const { participants } = this.#journal;
      throw conflictOf(this.#database.read, participants, error.obstacle, direction, author);
    }
  }
}

function unknownEntry(uuid: string): AppError {
  return new AppError("not_found", "That change is not in the journal any more.", { uuid });
}
