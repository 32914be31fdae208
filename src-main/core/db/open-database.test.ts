import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { appRoot } from "#core/files/app-root.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { temporaryFolder } from "#test-support/test-database.ts";
import { Database } from "./database.ts";
import { loadMigrations, schemaVersion } from "./migrations.ts";
import { openDatabase } from "./open-database.ts";

/** What opening throws; an answer instead of a failure is the fault. */
function refusal(path: string, folder: string): AppError {
  try {
    openDatabase(path, { backupFolder: join(folder, "backups"), busyTimeoutMs: 20 }).close();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error(`${path} was opened`);
}

function hashOf(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

function makeDatabase(path: string, folder: string): void {
  openDatabase(path, { backupFolder: join(folder, "backups") }).close();
}

describe("openDatabase", () => {
  // Catches: the seed's exact sentence changed, a directory removed on the way.
  it("refuses a directory in the database's place, with the path as given", () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "segue.db");
    mkdirSync(path);
    const error = refusal(path, folder.path);
    expect(error.code).toBe("database_is_directory");
    expect(error.message).toBe(
      `DB_PATH points to a directory; expected file. Remove ${path} directory.`,
    );
    expect(readdirSync(folder.path)).toEqual(["segue.db"]);
  });

  it("makes parent folders and migrates a new file", () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "a", "b", "segue.db");
    const database = openDatabase(path, { backupFolder: join(folder.path, "backups") });
    expect(schemaVersion(database.sqlite)).toBe(loadMigrations().length);
    expect(database.sqlite.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(database.sqlite.pragma("foreign_keys", { simple: true })).toBe(1);
    database.close();
    expect(existsSync(join(folder.path, "backups"))).toBe(false);
  });

  // Catches: any of these files written to, renamed, or given a WAL beside it.
  it.each([
    [
      "a text file",
      "database_not_sqlite",
      (path: string) => writeFileSync(path, "not a database, ".repeat(99)),
    ],
    [
      "another program's database",
      "database_not_sqlite",
      (path: string) => {
        const sqlite = new BetterSqlite3(path);
        sqlite.exec("CREATE TABLE bookmarks (url TEXT)");
        sqlite.close();
      },
    ],
    [
      "another program's database that counts its schema as we do",
      "database_not_sqlite",
      (path: string) => {
        const sqlite = new BetterSqlite3(path);
        sqlite.exec("CREATE TABLE bookmarks (url TEXT); PRAGMA user_version = 1");
        sqlite.close();
      },
    ],
    [
      "a newer schema",
      "database_newer",
      (path: string, folder: string) => {
        makeDatabase(path, folder);
        const sqlite = new BetterSqlite3(path);
        sqlite.pragma("user_version = 9999");
        sqlite.pragma("wal_checkpoint(TRUNCATE)");
        sqlite.close();
      },
    ],
  ])("leaves %s byte for byte as it was", (_name, code, make) => {
    using folder = temporaryFolder();
    const path = join(folder.path, "segue.db");
    make(path, folder.path);
    const before = hashOf(path);
    const error = refusal(path, folder.path);
    expect(error.code).toBe(code);
    expect(error.message).toContain(path);
    expect(hashOf(path)).toBe(before);
    expect(readdirSync(folder.path)).toEqual(["segue.db"]);
  });

  it("says so when another program holds the database", () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "segue.db");
    makeDatabase(path, folder.path);
    const other = new BetterSqlite3(path);
    other.exec("BEGIN IMMEDIATE");
    const database = openDatabase(path, { backupFolder: folder.path, busyTimeoutMs: 20 });
    try {
      expect(() => database.write((tx) => tx.run("DELETE FROM songs"))).toThrow(
        expect.objectContaining({ code: "database_locked" }),
      );
    } finally {
      database.close();
      other.close();
    }
  });

  it("says so when the disk is full, and changes nothing", () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "segue.db");
    makeDatabase(path, folder.path);
    const database = new Database(path);
    const pages = Number(database.sqlite.pragma("page_count", { simple: true }));
    database.sqlite.pragma(`max_page_count = ${pages}`);
    const fill = () =>
      database.write((tx) => {
        for (let no = 0; no < 5000; no += 1)
          tx.run("INSERT INTO app_meta (key, value) VALUES (?, ?)", `key ${no}`, "x".repeat(500));
      });
    expect(fill).toThrow(expect.objectContaining({ code: "disk_full" }));
    expect(database.read.get("SELECT count(*) AS n FROM app_meta WHERE key LIKE 'key%'")).toEqual({
      n: 0,
    });
    database.close();
  });

  it("says so when a reference is broken, and changes nothing", () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "segue.db");
    makeDatabase(path, folder.path);
    const database = new Database(path);
    const change = () =>
      database.write((tx) => {
        tx.run("INSERT INTO app_meta (key, value) VALUES ('before', '1')");
        tx.run("INSERT INTO song_search (song_id, folded) VALUES (77, 'x')");
      });
    expect(change).toThrow(expect.objectContaining({ code: "database_constraint" }));
    expect(database.read.all("SELECT * FROM app_meta WHERE key = 'before'")).toEqual([]);
    database.close();
  });

  // Root may read and write everything, so these open from a process that gave its rights up.
  it.skipIf(process.platform === "win32").each([
    ["a file that cannot be read", 0o000, 0o777, "database_unreadable"],
    ["a file that cannot be written", 0o444, 0o777, "database_read_only"],
    ["a folder that cannot be written", 0o666, 0o555, "database_read_only"],
  ])("refuses %s", (_name, fileMode, folderMode, code) => {
    using folder = temporaryFolder();
    const place = join(folder.path, "place");
    mkdirSync(place);
    const path = join(place, "segue.db");
    makeDatabase(path, folder.path);
    const before = hashOf(path);
    chmodSync(path, fileMode);
    chmodSync(place, folderMode);
    chmodSync(folder.path, 0o755);
    try {
      expect(openUnprivileged(path)).toBe(code);
    } finally {
      chmodSync(place, 0o755);
      chmodSync(path, 0o644);
    }
    expect(hashOf(path)).toBe(before);
  });
});

