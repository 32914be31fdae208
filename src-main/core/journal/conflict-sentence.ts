import type { ReadDb } from "#core/db/database.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { assertNever } from "#shared/lib/assert-never.ts";
import { type Direction, effectOf, type Obstacle } from "./apply-entry.ts";
import { columnWord, oneOf } from "./journal-words.ts";
import type { ChangeAuthor, JournalParticipant } from "./journal.ts";
import type { RowHead } from "./segments.ts";
import { touchedRow } from "./touched-rows.ts";

interface LaterChange {
  readonly user_id: number | null;
  readonly actor_name: string;
  readonly created_at: number;
  readonly operation: RowHead["operation"];
}

/** The stored row, and the entry it belongs to. */
type RowOfEntry = RowHead & { readonly journal_id: number };

/**
 * Says what stands against an undo or redo: which thing, what became of it, who did so and when.
 *
 * @returns AppError `conflict`
 */
export function conflictOf(
  read: ReadDb,
  participants: readonly JournalParticipant[],
  obstacle: Obstacle,
  direction: Direction,
  author: ChangeAuthor,
): AppError {
  const row = read.get<RowOfEntry>(
    `SELECT id, journal_id, table_name, operation, row_id, column_name FROM change_journal_rows WHERE id = ?`,
    obstacle.id,
  );
  if (row === undefined) throw new Error(`The journaled row ${obstacle.id} is gone`);
  const touched = touchedRow(read, row, direction);
  const name =
    participants.find(({ tables }) => tables.includes(row.table_name))?.describe?.(read, touched) ??
    oneOf(row.table_name);
  const later = laterChange(read, row);
  const sentence = sentenceOf(obstacle, row, name, byWhom(later, author));
  const outcome = direction === "undo" ? "nothing was undone" : "nothing was done again";
  return new AppError("conflict", `${sentence}; ${outcome}.`, {
    why: obstacle.why,
    table: row.table_name,
    effect: effectOf(row.operation, direction),
    laterActor: later?.actor_name ?? null,
    laterAt: later?.created_at ?? null,
  });
}

function sentenceOf(obstacle: Obstacle, row: RowOfEntry, name: string, byWhom: string): string {
  const { why } = obstacle;
  const word = row.column_name === null ? null : columnWord(row.table_name, row.column_name);
  switch (why) {
    case "changed":
      return word === null
        ? `${capital(name)} was changed again${byWhom}`
        : `The ${word} of ${name} was changed again${byWhom}`;
    case "gone":
      return `${capital(name)} is not there any more: it was taken away${byWhom}`;
    case "exists":
      return `${capital(name)} is there already${byWhom === "" ? "" : `: it was changed${byWhom}`}`;
    case "taken":
      return `${capital(name)} cannot come back: its name or place was taken by something else since`;
    case "parent_gone":
      return `${capital(name)} cannot come back: what it belonged to is gone`;
    case "has_children":
      return `${capital(name)} holds what was put there since${byWhom}`;
    default:
      return assertNever(why);
  }
}

/** The newest change of the same thing after this one. Looked for only when there is a conflict, so without an index. */
function laterChange(read: ReadDb, row: RowOfEntry): LaterChange | undefined {
  return read.get<LaterChange>(
    `SELECT j.user_id, j.actor_name, j.created_at, r.operation
     FROM change_journal_rows r JOIN change_journal j ON j.id = r.journal_id
     WHERE r.id > ? AND r.journal_id <> ? AND r.row_id = ? AND r.table_name = ? AND j.state = 'done'
       AND (? IS NULL OR r.column_name IS NULL OR r.column_name = ?)
     ORDER BY r.id DESC LIMIT 1`,
    row.id,
    row.journal_id,
    row.row_id,
    row.table_name,
    row.column_name,
    row.column_name,
  );
}

function byWhom(later: LaterChange | undefined, author: ChangeAuthor): string {
  if (later === undefined) return " since";
  const who = later.user_id === author.actor.userId ? "you" : later.actor_name;
  return ` by ${who} on ${timeWords(later.created_at)}`;
}

/** `21 November 2026 at 14:03`, where this machine is. */
function timeWords(timeMs: number): string {
  const time = new Date(timeMs);
  const date = time.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const clock = time.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return `${date} at ${clock}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
