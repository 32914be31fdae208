import { afterAll, expect, it } from "vitest";
import { createTestDatabase } from "#test-support/test-database.ts";
import { entrySql } from "./entries/entry.repository.ts";
import { playlistSql } from "./playlist.repository.ts";
import { sharingSql } from "./sharing/sharing.repository.ts";
import { treeSql } from "./tree/tree.repository.ts";
import { versionSql } from "./versions/versions.repository.ts";
import { entryRowSql } from "./view/entry-row.repository.ts";

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

const inOrder = "playlist_tracks USING INDEX playlist_tracks_order (playlist_id=?";
const keys = "playlist_tracks USING COVERING INDEX playlist_tracks_order (playlist_id=?";

const expected: readonly (readonly [name: string, sql: string, indexes: readonly string[]])[] = [
  ["a playlist in order", entrySql.inOrder, [inOrder]],
  ["places by id", entrySql.placesByIds, ["t USING INTEGER PRIMARY KEY"]],
  ["ids by uuid", entrySql.idsByUuids, ["t USING INDEX playlist_tracks_uuid_unique"]],
  ["a place by uuid", entrySql.placeOfUuid, ["INDEX playlist_tracks_uuid_unique"]],
  ["the key before", entrySql.keyBefore, [keys]],
  ["the last key", entrySql.lastKey, [keys]],
  ["the first key from", entrySql.firstFrom, ["INDEX playlist_tracks_order (playlist_id=? AND"]],
  [
    "a stretch counted",
    entrySql.countFrom,
    ["playlist_tracks_order (playlist_id=? AND order_key>"],
  ],
  ["songs that stand there", entrySql.standing, ["INDEX playlist_tracks_song (song_id=?"]],
  [
    "where a vanished entry stood",
    entrySql.formerKey,
    ["change_journal_subject", "r USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"],
  ],
  ["a window", entryRowSql.byIds, ["t USING INTEGER PRIMARY KEY", "s USING INTEGER PRIMARY KEY"]],
  ["what entries sort by", entryRowSql.sortValues, ["t USING INDEX playlist_tracks_order"]],
  [
    "a playlist by uuid",
    playlistSql.byUuid,
    [
      "p USING INDEX playlists_uuid_unique",
      "playlist_collaborators_playlist_user (playlist_id=? AND user_id=?)",
    ],
  ],
  ["a mosaic", playlistSql.shownByUuid, [inOrder]],
  [
    "what a profile sees",
    playlistSql.visible,
    [
      "INDEX playlists_user (user_id=?)",
      "INDEX playlist_collaborators_user (user_id=?)",
      "INDEX playlists_public",
    ],
  ],
  [
    "who hears of it",
    playlistSql.audience,
    ["playlist_collaborators_playlist_user (playlist_id=?)"],
  ],
  [
    "who hears of several",
    playlistSql.audiences,
    ["playlist_collaborators_playlist_user (playlist_id=?)"],
  ],
  [
    "collaborators",
    sharingSql.collaborators,
    ["c USING INDEX playlist_collaborators_playlist_user"],
  ],
  ["folders", treeSql.folders, ["f USING INDEX playlist_folders_user"]],
  [
    "what lies in a folder",
    treeSql.itemsOf,
    ["playlists USING INDEX playlists_user (user_id=? AND folder_id=?)", "playlist_folders_parent"],
  ],
  [
    "what lies in several",
    treeSql.itemsIn,
    [
      "p USING INDEX playlists_user (user_id=? AND folder_id=?)",
      "f USING INDEX playlist_folders_parent",
    ],
  ],
  [
    "versions",
    versionSql.versions,
    [
      "j USING INDEX change_journal_subject (subject_uuid=?",
      "r USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
    ],
  ],
  [
    "steps since a version",
    versionSql.steps,
    ["change_journal_subject (subject_uuid=?", "r USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"],
  ],
  ["entries of a version", versionSql.entries, [inOrder]],
];

// Catches: an index that went missing or no longer fits its query, which only a large library would show.
it.each(expected)("%s is found by an index", (_name, sql, indexes) => {
  const plan = planOf(sql);
  for (const index of indexes) expect(plan).toContain(index);
  // The few first entries of a mosaic are gone through one by one; all public playlists are wanted.
  const walked = plan.replace("CO-ROUTINE t\n", "").replace("\nSCAN t\n", "\n");
  expect(walked).not.toMatch(
    /SCAN (playlist\w*|change_journal\w*|songs|users|[a-z])\b(?! USING COVERING INDEX playlists_public)/,
  );
});

// Catches: a list of 10,000 entries that is sorted anew each time it is opened.
it("opens a playlist without sorting it", () => {
  expect(planOf(entrySql.inOrder)).not.toContain("TEMP B-TREE");
  expect(planOf(entrySql.lastKey)).not.toContain("TEMP B-TREE");
});
