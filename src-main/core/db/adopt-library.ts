import type { Database, WriteTx } from "./database.ts";
import { dropTriggers, ensureTriggers } from "./triggers.ts";

/** A library in a file of its own, ready to be taken over whole. */
export interface PreparedLibrary {
  readonly path: string;
  /** Tables to take over, each before those that refer to it. Nothing else is touched. */
  readonly tables: readonly string[];
  /** Tables that belong to what is replaced, and are emptied. */
  readonly emptied: readonly string[];
  /** The profile that stays, with its log-ins; it becomes the one with the same id in the file, but for its secrets. */
  readonly ownerId: number;
  /** Columns of `users` that stay as they are. */
  readonly secretColumns: readonly string[];
}

/**
 * Replaces a library by one that was prepared in another file: one transaction, with no trigger counting or journaling what
 * was counted and journaled before. It holds the thread for as long as SQLite copies.
 *
 * @param steps.check looks once more, inside the transaction, whether this may be done
 * @param steps.finish writes what another library cannot know
 * @throws whatever `check` throws; AppError when the database is locked or full. Nothing is changed then
 */
export function adoptLibrary(
  database: Database,
  library: PreparedLibrary,
  steps: { readonly check: () => void; readonly finish: (tx: WriteTx) => void },
): void {
  const { sqlite } = database;
  sqlite.prepare("ATTACH DATABASE ? AS prepared").run(library.path);
  try {
    database.write((tx) => {
      steps.check();
      dropTriggers(sqlite);
      for (const table of library.emptied) sqlite.exec(`DELETE FROM main."${table}"`);
      for (const table of library.tables.toReversed())
        if (table !== "users") sqlite.exec(`DELETE FROM main."${table}"`);
      for (const table of library.tables) copyTable(database, library, table);
      steps.finish(tx);
      const broken = sqlite.pragma("main.foreign_key_check") as unknown[];
      if (broken.length > 0) throw new Error("The prepared library has broken references");
      ensureTriggers(sqlite);
    });
  } finally {
    sqlite.exec("DETACH DATABASE prepared");
  }
}

function copyTable({ sqlite }: Database, library: PreparedLibrary, table: string): void {
  const columns = sqlite
    .prepare<[string], string>("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0")
    .pluck()
    .all(table)
    .filter((name) => table !== "users" || !library.secretColumns.includes(name))
    .map((name) => `"${name}"`)
    .join(", ");
  const rows = `SELECT ${columns} FROM prepared."${table}"`;
  if (table === "users") {
    sqlite
      .prepare(`UPDATE main.users SET (${columns}) = (${rows} WHERE id = ?) WHERE id = ?`)
      .run(library.ownerId, library.ownerId);
    sqlite
      .prepare(`INSERT INTO main.users (${columns}) ${rows} WHERE id <> ? ORDER BY id`)
      .run(library.ownerId);
    return;
  }
  sqlite.exec(`INSERT INTO main."${table}" (${columns}) ${rows} ORDER BY rowid`);
  const count = (of: string): number | undefined =>
    sqlite.prepare<[], number>(`SELECT count(*) FROM ${of}."${table}"`).pluck().get();
  if (count("main") !== count("prepared")) throw new Error(`Not every row of ${table} was copied`);
}
