import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { z } from "zod";
import { AppError } from "#shared/errors/app-error.ts";

/** How many copies of one reason are kept. */
const keptCopies = 5;

/**
 * Writes a copy of an open database into `folder` and proves it: it opens, passes SQLite's own check and has as many rows
 * in every table. Older copies of the same reason beyond five are removed.
 *
 * @param reason goes into the name: `before-migration-v3`
 * @param nowMs time of the name, epoch milliseconds
 * @returns the copy's path
 * @throws AppError when the copy does not match; nothing is left of it then
 */
export function copyDatabase(
  sqlite: BetterSqlite3.Database,
  folder: string,
  reason: string,
  nowMs: number,
): string {
  const prefix = `${basename(sqlite.name, ".db")}-${reason}-`;
  const copy = join(folder, `${prefix}${new Date(nowMs).toISOString().replace(/[:.]/g, "-")}.db`);
  mkdirSync(folder, { recursive: true });
  try {
    sqlite.prepare("VACUUM INTO ?").run(copy);
    verifyCopy(sqlite, copy);
  } catch (error) {
    rmSync(copy, { force: true });
    throw error;
  }
  removeOldCopies(folder, prefix);
  return copy;
}

function removeOldCopies(folder: string, prefix: string): void {
  const copies = readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ path: join(folder, name), mtimeMs: statSync(join(folder, name)).mtimeMs }))
    .toSorted((a, b) => a.mtimeMs - b.mtimeMs);
  for (const { path } of copies.slice(0, -keptCopies)) rmSync(path, { force: true });
}

function verifyCopy(original: BetterSqlite3.Database, path: string): void {
  const copy = new BetterSqlite3(path, { readonly: true, fileMustExist: true });
  try {
    const verdict = z.string().parse(copy.pragma("integrity_check", { simple: true }));
    const isSame = tableNames(original).every(
      (table) => rowCount(original, table) === rowCount(copy, table),
    );
    if (verdict === "ok" && isSame) return;
    throw new AppError(
      "database_unreadable",
      `The copy of the database did not match the original, so nothing was changed. Check the disk that holds ${path}.`,
      { path, verdict },
    );
  } finally {
    copy.close();
  }
}

function tableNames(sqlite: BetterSqlite3.Database): string[] {
  return sqlite
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all();
}

function rowCount(sqlite: BetterSqlite3.Database, table: string): number {
  return sqlite.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get() ?? 0;
}
