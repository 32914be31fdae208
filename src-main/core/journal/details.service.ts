import type { ChannelOutput, JournalDetail } from "#shared/contract/index.ts";
import { journaledTables } from "#core/db/journaled-tables.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { ReadDb } from "#core/db/database.ts";
import type { Actor } from "#core/ipc/caller.ts";
import type { JournalListRepository } from "./journal-list.repository.ts";
import { columnWord, oneOf, valueWords } from "./journal-words.ts";
import type { Journal, TouchedRow } from "./journal.ts";
import type { RowHead } from "./segments.ts";
import { touchedRows } from "./touched-rows.ts";

type ValueRow = RowHead & { readonly old_value: unknown; readonly new_value: unknown };

/** What an entry changed, in a person's words. */
export class DetailsService {
  readonly #read: ReadDb;
  readonly #list: JournalListRepository;
  readonly #journal: Pick<Journal, "participants">;

  constructor(read: ReadDb, list: JournalListRepository, journal: Pick<Journal, "participants">) {
    this.#read = read;
    this.#list = list;
    this.#journal = journal;
  }

  /** @throws AppError `not_found` for an entry that is gone or that the actor may not see */
  get(actor: Actor, uuid: string, limit: number): ChannelOutput<"journal.getDetails"> {
    const entry = this.#list.get(actor, uuid);
    if (entry === undefined)
      throw new AppError("not_found", "That change is not in the journal any more.", { uuid });
    const rows = this.#read.all<ValueRow>(
      `SELECT id, table_name, operation, row_id, column_name, old_value, new_value
       FROM change_journal_rows
       WHERE id BETWEEN (SELECT first_row_id FROM change_journal WHERE id = ?)
         AND (SELECT last_row_id FROM change_journal WHERE id = ?) ORDER BY id LIMIT ?`,
      entry.id,
      entry.id,
      limit,
    );
    // Named as it stands now; `redo` leaves operations as they were done.
    const touched = touchedRows(this.#read, rows, "redo");
    const details = rows.flatMap((row, index) => this.#details(row, touched[index]));
    return { details, total: entry.changeCount };
  }

  #details(row: ValueRow, touched: TouchedRow | undefined): JournalDetail[] {
    if (touched === undefined) return [];
    const name =
      this.#journal.participants
        .find(({ tables }) => tables.includes(row.table_name))
        ?.describe?.(this.#read, touched) ?? oneOf(row.table_name);
    const { column_name: column } = row;
    const changed = (word: string, before: unknown, after: unknown): JournalDetail => ({
      what: `${capital(columnWord(row.table_name, word) ?? word)} of ${name}`,
      before: valueWords(word, before),
      after: valueWords(word, after),
    });
    if (column !== null) return [changed(column, row.old_value, row.new_value)];
    const whole = touched.row ?? {};
    const isNew = row.operation === "insert";
    const table = journaledTables.find(({ name: known }) => known === row.table_name);
    if (table?.unset !== undefined) {
      // A row whose every column is a thing of its own: what it says is what changed.
      return table.columns
        .filter((key) => isSaid(whole[key], table.unset?.[key]))
        .map((key) => (isNew ? changed(key, null, whole[key]) : changed(key, whole[key], null)));
    }
    const what = capital(name);
    return [
      isNew ? { what, before: null, after: "added" } : { what, before: "there", after: null },
    ];
  }
}

/** @param nothing SQL of the value that says nothing */
function isSaid(value: unknown, nothing = "NULL"): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value !== "string" && typeof value !== "number") return true;
  return `${value}` !== nothing.replace(/^'(.*)'$/, "$1");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
