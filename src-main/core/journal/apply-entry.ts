import type { ReadDb, WriteTx } from "#core/db/database.ts";
import { sqliteCode } from "#core/db/sqlite-errors.ts";
import { assertNever } from "#shared/lib/assert-never.ts";
import { type Group, type RowHead, segmentsOf } from "./segments.ts";
import { fromOlderVersion, type JournaledTables, type TableFacts } from "./table-facts.ts";

/** Back: what was done is undone. Forth: what was undone is done again. */
export type Direction = "undo" | "redo";

/** Why a row cannot be put back as it was. */
export interface Obstacle {
  /** The journaled row that stands against it. */
  readonly id: number;
  readonly why: "changed" | "gone" | "exists" | "taken" | "parent_gone" | "has_children";
}

/** Thrown inside the transaction, which it takes back; becomes a sentence. */
export class ObstacleFound extends Error {
  readonly obstacle: Obstacle;

  constructor(obstacle: Obstacle) {
    super(`Journaled row ${obstacle.id}: ${obstacle.why}`);
    this.obstacle = obstacle;
  }
}

/** Which of the two values is there now, and which is to be. */
interface Sides {
  readonly left: "old_value" | "new_value";
  readonly wanted: "old_value" | "new_value";
}

const sidesOf: Readonly<Record<Direction, Sides>> = {
  undo: { left: "new_value", wanted: "old_value" },
  redo: { left: "old_value", wanted: "new_value" },
};

/** The journaled rows of a group. The rows of one entry lie together: a range finds them. */
const inGroup = "r.id BETWEEN ? AND ? AND r.operation = ? AND r.column_name IS ?";

/** What becomes of a row's existence; an undone insert is a delete. */
export function effectOf(
  operation: RowHead["operation"],
  direction: Direction,
): RowHead["operation"] {
  if (operation === "update" || direction === "redo") return operation;
  return operation === "insert" ? "delete" : "insert";
}

/** Deletes make room before updates do, and these before rows come back. */
const orderOfEffects = ["delete", "update", "insert"] as const;

/**
 * Puts back what an entry changed (or does it again), each stretch of rows by a statement per table, operation and column.
 * Runs inside the transaction, with the journal suspended and foreign keys deferred.
 *
 * @param rows of one entry, in the order in which they are to be put back
 * @throws ObstacleFound when something is not as the entry left it; AppError `unsupported` for an entry of an older schema
 */
export function applyEntry(
  tx: WriteTx,
  tables: JournaledTables,
  rows: readonly RowHead[],
  direction: Direction,
): void {
  const segments = segmentsOf(rows);
  for (const { table, groups } of segments) {
    const facts = tables.get(table);
    for (const effect of orderOfEffects) {
      for (const group of groups) {
        if (effectOf(group.operation, direction) === effect)
          new GroupEffect(tx, facts, group, direction).apply();
      }
    }
  }
  for (const { table, groups } of segments) {
    const facts = tables.get(table);
    for (const group of groups) new GroupEffect(tx, facts, group, direction).checkParents();
  }
}

/** Puts one group back. Every name in its SQL is the schema's. */
class GroupEffect {
  readonly #tx: WriteTx;
  readonly #facts: TableFacts;
  readonly #group: Group;
  readonly #direction: Direction;
  readonly #sides: Sides;
  readonly #where: readonly [number, number, string, string | null];

  constructor(tx: WriteTx, facts: TableFacts, group: Group, direction: Direction) {
    this.#tx = tx;
    this.#facts = facts;
    this.#group = group;
    this.#direction = direction;
    this.#sides = sidesOf[direction];
    this.#where = [group.firstId, group.lastId, group.operation, group.column];
  }

