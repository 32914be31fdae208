import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { AppError } from "#shared/errors/app-error.ts";
import { ensureWritableFolder } from "#core/files/writable-folder.ts";
import { copyDatabase } from "./copy-database.ts";
import { Database, type DatabaseOptions } from "./database.ts";
import {
  loadMigrations,
  migrate,
  type Migration,
  newerSchema,
  schemaVersion,
} from "./migrations.ts";
import { translateSqliteError } from "./sqlite-errors.ts";
import { ensureTriggers } from "./triggers.ts";

export interface OpenOptions extends DatabaseOptions {
  /** Where the copy before a migration goes. */
  readonly backupFolder: string;
  readonly migrations?: readonly Migration[];
  /** Time of the copy's name, epoch milliseconds. */
  readonly now?: () => number;
}

/**
 * Opens the library's database, making and migrating it as needed. An existing one is copied and the copy verified
 * before any step runs.
 *
 * @throws AppError with one sentence: a directory in its place, not a database, damaged, newer, read-only, disk full.
 *   The file is as it was then.
 */
export function openDatabase(path: string, options: OpenOptions): Database {
  refuseDirectory(path);
  makeParent(path);
  const existedBefore = existsSync(path);
  if (existedBefore) inspect(path, options.migrations ?? loadMigrations());
  const database = new Database(path, options);
  try {
    const migrations = options.migrations ?? loadMigrations();
    const version = schemaVersion(database.sqlite);
    if (version > 0 && version < migrations.length) {
      copyDatabase(
        database.sqlite,
        options.backupFolder,
        `before-migration-v${version}`,
        (options.now ?? Date.now)(),
      );
    }
    migrate(database.sqlite, migrations);
    ensureTriggers(database.sqlite);
    return database;
  } catch (error) {
    database.close();
    throw translateSqliteError(error, path);
  }
}

function refuseDirectory(path: string): void {
  if (!existsSync(path) || !statSync(path).isDirectory()) return;
  throw new AppError(
    "database_is_directory",
    `DB_PATH points to a directory; expected file. Remove ${path} directory.`,
    {
      path,
    },
  );
}

function makeParent(path: string): void {
  ensureWritableFolder(dirname(path), "the database cannot be kept there");
}

/** Looks before touching: a file that is not ours must not even get a WAL beside it. */
function inspect(path: string, migrations: readonly Migration[]): void {
  let sqlite: BetterSqlite3.Database | undefined;
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw new AppError(
      "database_unreadable",
      `The database ${path} cannot be read. Give yourself permission to read and write it, or choose another with DB_PATH.`,
      { path },
      error,
    );
  }
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw new AppError(
      "database_read_only",
      `The database ${path} cannot be written. Give yourself write permission for the file and its folder, or choose another with DB_PATH.`,
      { path },
      error,
    );
  }
  try {
    sqlite = new BetterSqlite3(path, { fileMustExist: true });
    const version = schemaVersion(sqlite);
    const tables = sqlite
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .pluck()
      .all();
    // Other programs count their schema in `user_version` too.
    if (tables.length > 0 && (version === 0 || !tables.includes("songs"))) {
      throw new AppError(
        "database_not_sqlite",
        `${path} is a database of another program. Move that file away, or point DB_PATH to another file.`,
        { path },
      );
    }
    if (version > migrations.length) throw newerSchema(path, version, migrations.length);
  } catch (error) {
    throw translateSqliteError(error, path);
  } finally {
    sqlite?.close();
  }
}
