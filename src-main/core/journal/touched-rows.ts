import type { ReadDb } from "#core/db/database.ts";
import { type Direction, effectOf } from "./apply-entry.ts";
import type { ChangeAuthor, JournalParticipant, TouchedRow } from "./journal.ts";
import type { RowHead } from "./segments.ts";

/**
 * Journaled rows of one entry as features see them. The JSON of whole rows is fetched only when somebody looks, then of all
 * at once: most of ten thousand rows nobody looks at.
 */
export function touchedRows(
  read: ReadDb,
  stored: readonly RowHead[],
  direction: Direction,
): TouchedRow[] {
  let whole: ReadonlyMap<number, TouchedRow["row"]> | undefined;
  return stored.map((head) => ({
    journalRowId: head.id,
    table: head.table_name,
    rowId: head.row_id,
    operation: effectOf(head.operation, direction),
    column: head.column_name,
    get row() {
      if (head.column_name !== null) return null;
      whole ??= wholeRows(read, stored);
      return whole.get(head.id) ?? null;
    },
  }));
}

/** One journaled row as features see it. */
export function touchedRow(read: ReadDb, stored: RowHead, direction: Direction): TouchedRow {
  const [row] = touchedRows(read, [stored], direction);
  if (row === undefined) throw new Error("One row in, one row out");
  return row;
}

function wholeRows(
  read: ReadDb,
  stored: readonly RowHead[],
): ReadonlyMap<number, TouchedRow["row"]> {
  const rows = read.all<{ id: number; json: string }>(
    `SELECT id, coalesce(old_value, new_value) AS json FROM change_journal_rows WHERE id BETWEEN ? AND ? AND column_name IS NULL`,
    ...spanOf(stored.map(({ id }) => id)),
  );
  // Triggers wrote it, tens of thousands at a time: a schema would cost a third of an undo.
  return new Map(rows.map(({ id, json }) => [id, JSON.parse(json) as TouchedRow["row"]]));
}

/**
 * What the whole rows among `touched` say in a column, each value once.
 * @param touched of one entry
 */
export function valuesIn(
  read: ReadDb,
  touched: readonly TouchedRow[],
  table: string,
  column: string,
): unknown[] {
  const whole = touched.filter((row) => row.table === table && row.column === null);
  if (whole.length === 0) return [];
  return read.pluck<unknown>(
    `SELECT DISTINCT json_extract(coalesce(old_value, new_value), '$.' || ?) FROM change_journal_rows
     WHERE id BETWEEN ? AND ? AND table_name = ? AND column_name IS NULL`,
    column,
    ...spanOf(whole.map(({ journalRowId }) => journalRowId)),
    table,
  );
}

/** Rows of an entry lie together, one way round or the other. */
function spanOf(ids: readonly number[]): [first: number, last: number] {
  const [one = 0, other = one] = [ids[0], ids.at(-1)];
  return one < other ? [one, other] : [other, one];
}

/** What one participant hears of, in the order in which it is put back. */
export interface Concern {
  readonly participant: JournalParticipant;
  readonly touched: readonly TouchedRow[];
}

/** Deals the rows out to the participants whose tables they are in. */
export function concernsOf(
  participants: readonly JournalParticipant[],
  touched: readonly TouchedRow[],
): Concern[] {
  return participants
    .map((participant) => {
      const tables = new Set(participant.tables);
      return { participant, touched: touched.filter(({ table }) => tables.has(table)) };
    })
    .filter((concern) => concern.touched.length > 0);
}

/** Tells every participant after the commit; one that fails keeps no other from hearing. */
export function announceAll(concerns: readonly Concern[], author: ChangeAuthor): void {
  const failures: unknown[] = [];
  for (const { participant, touched } of concerns) {
    try {
      participant.announce?.(touched, author);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "Announcing an undo failed");
}
