import { isAbsolute, join, resolve } from "node:path";
import { AppError } from "#shared/errors/app-error.ts";

/**
 * Where the database file is: `DATABASE_URL`, else `DB_PATH`, else `data/segue.db` in the data folder. The path is kept as
 * given, because error sentences print it so.
 *
 * @throws AppError `database_url_unsupported` for anything but SQLite
 */
export function databaseLocation(environment: NodeJS.ProcessEnv, dataFolder: string): string {
  const url = environment["DATABASE_URL"];
  if (url !== undefined && url !== "") return pathOfUrl(url);
  const path = environment["DB_PATH"];
  if (path !== undefined && path !== "") return path;
  return join(dataFolder, "data", "segue.db");
}

/** SQLAlchemy's convention, which the seeds use: three slashes and a relative path, four and an absolute one. */
function pathOfUrl(url: string): string {
  const match = /^sqlite:\/\/\/(?<path>.+)$/.exec(url);
  const path = match?.groups?.["path"];
  if (path === ":memory:") {
    throw new AppError(
      "database_url_unsupported",
      "DATABASE_URL asks for a database in memory, which would forget the library. Name a file: sqlite:///path/to/segue.db.",
      { scheme: "sqlite" },
    );
  }
  if (path !== undefined) return /^\/?[A-Za-z]:[\\/]/.test(path) ? path.replace(/^\//, "") : path;
  throw new AppError(
    "database_url_unsupported",
    "DATABASE_URL names a database that Segue cannot use: it keeps its library in SQLite only. Use sqlite:///path/to/segue.db, or unset DATABASE_URL.",
    { scheme: url.split(":")[0] ?? "" },
  );
}

/** True for the spellings of "on" that the seeds' `SQL_ECHO` accepts. */
export function isSqlEchoOn(environment: NodeJS.ProcessEnv): boolean {
  return ["1", "true", "yes", "on"].includes((environment["SQL_ECHO"] ?? "").toLowerCase());
}

/**
 * The user data folder: `--data-dir`, else `SEGUE_DATA_DIR`, else what the shell proposes. Always absolute.
 * @throws AppError `invalid_input` for an empty `--data-dir`: a script's unset variable must not open a person's library
 */
export function dataFolderOf(
  option: string | undefined,
  environment: NodeJS.ProcessEnv,
  proposed: string,
): string {
  if (option === "")
    throw new AppError(
      "invalid_input",
      "--data-dir was given no folder. Name one, or leave it out.",
    );
  const configured = environment["SEGUE_DATA_DIR"] ?? "";
  const folder = option ?? (configured === "" ? proposed : configured);
  return isAbsolute(folder) ? folder : resolve(folder);
}
