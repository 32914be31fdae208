import { type JournaledTable, journaledTables } from "./journaled-tables.ts";

/**
 * The triggers that write the journal, generated from {@link journaledTables}: whoever changes a row, in whatever statement,
 * the change is written down in the same transaction.
 *
 * @param columnsOf the columns of a table as the database has them, generated ones left out
 */
export function journalTriggers(
  columnsOf: (table: string) => readonly string[],
): Record<string, string> {
  const triggers: Record<string, string> = {};
  for (const table of journaledTables) {
    for (const column of table.columns)
      triggers[`journal_${table.name}_${column}`] = updateTrigger(table, column);
    if (!table.rows) continue;
    const columns = columnsOf(table.name);
    triggers[`journal_${table.name}_insert`] = rowTrigger(table, "insert", columns);
    triggers[`journal_${table.name}_delete`] = rowTrigger(table, "delete", columns);
  }
  return triggers;
}

function updateTrigger(table: JournaledTable, column: string): string {
  return `AFTER UPDATE OF ${column} ON ${table.name} WHEN OLD.${column} IS NOT NEW.${column}
    BEGIN ${insertRow(table, "update", `NEW.${table.key}`, `'${column}'`, `OLD.${column}`, `NEW.${column}`)} END`;
}

function rowTrigger(
  table: JournaledTable,
  operation: "insert" | "delete",
  columns: readonly string[],
): string {
  const side = operation === "insert" ? "NEW" : "OLD";
  const row = table.rarely === undefined ? jsonOf(side, columns) : sparseJson(table, side, columns);
  const [before, after] = operation === "insert" ? ["NULL", row] : [row, "NULL"];
  return `AFTER ${operation.toUpperCase()} ON ${table.name}
    BEGIN ${insertRow(table, operation, `${side}.${table.key}`, "NULL", before, after)} END`;
}

function jsonOf(side: string, columns: readonly string[]): string {
  return `json_object(${columns.map((column) => `'${column}', ${side}.${column}`).join(", ")})`;
}

/**
 * JSON is half of what a bulk edit's journal costs. The key stands beside it anyway, and words that are not there need not be
 * written: undo reads a missing column as one that says nothing.
 */
function sparseJson(table: JournaledTable, side: string, columns: readonly string[]): string {
  const rarely = table.rarely ?? [];
  const isSilent = rarely
    .map((column) => `${side}.${column} IS ${table.unset?.[column] ?? "NULL"}`)
    .join(" AND ");
  const written = columns.filter((column) => column !== table.key);
  const few = written.filter((column) => !rarely.includes(column));
  return `CASE WHEN ${isSilent} THEN ${jsonOf(side, few)} ELSE ${jsonOf(side, written)} END`;
}

function insertRow(
  table: JournaledTable,
  operation: string,
  rowId: string,
  column: string,
  before: string,
  after: string,
): string {
  const [entry, where] =
    table.outside === "refused"
      ? [
          `CASE WHEN journal_id IS NULL THEN RAISE(ABORT, '${table.name} was changed outside the journal') ELSE journal_id END`,
          "is_suspended = 0",
        ]
      : ["journal_id", "is_suspended = 0 AND journal_id IS NOT NULL"];
  return `INSERT INTO change_journal_rows (journal_id, table_name, operation, row_id, column_name, old_value, new_value)
    SELECT ${entry}, '${table.name}', '${operation}', ${rowId}, ${column}, ${before}, ${after}
    FROM journal_context WHERE ${where};`;
}
