import { afterAll, expect, it } from "vitest";
import { createTestDatabase } from "#test-support/test-database.ts";
import { songsOfPathsSql } from "./open/opened.repository.ts";
import { openedSongsSql } from "./scan/scan.repository.ts";
import { songSql } from "./songs/song.repository.ts";
import { conditionsOf, eventCountSql } from "./view/query/event-rules.ts";
import { fieldTextSql } from "./view/query/field-texts.ts";
import { ownTextSql } from "./view/query/own-texts.ts";
import { playlistSourceSql } from "./view/query/playlist-sources.ts";
import { ownSetSql } from "./view/query/query-evaluator.ts";
import { columnSql, sortSources } from "./view/sort-keys.ts";

const test = createTestDatabase();
afterAll(() => test[Symbol.dispose]());

/** What SQLite would do, one line a step. The parameters' values make no difference, their number does. */
function planOf(sql: string): string {
  const numbered = [...sql.matchAll(/\?(\d+)/g)].map((match) => Number(match[1]));
  const count = numbered.length > 0 ? Math.max(...numbered) : sql.split("?").length - 1;
  return test.database.sqlite
    .prepare<string[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...Array.from({ length: count }, () => "1"))
    .map(({ detail }) => detail)
    .join("\n");
}

const expected: readonly (readonly [sql: string, index: string])[] = [
  [columnSql.baseOrder, "SCAN songs USING COVERING INDEX songs_sort_artist"],
  [columnSql.text("sort_title"), "COVERING INDEX songs_sort_title"],
  [columnSql.text("sort_artist"), "COVERING INDEX songs_sort_artist"],
  [columnSql.text("sort_album_artist"), "COVERING INDEX songs_sort_album_artist"],
  [columnSql.text("sort_album"), "COVERING INDEX songs_sort_album"],
  [columnSql.text("sort_genre"), "COVERING INDEX songs_sort_genre"],
  ...["sort_title", "sort_artist", "sort_album_artist", "sort_album", "sort_genre"].map(
    (column) => [columnSql.idsOfText(column), `COVERING INDEX songs_${column}`] as const,
  ),
  [columnSql.withoutArtist, "COVERING INDEX songs_sort_artist"],
  [columnSql.removedIds, "INDEX songs_removed"],
  [columnSql.idsOfFolder, "COVERING INDEX songs_folder"],
  [columnSql.changedCount, "COVERING INDEX songs_revision"],
  [columnSql.changedSongs, "INDEX songs_revision"],
  [columnSql.changedNumbers("year", 1), "INDEX songs_revision"],
  [columnSql.totalDurationMs, "COVERING INDEX songs_columns"],
  [columnSql.searchText, "SEARCH song_search USING INTEGER PRIMARY KEY"],
  [columnSql.searchTextOf, "SEARCH song_search USING INTEGER PRIMARY KEY"],
  [songSql.rowsByIds, "SEARCH s USING INTEGER PRIMARY KEY"],
  [songSql.detailByUuid, "SEARCH s USING INDEX songs_uuid_unique"],
  [songSql.idsByUuids, "SEARCH s USING COVERING INDEX songs_uuid_unique"],
  [songSql.uuidsByIds, "SEARCH s USING INTEGER PRIMARY KEY"],
  [songSql.durationByIds, "SEARCH s USING COVERING INDEX songs_columns"],
  [openedSongsSql, "INDEX songs_folder"],
  [songsOfPathsSql, "INDEX songs_local_path_unique"],
  [songSql.setHidden, "SEARCH s USING INTEGER PRIMARY KEY"],
  [ownSetSql.hidden, "COVERING INDEX song_control_hidden"],
  [ownSetSql.notes, "INDEX song_control_notes (user_id=?)"],
  [ownSetSql.tags, "INDEX song_control_tags (user_id=?)"],
  [ownTextSql.notes, "INDEX song_control_notes (user_id=? AND song_id>?)"],
  [ownTextSql.tags, "INDEX song_control_tags (user_id=? AND song_id>?)"],
  [ownTextSql.lyrics, "SEARCH lyrics USING INTEGER PRIMARY KEY"],
  [fieldTextSql.slice("title"), "SEARCH s USING INTEGER PRIMARY KEY"],
  [fieldTextSql.slice("codec"), "COVERING INDEX songs_columns"],
  [fieldTextSql.ofSongs("artist"), "SEARCH s USING INTEGER PRIMARY KEY"],
  [playlistSourceSql.songIds, "INDEX playlist_tracks_order (playlist_id=?)"],
  [
    eventCountSql(
      conditionsOf(
        [
          { name: "hour", test: { operator: "..", from: 22, to: 4 } },
          { name: "heard", test: { operator: "<", value: 30 } },
          {
            name: "when",
            test: { operator: "=", values: [{ kind: "date", year: 2026, month: 5, day: null }] },
          },
        ],
        0,
      ),
    ),
    "COVERING INDEX play_history_rules (user_id=? AND song_id>? AND song_id<?)",
  ],
  ...Object.values(sortSources).flatMap((source): (readonly [string, string])[] => {
    switch (source.kind) {
      case "number":
        return [[columnSql.number(source.column, source.scale), "COVERING INDEX songs_columns"]];
      case "smallText":
        return [[columnSql.smallText(source.column), "COVERING INDEX songs_columns"]];
      case "user":
        return [[columnSql.user(source), `USING COVERING INDEX ${source.table}`]];
      case "indexedText":
        return [];
    }
  }),
];

// Catches: an index that went missing or no longer fits its query, which only a large library would show.
it.each(expected)("%s uses %s", (sql, index) => {
  const plan = planOf(sql);
  expect(plan).toContain(index);
  // Songs named by a person come back in the order of the names: thousands at most.
  expect(plan.includes("TEMP B-TREE")).toBe(sql.includes("ORDER BY wanted.key"));
});

it("joins a profile's own rows to a window by their unique keys", () => {
  const plan = planOf(songSql.rowsByIds);
  expect(plan).toContain("song_control_user_song (user_id=? AND song_id=?)");
  expect(plan).toContain("(user_id=? AND song_id=?) LEFT-JOIN");
});