  apply(): void {
    const effect = effectOf(this.#group.operation, this.#direction);
    switch (effect) {
      case "update":
        this.#update();
        return;
      case "delete":
        this.#delete();
        return;
      case "insert":
        this.#insert();
        return;
      default:
        assertNever(effect);
    }
  }

  /** After everything stands: what came back must still have what it refers to. */
  checkParents(): void {
    const { operation, column } = this.#group;
    const effect = effectOf(operation, this.#direction);
    if (effect === "delete") return;
    const { table, references } = this.#facts;
    for (const reference of references) {
      if (effect === "update" && reference.column !== column) continue;
      const orphans = `FROM change_journal_rows r CROSS JOIN ${table.name} t ON t.${table.key} = r.row_id
        WHERE ${inGroup} AND t.${reference.column} IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM ${reference.parentTable} p WHERE p.${reference.parentColumn} = t.${reference.column})`;
      const orphan = this.#first(`SELECT r.id ${orphans} LIMIT 1`);
      if (orphan === undefined) continue;
      // Who added an entry may be gone by now, as it would be had the entry stayed.
      if (effect !== "insert" || reference.onDelete !== "SET NULL")
        throw new ObstacleFound({ id: orphan, why: "parent_gone" });
      this.#tx.run(
        `UPDATE ${table.name} SET ${reference.column} = NULL WHERE ${table.key} IN (SELECT t.${table.key} ${orphans})`,
        ...this.#where,
      );
    }
  }

  #update(): void {
    const { table, columns } = this.#facts;
    const { column } = this.#group;
    const { left, wanted } = this.#sides;
    if (column === null || !table.columns.includes(column) || !columns.has(column))
      throw fromOlderVersion();
    const isCompared = table.uncompared?.includes(column) !== true;
    this.#refuse(isCompared ? [`t.${column} IS NOT r.${left}`] : []);
    const set = (value: string) =>
      this.#tx.run(
        `UPDATE ${table.name} SET ${column} = ${value} FROM change_journal_rows r
         WHERE ${table.name}.${table.key} = r.row_id AND ${inGroup}`,
        ...this.#where,
      );
    try {
      set(`r.${wanted}`);
    } catch (error) {
      if (!isTaken(error)) throw error;
      this.#updateAside(set, `r.${wanted}`);
    }
  }

  /** Rows that swap unique values with one another are in each other's way: all step aside first. */
  #updateAside(set: (value: string) => void, wanted: string): void {
    set("'~undo ' || r.id");
    try {
      set(wanted);
    } catch (error) {
      if (!isTaken(error)) throw error;
      throw new ObstacleFound({ id: this.#group.firstId, why: "taken" });
    }
  }

  #delete(): void {
    const { table } = this.#facts;
    const { left } = this.#sides;
    const columns = this.#storedColumns(left);
    if (table.unset !== undefined) {
      this.#unset(table.unset);
      return;
    }
    const differs = table.columns
      .filter((column) => columns.includes(column))
      .map((column) => this.#differs(column, `json_extract(r.${left}, '$.${column}')`));
    this.#refuse(differs);
    this.#refuseChildren();
    // What triggers and players counted on the row meanwhile comes back with it.
    const now = [table.key, ...columns].map((column) => `'${column}', t.${column}`).join(", ");
    this.#tx.run(
      `UPDATE change_journal_rows AS r SET ${left} = json_object(${now}) FROM ${table.name} t
       WHERE t.${table.key} = r.row_id AND ${inGroup}`,
      ...this.#where,
    );
    this.#tx.run(
      `DELETE FROM ${table.name} WHERE ${table.key} IN (SELECT r.row_id FROM change_journal_rows r WHERE ${inGroup})`,
      ...this.#where,
    );
  }

  /** SQL that holds where a column is not as the entry left it, what Segue filled in by itself aside. */
  #differs(column: string, left: string): string {
    const { table } = this.#facts;
    const differs = `t.${column} IS NOT ${left}`;
    if (table.filledIn?.includes(column) !== true) return differs;
    const byPeople = `SELECT l.row_id FROM change_journal_rows l WHERE l.id > ${this.#group.lastId}
      AND l.table_name = '${table.name}' AND l.column_name = '${column}'`;
    return `(${differs} AND (${left} IS NOT NULL OR t.${table.key} IN (${byPeople})))`;
  }

  /** Takes back what a row was made to say; the row goes where nothing else was said since. */
  #unset(unset: Readonly<Record<string, string>>): void {
    const { table } = this.#facts;
    const { left } = this.#sides;
    const columns = table.columns.map((column) => thing(column, left, unset));
    const changed = columns.map(
      ({ column, nothing, said }) => `(${said} IS NOT ${nothing} AND t.${column} IS NOT ${said})`,
    );
    const differs = columns.map(({ column, said }) => `t.${column} IS NOT ${said}`);
    this.#refuse(changed);
    this.#tx.run(
      `DELETE FROM ${table.name} WHERE ${table.key} IN (
         SELECT t.${table.key} FROM change_journal_rows r CROSS JOIN ${table.name} t ON t.${table.key} = r.row_id
         WHERE ${inGroup} AND NOT (${differs.join(" OR ")}))`,
      ...this.#where,
    );
    const kept = columns.map(
      ({ column, nothing, said }) =>
        `${column} = CASE WHEN ${said} IS NOT ${nothing} THEN ${nothing} ELSE ${column} END`,
    );
    this.#setFrom(kept);
  }

  /** Says again what a row was made to say, where the row has stayed because of something else. */
  #setAgain(unset: Readonly<Record<string, string>>): void {
    const { table } = this.#facts;
    const { wanted } = this.#sides;
    const columns = table.columns.map((column) => thing(column, wanted, unset));
    const taken = columns.map(
      ({ column, nothing, said }) =>
        `(${said} IS NOT ${nothing} AND t.${column} IS NOT ${nothing})`,
    );
    const first = this.#first(
      `SELECT r.id FROM change_journal_rows r CROSS JOIN ${table.name} t ON t.${table.key} = r.row_id
       WHERE ${inGroup} AND (${taken.join(" OR ")}) LIMIT 1`,
    );
    if (first !== undefined) throw new ObstacleFound({ id: first, why: "changed" });
    this.#setFrom(
      columns.map(
        ({ column, nothing, said }) =>
          `${column} = CASE WHEN ${said} IS NOT ${nothing} THEN ${said} ELSE ${column} END`,
      ),
    );
  }

  #setFrom(assignments: readonly string[]): void {
    const { table } = this.#facts;
    this.#tx.run(
      `UPDATE ${table.name} SET ${assignments.join(", ")} FROM change_journal_rows r
       WHERE ${table.name}.${table.key} = r.row_id AND ${inGroup}`,
      ...this.#where,
    );
  }

  /** @param changed what must hold of none of the rows `t`, which must all be there @throws ObstacleFound */
  #refuse(changed: readonly string[]): void {
    const { table } = this.#facts;
    const found = this.#tx.get<{ id: number; isGone: number }>(
      `SELECT r.id, t.${table.key} IS NULL AS isGone
       FROM change_journal_rows r LEFT JOIN ${table.name} t ON t.${table.key} = r.row_id
       WHERE ${inGroup} AND (${[`t.${table.key} IS NULL`, ...changed].join(" OR ")}) LIMIT 1`,
      ...this.#where,
    );
    if (found !== undefined)
      throw new ObstacleFound({ id: found.id, why: found.isGone === 1 ? "gone" : "changed" });
  }

  /** What others put into a row's keeping would go, or be cut loose, with it. */
  #refuseChildren(): void {
    const { table, referredBy } = this.#facts;
    for (const child of referredBy) {
      // A folder that came with its own folders goes with them.
      const others =
        child.table === table.name
          ? `AND c.${table.key} NOT IN (SELECT o.row_id FROM change_journal_rows o
               WHERE o.id BETWEEN ${this.#group.firstId} AND ${this.#group.lastId} AND o.operation = r.operation)`
          : "";
      const kept = this.#first(
        `SELECT r.id FROM change_journal_rows r WHERE ${inGroup} AND EXISTS (
           SELECT 1 FROM ${child.table} c WHERE c.${child.column} = r.row_id ${others}) LIMIT 1`,
      );
      if (kept !== undefined) throw new ObstacleFound({ id: kept, why: "has_children" });
    }
  }

  #insert(): void {
    const { table } = this.#facts;
    const { wanted } = this.#sides;
    const columns = this.#storedColumns(wanted);
    if (table.unset === undefined) this.#refuseExisting();
    else this.#setAgain(table.unset);
    const isThere = `EXISTS (SELECT 1 FROM ${table.name} t WHERE t.${table.key} = r.row_id)`;
    const { unset } = table;
    const values = columns.map((column) => ({
      column,
      value:
        unset !== undefined && table.columns.includes(column)
          ? thing(column, wanted, unset).said
          : `json_extract(r.${wanted}, '$.${column}')`,
    }));
    const all = [{ column: table.key, value: "r.row_id" }, ...values];
    const insert = `INSERT INTO ${table.name} (${all.map(({ column }) => column).join(", ")})
       SELECT ${all.map(({ value }) => value).join(", ")}
       FROM change_journal_rows r WHERE ${inGroup} AND NOT ${isThere} ORDER BY r.id`;
    try {
      this.#tx.run(insert, ...this.#where);
    } catch (error) {
      if (!isTaken(error)) throw error;
      throw new ObstacleFound({ id: this.#firstTaken(insert), why: "taken" });
    }
  }

  #refuseExisting(): void {
    const { table } = this.#facts;
    const existing = this.#first(
      `SELECT r.id FROM change_journal_rows r CROSS JOIN ${table.name} t ON t.${table.key} = r.row_id
       WHERE ${inGroup} LIMIT 1`,
    );
    if (existing !== undefined) throw new ObstacleFound({ id: existing, why: "exists" });
  }

  /** Which row is refused: only now are they tried one by one. The transaction is taken back anyway. */
  #firstTaken(insert: string): number {
    const { firstId, lastId, operation, column } = this.#group;
    const ids = this.#tx.pluck<number>(
      `SELECT r.id FROM change_journal_rows r WHERE ${inGroup} ORDER BY r.id`,
      ...this.#where,
    );
    for (const id of ids) {
      try {
        this.#tx.run(insert, id, id, operation, column);
      } catch (error) {
        if (!isTaken(error)) throw error;
        return id;
      }
    }
    return Math.min(firstId, lastId);
  }

  /** The columns that the journaled rows of this group hold, as one trigger wrote them all; the key is the row's own. */
  #storedColumns(side: "old_value" | "new_value"): string[] {
    const { table, columns } = this.#facts;
    const names = this.#tx.pluck<string>(
      `SELECT key FROM json_each((SELECT ${side} FROM change_journal_rows WHERE id = ?))`,
      this.#group.firstId,
    );
    if (names.length === 0 || !names.every((name) => columns.has(name))) throw fromOlderVersion();
    // Rows that say more than the first one have columns that it left out.
    const leftOut = table.unset === undefined ? (table.rarely ?? []) : table.columns;
    return [...new Set([...names, ...leftOut])].filter((name) => name !== table.key);
  }

  #first(sql: string): number | undefined {
    return this.#tx.pluck<number>(sql, ...this.#where)[0];
  }
}

/** One thing a row says: the value of the journaled row, and the SQL value that says nothing. */
function thing(
  column: string,
  side: "old_value" | "new_value",
  unset: Readonly<Record<string, string>>,
): { column: string; nothing: string; said: string } {
  const nothing = unset[column] ?? "NULL";
  return { column, nothing, said: `coalesce(json_extract(r.${side}, '$.${column}'), ${nothing})` };
}

function isTaken(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === "SQLITE_CONSTRAINT_UNIQUE" || code === "SQLITE_CONSTRAINT_PRIMARYKEY";
}

/** The rows of an entry, in the order in which they are put back. */
export function rowsOf(read: ReadDb, journalId: number, direction: Direction): RowHead[] {
  return read.all<RowHead>(
    `SELECT id, table_name, operation, row_id, column_name FROM change_journal_rows
     WHERE id BETWEEN (SELECT first_row_id FROM change_journal WHERE id = ?)
       AND (SELECT last_row_id FROM change_journal WHERE id = ?) ORDER BY id ${direction === "undo" ? "DESC" : "ASC"}`,
    journalId,
    journalId,
  );
}