/** @returns the code of the refusal, `opened`, or what went wrong in the other process */
function openUnprivileged(path: string): string {
  const module = JSON.stringify(join(appRoot(), "src-main/core/db/open-database.ts"));
  const script = `const { openDatabase } = await import(${module});
    if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
    try { openDatabase(${JSON.stringify(path)}, { backupFolder: "backups" }).close(); console.log("opened"); }
    catch (error) { console.log(error.code ?? error.stack); }`;
  const child = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
    cwd: appRoot(),
  });
  return child.stdout.trim() || child.stderr;
}

describe("before a migration", () => {
  // Catches: a migration that runs without a copy, a copy that lacks rows, a copy of a WAL database without its WAL.
  it("keeps a copy with every row, and opens it", () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "segue.db");
    const backups = join(folder.path, "backups");
    const database = openDatabase(path, { backupFolder: backups });
    database.write((tx) => tx.run("INSERT INTO app_meta (key, value) VALUES ('kept', 'yes')"));
    database.close();
    const next = {
      version: loadMigrations().length + 1,
      name: "9999_next",
      up: ["CREATE TABLE next_step (id INTEGER PRIMARY KEY)"],
      down: ["DROP TABLE next_step"],
      sqlHash: "",
    };
    const migrations = [...loadMigrations(), next];
    openDatabase(path, { backupFolder: backups, migrations }).close();
    const [copy = ""] = readdirSync(backups);
    const copied = new BetterSqlite3(join(backups, copy), { readonly: true });
    expect(copied.prepare("SELECT value FROM app_meta WHERE key = 'kept'").pluck().get()).toBe(
      "yes",
    );
    expect(schemaVersion(copied)).toBe(migrations.length - 1);
    copied.close();
  });

  // Catches: a step that fails halfway and leaves half a schema.
  it("changes nothing when a step fails", () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "segue.db");
    makeDatabase(path, folder.path);
    const broken = {
      version: loadMigrations().length + 1,
      name: "9999_broken",
      up: ["CREATE TABLE half (id INTEGER)", "CREATE TABLE half (id INTEGER)"],
      down: [],
      sqlHash: "",
    };
    const options = { backupFolder: folder.path, migrations: [...loadMigrations(), broken] };
    expect(() => openDatabase(path, options)).toThrow(/already exists/);
    const sqlite = new BetterSqlite3(path);
    expect(schemaVersion(sqlite)).toBe(loadMigrations().length);
    expect(sqlite.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all()).toEqual([]);
    sqlite.close();
  });
});
