import BetterSqlite3 from "better-sqlite3";
import { translateSqliteError } from "./sqlite-errors.ts";

type Parameter = string | number | null;

/**
 * A read-only connection for worker threads: no query builder (its import alone costs a worker tens of milliseconds),
 * statements prepared once, one consistent snapshot for as long as {@link ReadConnection.begin} holds.
 */
export class ReadConnection {
  readonly #sqlite: BetterSqlite3.Database;
  readonly #statements = new Map<string, BetterSqlite3.Statement<Parameter[]>>();
  readonly #path: string;

  /** @throws AppError with a sentence when the file cannot be read */
  constructor(path: string) {
    this.#path = path;
    this.#sqlite = this.#guard(
      () => new BetterSqlite3(path, { readonly: true, fileMustExist: true, timeout: 5000 }),
    );
    this.#sqlite.pragma("temp_store = MEMORY");
    // Whole indexes are scanned once and then live in typed arrays: a large page cache would only hold memory.
    this.#sqlite.pragma("cache_size = -4096");
  }

  /** Starts a snapshot: what is read until {@link end} is of one moment. */
  begin(): void {
    if (!this.#sqlite.inTransaction) this.#sqlite.exec("BEGIN");
  }

  end(): void {
    if (this.#sqlite.inTransaction) this.#sqlite.exec("COMMIT");
  }

  /** Changes whenever another connection committed something. */
  dataVersion(): number {
    return Number(this.#sqlite.pragma("data_version", { simple: true }));
  }

  /** First column of the first row. */
  value<Value>(sql: string, ...parameters: readonly Parameter[]): Value | undefined {
    return this.#guard(() => {
      const statement = this.#prepare(sql).pluck(true);
      return statement.get(...parameters) as Value | undefined;
    });
  }

  /** First column of every row. */
  values<Value>(sql: string, ...parameters: readonly Parameter[]): Value[] {
    return this.#guard(() => {
      const statement = this.#prepare(sql).pluck(true);
      return statement.all(...parameters) as Value[];
    });
  }

  /** Every row as an array, in the order of its columns. */
  rows<Row extends readonly unknown[]>(sql: string, ...parameters: readonly Parameter[]): Row[] {
    return this.#guard(() => {
      const statement = this.#prepare(sql).raw(true);
      return statement.all(...parameters) as Row[];
    });
  }

  close(): void {
    this.#statements.clear();
    this.#sqlite.close();
  }

  #prepare(sql: string): BetterSqlite3.Statement<Parameter[]> {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#sqlite.prepare<Parameter[]>(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #guard<Result>(use: () => Result): Result {
    try {
      return use();
    } catch (error) {
      throw translateSqliteError(error, this.#path);
    }
  }
}
