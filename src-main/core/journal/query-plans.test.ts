import { afterAll, expect, it } from "vitest";
import type { JournalFilter } from "#shared/contract/index.ts";
import { createTestDatabase } from "#test-support/test-database.ts";
import { pageStatement } from "./journal-list.repository.ts";
import { journalSql } from "./journal.repository.ts";

const test = createTestDatabase();
afterAll(() => test[Symbol.dispose]());

/** What SQLite would do, one line a step. */
function planOf(sql: string): string {
  return test.database.sqlite
    .prepare<string[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...Array.from({ length: sql.split("?").length - 1 }, () => "1"))
    .map(({ detail }) => detail)
    .join("\n");
}

const lookUps: readonly (readonly [name: string, sql: string, index: string])[] = [
  ["what an undo takes back", journalSql.nextUndo, "INDEX change_journal_user (user_id=?)"],
  ["what a redo does again", journalSql.nextRedo, "INDEX change_journal_undone (user_id=?)"],
  ["when something was undone last", journalSql.lastUndone, "COVERING INDEX change_journal_undone"],
  ["a change by uuid", journalSql.byUuid, "INDEX change_journal_uuid_unique (uuid=?)"],
  ["changes since", journalSql.newerThan, "INDEX change_journal_user (user_id=? AND id>?)"],
];

// Catches: an undo that goes through a year of changes, or sorts them, to find the latest.
it.each(lookUps)("%s is found by an index, without sorting", (_name, sql, index) => {
  const plan = planOf(sql);
  expect(plan).toContain(index);
  expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
});

const pages: readonly (readonly [name: string, filter: JournalFilter, index: string])[] = [
  ["everything", {}, "j USING INTEGER PRIMARY KEY (rowid<?)"],
  ["a profile's", { actorUuid: "1" }, "j USING INDEX change_journal_user (user_id=? AND id<?)"],
  ["nobody's", { actorUuid: null }, "j USING INDEX change_journal_user (user_id=? AND id<?)"],
  [
    "a playlist's",
    { subjectUuid: "1" },
    "j USING INDEX change_journal_subject (subject_uuid=? AND id<?)",
  ],
];

// Catches: a page of the list that reads and sorts the whole journal.
it.each(pages)("a page of %s changes is read by an index, in its order", (_name, filter, index) => {
  const plan = planOf(pageStatement({ isAdmin: true, userId: 1 }, filter, "1").sql);
  expect(plan).toContain(index);
  expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
});

// Catches: all playlists of the household gone through, to find those whose changes a profile may read.
it("finds what others than administrators may read by indexes", () => {
  const plan = planOf(pageStatement({ isAdmin: false, userId: 1 }, {}, "1").sql);
  expect(plan).toContain("j USING INDEX change_journal_user (user_id=?)");
  expect(plan).toContain("j USING INDEX change_journal_subject (subject_uuid=?)");
  expect(plan).toContain("playlists USING INDEX playlists_user (user_id=?)");
  expect(plan).toContain("playlists USING INDEX playlists_public");
  expect(plan).toContain("c USING INDEX playlist_collaborators_user (user_id=?)");
  expect(plan).not.toMatch(/SCAN (?!playlists USING INDEX playlists_public)/);
});
