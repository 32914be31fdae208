import { type Direction, effectOf, type StoredRow } from "./apply-entry.ts";
import type { ChangeAuthor, JournalParticipant, TouchedRow } from "./journal.ts";

/** A journaled row as features see it. The JSON of a whole row is read only when somebody looks. */
export function touchedRow(stored: StoredRow, direction: Direction): TouchedRow {
  let row: TouchedRow["row"] | undefined;
  return {
    table: stored.table_name,
    rowId: stored.row_id,
    operation: effectOf(stored.operation, direction),
    column: stored.column_name,
    get row() {
      if (row === undefined) row = stored.row_json === null ? null : wholeRow(stored.row_json);
      return row;
    },
  };
}

/** Triggers wrote it, tens of thousands at a time: a schema would cost a third of an undo. */
function wholeRow(json: string): TouchedRow["row"] {
  return JSON.parse(json) as TouchedRow["row"];
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
