/** What of a journaled row decides how it is put back. */
export interface RowHead {
  readonly id: number;
  readonly table_name: string;
  readonly operation: "insert" | "update" | "delete";
  readonly row_id: number;
  readonly column_name: string | null;
}

/** Rows of one table, operation and column, put back by one statement: those of `[firstId, lastId]` that are so. */
export interface Group {
  readonly table: string;
  readonly operation: RowHead["operation"];
  readonly column: string | null;
  firstId: number;
  lastId: number;
}

/**
 * A stretch of an entry in which no row is touched twice in a way that order matters: its groups may be put back in any
 * order.
 */
export interface Segment {
  readonly table: string;
  readonly groups: readonly Group[];
}

/**
 * Cuts an entry's rows into stretches. One statement that inserts some rows and updates others leaves them mixed; they are
 * still two groups of one stretch. A row that is inserted and then updated, or updated twice in a column, begins another.
 *
 * @param rows in the order in which they are to be put back
 */
export function segmentsOf(rows: readonly RowHead[]): Segment[] {
  const segments: Segment[] = [];
  let open: OpenSegment | null = null;
  for (const row of rows) {
    if (open === null || !open.takes(row)) {
      open = new OpenSegment(row.table_name);
      segments.push(open);
      open.takes(row);
    }
  }
  return segments;
}

class OpenSegment implements Segment {
  readonly table: string;
  readonly groups: Group[] = [];
  /** By row: the columns it was updated in; null: it was inserted or deleted. */
  readonly #seen = new Map<number, readonly string[] | null>();

  constructor(table: string) {
    this.table = table;
  }

  takes(row: RowHead): boolean {
    if (row.table_name !== this.table) return false;
    const seen = this.#seen.get(row.row_id);
    const { column_name: column } = row;
    if (column === null) {
      if (seen !== undefined) return false;
      this.#seen.set(row.row_id, null);
    } else {
      if (seen === null || seen?.includes(column) === true) return false;
      this.#seen.set(row.row_id, seen === undefined ? [column] : [...seen, column]);
    }
    this.#group(row);
    return true;
  }

  #group(row: RowHead): void {
    const known = this.groups.find(
      ({ operation, column }) => operation === row.operation && column === row.column_name,
    );
    if (known === undefined) {
      this.groups.push({
        table: this.table,
        operation: row.operation,
        column: row.column_name,
        firstId: row.id,
        lastId: row.id,
      });
      return;
    }
    known.firstId = Math.min(known.firstId, row.id);
    known.lastId = Math.max(known.lastId, row.id);
  }
}
