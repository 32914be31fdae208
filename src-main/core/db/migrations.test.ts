import type BetterSqlite3 from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { withoutJournal } from "#core/journal/journal.ts";
import { createTestDatabase } from "#test-support/test-database.ts";
import { insertSong, insertUser } from "#test-support/test-songs.ts";
import type { Database } from "./database.ts";
import { loadMigrations, migrate, schemaVersion } from "./migrations.ts";
import { ensureTriggers } from "./triggers.ts";

function populate(database: Database): void {
  insertUser(database, "owner");
  database.write((tx) => {
    tx.run("INSERT INTO library_folders (uuid, path) VALUES ('f', '/music')");
    const song = insertSong(tx, { title: "Kept", artist: "Ärzte", folderId: 1, revision: 1 });
    tx.run(
      "INSERT INTO genres (uuid, identity, name, sort_name) VALUES ('g', 'rock', 'Rock', 'rock')",
    );
    tx.run("INSERT INTO song_genres (song_id, genre_id, position) VALUES (?, 1, 0)", song);
    withoutJournal(tx, () =>
      tx.run(
        "INSERT INTO song_control (user_id, song_id, rating, updated_at) VALUES (1, ?, 9, 1)",
        song,
      ),
    );
  });
}

/** Everything of a database as text: its schema and its rows. */
function dump(sqlite: BetterSqlite3.Database): Record<string, unknown> {
  const schema = sqlite
    .prepare<[], { name: string; type: string; sql: string | null }>(
      "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name",
    )
    .all();
  const rows = schema
    .filter(({ type, name }) => type === "table" && name !== "schema_migrations")
    .map(({ name }) => [name, sqlite.prepare(`SELECT * FROM "${name}"`).all()]);
  return { schema, rows: Object.fromEntries(rows) as unknown };
}

/** A step as drizzle-kit writes it when a CHECK of `songs`' parent changes. */
const rebuild = {
  version: loadMigrations().length + 1,
  name: "9999_rebuild",
  up: [
    "CREATE TABLE __new_genres AS SELECT * FROM genres WHERE 0",
    "DROP TABLE __new_genres",
    `CREATE TABLE __new_genres (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, uuid TEXT NOT NULL, identity TEXT NOT NULL,
       name TEXT NOT NULL CHECK (name <> ''), sort_name TEXT NOT NULL)`,
    "INSERT INTO __new_genres SELECT id, uuid, identity, name, sort_name FROM genres",
    "DROP TABLE genres",
    "ALTER TABLE __new_genres RENAME TO genres",
  ],
  down: [],
  sqlHash: "",
};

describe("migrate", () => {
  // Catches: a down file that forgets a table, an up file that is not what the schema says after going down.
  it("goes down and up again to the same schema", () => {
    using test = createTestDatabase();
    const { sqlite } = test.database;
    populate(test.database);
    const before = dump(sqlite);
    const migrations = loadMigrations();
    migrate(sqlite, migrations, 0);
    expect(schemaVersion(sqlite)).toBe(0);
    expect(
      sqlite.prepare("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").pluck().all(),
    ).toEqual([]);
    migrate(sqlite, migrations);
    populate(test.database);
    const after = dump(sqlite);
    expect(after["schema"]).toEqual(before["schema"]);
    expect(Object.keys(after["rows"] as object)).toEqual(Object.keys(before["rows"] as object));
  });

  // Catches: going down and up one step on a populated database losing rows of the steps below it.
  it("keeps every row of lower steps through down and up", () => {
    using test = createTestDatabase();
    const { sqlite } = test.database;
    populate(test.database);
    const before = dump(sqlite);
    const step = {
      version: loadMigrations().length + 1,
      name: "9999_step",
      up: ["CREATE TABLE extra (id INTEGER PRIMARY KEY)"],
      down: ["DROP TABLE extra"],
      sqlHash: "",
    };
    const migrations = [...loadMigrations(), step];
    migrate(sqlite, migrations);
    migrate(sqlite, migrations, step.version - 1);
    ensureTriggers(sqlite);
    expect(dump(sqlite)).toEqual(before);
  });

  // Catches: the reproduced data loss: DROP TABLE of a rebuild cascading into children while foreign keys are on.
  it("keeps the children of a rebuilt table, and its triggers", () => {
    using test = createTestDatabase();
    const { database } = test;
    populate(database);
    migrate(database.sqlite, [...loadMigrations(), rebuild]);
    expect(database.read.all("SELECT * FROM song_genres")).toHaveLength(1);
    expect(database.sqlite.pragma("foreign_keys", { simple: true })).toBe(1);
    expect(ensureTriggers(database.sqlite)).toEqual([]);
  });

  // Catches: a step that leaves references to nothing and is committed all the same.
  it("refuses a step that breaks references and rolls it back", () => {
    using test = createTestDatabase();
    const { database } = test;
    populate(database);
    const breaking = { ...rebuild, up: ["DELETE FROM genres"] };
    expect(() => migrate(database.sqlite, [...loadMigrations(), breaking])).toThrow(/references/);
    expect(database.read.all("SELECT * FROM genres")).toHaveLength(1);
    expect(schemaVersion(database.sqlite)).toBe(loadMigrations().length);
  });
});
