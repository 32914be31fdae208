import { describe, expect, it } from "vitest";
import { createTestDatabase } from "#test-support/test-database.ts";
import type { WriteTx } from "./database.ts";
import { databaseLocation, dataFolderOf, isSqlEchoOn } from "./database-location.ts";

describe("Database", () => {
  // Catches: a reader that writes outside a transaction, where half of a change could stay.
  it("refuses writes through the read handle", () => {
    using test = createTestDatabase();
    const write = () => test.database.read.all("DELETE FROM songs RETURNING id");
    expect(write).toThrow(/read handle/);
  });

  it("refuses a transaction handle after its transaction, and a transaction inside one", () => {
    using test = createTestDatabase();
    const { database } = test;
    const kept: WriteTx[] = [];
    database.write((tx) => {
      kept.push(tx);
    });
    expect(() => kept[0]?.run("DELETE FROM songs")).toThrow(/after its transaction/);
    expect(() => database.write(() => database.write(() => 1))).toThrow(/inside write/);
    // The failed one must not leave the database thinking that it still runs.
    expect(database.write(() => 2)).toBe(2);
  });

  it("takes back everything when a change throws", () => {
    using test = createTestDatabase();
    const { database } = test;
    const change = () =>
      database.write((tx) => {
        tx.run("INSERT INTO app_meta (key, value) VALUES ('a', '1')");
        throw new Error("no");
      });
    expect(change).toThrow("no");
    expect(database.read.all("SELECT * FROM app_meta WHERE key = 'a'")).toEqual([]);
  });
});

describe("databaseLocation", () => {
  it.each([
    [{}, "/data/data/segue.db"],
    [{ DB_PATH: "/elsewhere/x.db" }, "/elsewhere/x.db"],
    [{ DB_PATH: "" }, "/data/data/segue.db"],
    [{ DATABASE_URL: "sqlite:///relative/x.db", DB_PATH: "/not/this" }, "relative/x.db"],
    [{ DATABASE_URL: "sqlite:////absolute/x.db" }, "/absolute/x.db"],
    [{ DATABASE_URL: "sqlite:///C:/music/x.db" }, "C:/music/x.db"],
    [{ DATABASE_URL: "sqlite:////C:/music/x.db" }, "C:/music/x.db"],
  ])("%j means %s", (environment, path) => {
    expect(databaseLocation(environment, "/data").replaceAll("\\", "/")).toBe(path);
  });

  // Catches: a password printed in a sentence or a log.
  it.each(["postgres://me:secret@host/db", "sqlite://x.db", "mysql:x", "nonsense"])(
    "refuses %s without repeating it",
    (url) => {
      const locate = () => databaseLocation({ DATABASE_URL: url }, "/data");
      expect(locate).toThrow(expect.objectContaining({ code: "database_url_unsupported" }));
      expect(locate).toThrow(/SQLite only/);
      expect(locate).not.toThrow(/secret/);
    },
  );

  // Catches: a library that is gone when the app closes; a script's empty variable that opens the person's own library.
  it("refuses a database in memory and an empty data folder", () => {
    const inMemory = () => databaseLocation({ DATABASE_URL: "sqlite:///:memory:" }, "/data");
    expect(inMemory).toThrow(/would forget the library/);
    expect(() => dataFolderOf("", {}, "/own")).toThrow(/--data-dir was given no folder/);
    expect(dataFolderOf(undefined, { SEGUE_DATA_DIR: "" }, "/own")).toBe("/own");
  });

  it("reads SQL_ECHO and the data folder as the seeds do", () => {
    expect(["1", "true", "YES", "on"].every((value) => isSqlEchoOn({ SQL_ECHO: value }))).toBe(
      true,
    );
    expect(["", "0", "false", "no"].some((value) => isSqlEchoOn({ SQL_ECHO: value }))).toBe(false);
    expect(dataFolderOf("/option", { SEGUE_DATA_DIR: "/variable" }, "/own")).toBe("/option");
    expect(dataFolderOf(undefined, { SEGUE_DATA_DIR: "/variable" }, "/own")).toBe("/variable");
    expect(dataFolderOf(undefined, {}, "/own")).toBe("/own");
  });
});
