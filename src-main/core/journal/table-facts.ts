import { type JournaledTable, journaledTables } from "#core/db/journaled-tables.ts";
import type { ReadDb } from "#core/db/database.ts";
import { AppError } from "#shared/errors/app-error.ts";

/** A column that refers to another table's row. */
export interface Reference {
  readonly table: string;
  readonly column: string;
  readonly parentTable: string;
  readonly parentColumn: string;
  readonly onDelete: string;
}

/** What undo must know of a journaled table, as the database has it now. */
export interface TableFacts {
  readonly table: JournaledTable;
  /** Columns a row can be written with. */
  readonly columns: ReadonlySet<string>;
  /** Where its rows refer to. */
  readonly references: readonly Reference[];
  /** Which journaled tables' rows refer to its rows. */
  readonly referredBy: readonly Reference[];
}

/**
 * The journaled tables of this database. Names that become SQL come from here, never from rows.
 */
export class JournaledTables {
  readonly #read: ReadDb;
  readonly #facts = new Map<string, TableFacts>();

  constructor(read: ReadDb) {
    this.#read = read;
  }

  /** @throws AppError `unsupported` for a table that is not journaled (any more) */
  get(name: string): TableFacts {
    let facts = this.#facts.get(name);
    if (facts === undefined) {
      const table = journaledTables.find((known) => known.name === name);
      if (table === undefined) throw fromOlderVersion();
      facts = {
        table,
        columns: new Set(
          this.#read.pluck<string>(
            "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0",
            table.name,
          ),
        ),
        references: this.#references(table.name),
        referredBy: journaledTables
          .flatMap((child) => this.#references(child.name))
          .filter(({ parentTable }) => parentTable === table.name),
      };
      this.#facts.set(name, facts);
    }
    return facts;
  }

  #references(table: string): Reference[] {
    return this.#read.all<Reference>(
      `SELECT ? AS "table", "from" AS "column", "table" AS parentTable, coalesce("to", 'id') AS parentColumn,
         on_delete AS onDelete FROM pragma_foreign_key_list(?)`,
      table,
      table,
    );
  }
}

/** The refusal of an entry that names what this version's database has no more. */
export function fromOlderVersion(): AppError {
  return new AppError(
    "unsupported",
    "This change was made by an older version of Segue, whose library was kept differently, so it cannot be undone.",
  );
}
