import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTestDatabase } from "#test-support/test-database.ts";
import { insertSong, insertUser } from "#test-support/test-songs.ts";
import type { Database } from "./database.ts";
import { ensureTriggers } from "./triggers.ts";

interface Play {
  readonly song: number;
  readonly user: number | null;
  readonly verdict: "played" | "skipped" | "partial";
  readonly at: number;
  readonly heardSec: number;
}

function record(database: Database, play: Play, no: number): void {
  database.write((tx) =>
    tx.run(
      `INSERT INTO play_history (uuid, session_id, user_id, song_id, played_at, utc_offset_min, duration_played_sec,
         duration_sec, verdict, completed, skipped, title)
       VALUES (?, 1, ?, ?, ?, 0, ?, 200, ?, ?, ?, 'x')`,
      `play ${no}`,
      play.user,
      play.song,
      play.at,
      play.heardSec,
      play.verdict,
      play.verdict === "played" ? 1 : 0,
      play.verdict === "skipped" ? 1 : 0,
    ),
  );
}

function prepare(database: Database): void {
  insertUser(database, "one");
  insertUser(database, "two");
  database.write((tx) => {
    for (const title of ["A", "B"]) insertSong(tx, { title, revision: 1 });
    tx.run(
      "INSERT INTO sessions (uuid, user_id, device, started_at, last_activity_at) VALUES ('s', 1, 'd', 0, 0)",
    );
  });
}

const counts = `sum(verdict = 'played') AS plays, sum(verdict = 'skipped') AS skips,
  max(CASE WHEN verdict = 'played' THEN played_at END) AS last`;

describe("counters", () => {
  // Catches: counters that drift from what history says, for profiles, households and sessions.
  it("equal a recount of history", () => {
    const play = fc.record({
      song: fc.constantFrom(1, 2),
      user: fc.constantFrom(1, 2, null),
      verdict: fc.constantFrom("played", "skipped", "partial"),
      at: fc.integer({ min: 1, max: 1_000_000 }),
      heardSec: fc.integer({ min: 0, max: 300 }),
    });
    fc.assert(
      fc.property(fc.array(play, { maxLength: 25 }), (plays) => {
        using test = createTestDatabase();
        const { database } = test;
        prepare(database);
        for (const [no, one] of plays.entries()) record(database, one, no);
        const { read } = database;
        expect(
          read.all(
            "SELECT user_id, song_id, play_count AS plays, skip_count AS skips, last_played_at AS last FROM song_stats ORDER BY 1, 2",
          ),
        ).toEqual(
          read.all(
            `SELECT user_id, song_id, ${counts} FROM play_history WHERE user_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
          ),
        );
        expect(
          read.all(
            "SELECT id, play_count AS plays, skip_count AS skips, last_played_at AS last FROM songs ORDER BY id",
          ),
        ).toEqual(
          read.all(
            `SELECT s.id, coalesce(sum(verdict = 'played'), 0) AS plays, coalesce(sum(verdict = 'skipped'), 0) AS skips,
               max(CASE WHEN verdict = 'played' THEN played_at END) AS last
             FROM songs s LEFT JOIN play_history h ON h.song_id = s.id GROUP BY s.id ORDER BY s.id`,
          ),
        );
        expect(read.get("SELECT heard_sec AS sec FROM sessions")).toEqual({
          sec: plays.reduce((sum, one) => sum + one.heardSec, 0),
        });
      }),
      { numRuns: 20 },
    );
  });
});

describe("play history", () => {
  // Catches: history rewritten by a later feature.
  it("is append-only, but for the account that is taken off", () => {
    using test = createTestDatabase();
    const { database } = test;
    prepare(database);
    record(database, { song: 1, user: 1, verdict: "played", at: 5, heardSec: 200 }, 1);
    for (const column of [
      "verdict = 'skipped'",
      "duration_played_sec = 1",
      "title = 'y'",
      "played_at = 1",
    ]) {
      expect(() => database.write((tx) => tx.run(`UPDATE play_history SET ${column}`))).toThrow(
        /breaks a rule/,
      );
    }
    database.write((tx) => tx.run("DELETE FROM users WHERE id = 1"));
    expect(database.read.get("SELECT user_id, verdict FROM play_history")).toEqual({
      user_id: null,
      verdict: "played",
    });
  });
});

describe("ensureTriggers", () => {
  // Catches: a table rebuild or a hand that dropped a trigger, after which counters silently stand still.
  it("puts back what was dropped, mends what was changed, drops what is not ours", () => {
    using test = createTestDatabase();
    const { sqlite } = test.database;
    expect(ensureTriggers(sqlite)).toEqual([]);
    sqlite.exec("DROP TRIGGER play_history_counts");
    sqlite.exec("DROP TRIGGER play_history_append_only");
    sqlite.exec(
      "CREATE TRIGGER play_history_append_only BEFORE UPDATE ON play_history BEGIN SELECT 1; END",
    );
    sqlite.exec("CREATE TRIGGER stranger AFTER INSERT ON songs BEGIN SELECT 1; END");
    expect(ensureTriggers(sqlite).toSorted()).toEqual([
      "play_history_append_only",
      "play_history_counts",
      "stranger",
    ]);
    expect(ensureTriggers(sqlite)).toEqual([]);
    expect(
      sqlite
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY 1")
        .pluck()
        .all(),
    ).not.toContain("stranger");
  });
});
