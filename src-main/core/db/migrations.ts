import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type BetterSqlite3 from "better-sqlite3";
import { z } from "zod";
import { appRoot } from "#core/files/app-root.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { dropTriggers, ensureTriggers } from "./triggers.ts";

/** One step of the schema. `version` counts from 1 and is what `PRAGMA user_version` holds after it ran. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly up: readonly string[];
  readonly down: readonly string[];
  readonly sqlHash: string;
}

const journalSchema = z.object({ entries: z.array(z.object({ idx: z.int(), tag: z.string() })) });

/** Reads drizzle-kit's folder: its journal gives the order, each step has a hand-written `.down.sql` beside it. */
export function loadMigrations(folder: string = join(appRoot(), "migrations")): Migration[] {
  const journal = journalSchema.parse(
    JSON.parse(readFileSync(join(folder, "meta", "_journal.json"), "utf8")),
  );
  return journal.entries.map(({ tag }, index) => {
    const up = readFileSync(join(folder, `${tag}.sql`), "utf8");
    return {
      version: index + 1,
      name: tag,
      up: statementsOf(up),
      down: statementsOf(readFileSync(join(folder, `${tag}.down.sql`), "utf8")),
      sqlHash: createHash("sha256").update(up).digest("hex"),
    };
  });
}

/** The schema version of a database; 0 for a new one. */
export function schemaVersion(sqlite: BetterSqlite3.Database): number {
  return z.int().parse(sqlite.pragma("user_version", { simple: true }));
}

/**
 * Brings the schema to `target` (the newest by default; lower goes down), all steps in one transaction.
 *
 * Foreign keys are switched off before the transaction begins: inside one the pragma does nothing, and the `DROP TABLE`
 * of a table rebuild would cascade into its children. `foreign_key_check` runs before the commit, and triggers, which a
 * rebuild drops silently, are made anew.
 *
 * @throws AppError `database_newer` when the file was written by a later Segue; nothing is changed.
 */
export function migrate(
  sqlite: BetterSqlite3.Database,
  migrations: readonly Migration[],
  target = migrations.length,
): void {
  const from = schemaVersion(sqlite);
  if (from > migrations.length) throw newerSchema(sqlite.name, from, migrations.length);
  if (from === target) return;
  sqlite.pragma("foreign_keys = OFF");
  try {
    sqlite
      .transaction(() => {
        dropTriggers(sqlite);
        for (const step of migrations.slice(from, Math.max(from, target))) applyUp(sqlite, step);
        for (const step of migrations.slice(target, Math.max(from, target)).toReversed()) {
          if (step.version <= from) applyDown(sqlite, step);
        }
        const broken = z
          .array(z.object({ table: z.string() }))
          .parse(sqlite.pragma("foreign_key_check"));
        if (broken.length > 0) {
          throw new Error(
            `Migration to version ${target} breaks ${broken.length} references, first in ${broken[0]?.table}`,
          );
        }
        sqlite.pragma(`user_version = ${target}`);
        if (target === migrations.length) ensureTriggers(sqlite);
      })
      .immediate();
  } finally {
    sqlite.pragma("foreign_keys = ON");
  }
}

/** The refusal of a database from a later version; exported for the read-only door of workers. */
export function newerSchema(path: string, found: number, known: number): AppError {
  return new AppError(
    "database_newer",
    `The database ${path} was written by a newer Segue (schema ${found}, this one knows ${known}). Update Segue, or point DB_PATH to another file.`,
    { path, found, known },
  );
}

function applyUp(sqlite: BetterSqlite3.Database, step: Migration): void {
  for (const statement of step.up) sqlite.exec(statement);
  sqlite
    .prepare("INSERT INTO schema_migrations (version, name, sql_hash) VALUES (?, ?, ?)")
    .run(step.version, step.name, step.sqlHash);
}

function applyDown(sqlite: BetterSqlite3.Database, step: Migration): void {
  sqlite.prepare("DELETE FROM schema_migrations WHERE version = ?").run(step.version);
  for (const statement of step.down) sqlite.exec(statement);
}

function statementsOf(file: string): string[] {
  return file
    .split("--> statement-breakpoint")
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "" && !/^PRAGMA\s+foreign_keys/i.test(statement));
}
