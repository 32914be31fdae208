import BetterSqlite3 from "better-sqlite3";
import { sqliteCode, translateSqliteError } from "./sqlite-errors.ts";

type Parameter = string | number | bigint | Uint8Array | null;

/** Brands: no other code can make the handles, so a read cannot be passed where a transaction is wanted. */
const readBrand: unique symbol = Symbol("read");
const writeBrand: unique symbol = Symbol("write");

/**
 * A handle that can only read. Row shapes are stated by the caller, who wrote the SQL. There is no query builder here:
 * loading drizzle at run time costs 340 ms and 200 MB (docs/decisions/0004); it stays the tool for schema and migrations.
 */
export interface ReadDb {
  readonly [readBrand]: true;
  /** All rows of a read-only statement; statements are prepared once and kept. */
  all<Row>(sql: string, ...parameters: readonly Parameter[]): Row[];
  /** The first row, or undefined. */
  get<Row>(sql: string, ...parameters: readonly Parameter[]): Row | undefined;
  /** The first column of all rows. */
  pluck<Value>(sql: string, ...parameters: readonly Parameter[]): Value[];
}

/** A handle inside `BEGIN IMMEDIATE`; everything done through it stands or falls together. */
export interface WriteTx extends ReadDb {
  readonly [writeBrand]: true;
  /** Runs a statement that changes rows. `INSERT OR REPLACE` is banned: its deletes fire no trigger. */
  run(
    sql: string,
    ...parameters: readonly Parameter[]
  ): { changes: number; lastInsertRowid: number };
}

export interface DatabaseOptions {
  /** Receives every statement when SQL_ECHO is on. */
  readonly echo?: (sql: string) => void;
  readonly readonly?: boolean;
  /** How long to wait for another process's write lock. */
  readonly busyTimeoutMs?: number;
}

/**
 * The one owner of a SQLite connection: WAL, foreign keys on, statements prepared once, errors translated.
 * Made by {@link openDatabase} in `open-database.ts`, which also migrates; workers open a read-only one.
 */
export class Database {
  readonly path: string;
  readonly read: ReadDb;
  readonly #sqlite: BetterSqlite3.Database;
  readonly #statements = new Map<string, BetterSqlite3.Statement<Parameter[]>>();
  readonly #tx: WriteTx;
  #inTransaction = false;

  constructor(path: string, options: DatabaseOptions = {}) {
    this.path = path;
    try {
      this.#sqlite = new BetterSqlite3(path, {
        readonly: options.readonly ?? false,
        fileMustExist: options.readonly ?? false,
        timeout: options.busyTimeoutMs ?? 5000,
        ...(options.echo === undefined ? {} : { verbose: echoOf(options.echo) }),
      });
      if (options.readonly !== true) {
        this.#sqlite.pragma("journal_mode = WAL");
        this.#sqlite.pragma("synchronous = NORMAL");
      }
      this.#sqlite.pragma("foreign_keys = ON");
      this.#sqlite.pragma("temp_store = MEMORY");
      this.#sqlite.pragma("mmap_size = 268435456");
    } catch (error) {
      throw translateSqliteError(error, path);
    }
    const query = {
      all: <Row>(sql: string, ...parameters: readonly Parameter[]): Row[] =>
        this.#reader(sql, (statement) => statement.all(...parameters) as Row[]),
      get: <Row>(sql: string, ...parameters: readonly Parameter[]): Row | undefined =>
        this.#reader(sql, (statement) => statement.get(...parameters) as Row | undefined),
      pluck: <Value>(sql: string, ...parameters: readonly Parameter[]): Value[] =>
        this.#reader(sql, (statement) => {
          statement.pluck(true);
          try {
            return statement.all(...parameters) as Value[];
          } finally {
            statement.pluck(false);
          }
        }),
    };
    this.read = { [readBrand]: true, ...query };
    this.#tx = {
      [readBrand]: true,
      [writeBrand]: true,
      ...query,
      run: (sql: string, ...parameters: readonly Parameter[]) => this.#run(sql, parameters),
    };
  }

  /**
   * Runs `change` in one immediate transaction and returns its result. Synchronous by design: an `await` inside would
   * let other work slip between the statements.
   *
   * @throws AppError with a sentence when the database is locked, full, read-only or a reference is broken; nothing is
   *   changed then.
   */
  write<Result>(change: (tx: WriteTx) => Result extends Promise<unknown> ? never : Result): Result {
    if (this.#inTransaction)
      throw new Error("write() inside write(): pass the transaction down instead");
    this.#inTransaction = true;
    try {
      return this.#sqlite.transaction(() => change(this.#tx)).immediate();
    } catch (error) {
      throw translateSqliteError(error, this.path);
    } finally {
      this.#inTransaction = false;
    }
  }

  /** The raw connection, for `core/db` itself (migrations, backup) and for workers that iterate over millions of rows. */
  get sqlite(): BetterSqlite3.Database {
    return this.#sqlite;
  }

  close(): void {
    this.#statements.clear();
    if (!this.#sqlite.open) return;
    try {
      if (!this.#sqlite.readonly) this.#sqlite.pragma("optimize");
    } catch (error) {
      // Statistics can wait for another day; a program that holds the lock must not keep this one from closing.
      if (sqliteCode(error)?.startsWith("SQLITE_BUSY") !== true) throw error;
    } finally {
      this.#sqlite.close();
    }
  }

  #prepare(sql: string): BetterSqlite3.Statement<Parameter[]> {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#sqlite.prepare<Parameter[]>(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #reader<Result>(
    sql: string,
    use: (statement: BetterSqlite3.Statement<Parameter[]>) => Result,
  ): Result {
    try {
      const statement = this.#prepare(sql);
      if (!statement.readonly && !this.#inTransaction)
        throw new Error(`A read handle was given a writing statement: ${sql}`);
      return use(statement);
    } catch (error) {
      throw translateSqliteError(error, this.path);
    }
  }

  #run(
    sql: string,
    parameters: readonly Parameter[],
  ): { changes: number; lastInsertRowid: number } {
    if (!this.#inTransaction)
      throw new Error("A transaction handle was used after its transaction ended");
    const result = this.#prepare(sql).run(...parameters);
    return { changes: result.changes, lastInsertRowid: Number(result.lastInsertRowid) };
  }
}

function echoOf(echo: (sql: string) => void): (message?: unknown) => void {
  return (message) => {
    echo(String(message));
  };
}
