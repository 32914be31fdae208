import BetterSqlite3 from "better-sqlite3";
import { AppError } from "#shared/errors/app-error.ts";

/** The SQLite result code of anything thrown (drizzle wraps the driver's error as `cause`), or null. */
export function sqliteCode(thrown: unknown): string | null {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof BetterSqlite3.SqliteError) return error.code;
  }
  return null;
}

/**
 * Turns a SQLite failure that a person can do something about into its sentence. Anything else comes back unchanged: it
 * is a bug and must look like one.
 *
 * @param path the database file, for the sentence
 */
export function translateSqliteError(thrown: unknown, path: string): unknown {
  if (thrown instanceof AppError) return thrown;
  const code = sqliteCode(thrown);
  if (code === null) return thrown;
  const details = { path, sqliteCode: code };
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
    return new AppError(
      "database_locked",
      `The database ${path} is locked by another program. Close the program that uses it and try again.`,
      details,
      thrown,
    );
  }
  if (code === "SQLITE_CONSTRAINT_FOREIGNKEY") {
    return new AppError(
      "database_constraint",
      "The change refers to something that is no longer in the library. Refresh and try again; nothing was changed.",
      details,
      thrown,
    );
  }
  if (code.startsWith("SQLITE_CONSTRAINT")) {
    return new AppError(
      "database_constraint",
      "The change breaks a rule of the library's database. Nothing was changed.",
      details,
      thrown,
    );
  }
  if (code === "SQLITE_NOTADB") {
    return new AppError(
      "database_not_sqlite",
      `${path} is not a Segue database. Move that file away, or point DB_PATH to another file.`,
      details,
      thrown,
    );
  }
  if (code.startsWith("SQLITE_CORRUPT")) {
    return new AppError(
      "database_unreadable",
      `The database ${path} is damaged. Put back a copy from the backups folder beside it, or move it away to start anew.`,
      details,
      thrown,
    );
  }
  if (code === "SQLITE_FULL") {
    return new AppError(
      "disk_full",
      `The disk that holds ${path} is full. Free some space and try again; nothing was changed.`,
      details,
      thrown,
    );
  }
  if (code.startsWith("SQLITE_READONLY")) {
    return new AppError(
      "database_read_only",
      `The database ${path} cannot be written. Give yourself write permission for the file and its folder, or choose another with DB_PATH.`,
      details,
      thrown,
    );
  }
  if (
    code.startsWith("SQLITE_CANTOPEN") ||
    code.startsWith("SQLITE_PERM") ||
    code.startsWith("SQLITE_IOERR")
  ) {
    return new AppError(
      "database_unreadable",
      `The database ${path} cannot be opened. Check that the file and its folder can be read and written, or choose another with DB_PATH.`,
      details,
      thrown,
    );
  }
  return thrown;
}
