import type { ReadDb, WriteTx } from "#core/db/database.ts";
import { recountPlaylistsSql } from "#core/db/triggers.ts";
import type { TouchedRow } from "./journal.ts";

/** From so many entries on, counting a playlist anew is cheaper than triggers that follow each. */
const manyEntries = 100;

/**
 * Runs what puts entries of playlists back, so that the playlists' totals are right afterwards: few by the triggers that
 * follow every entry, many by one count at the end.
 *
 * @param touched the rows of one entry of the journal
 */
export function withTotals(tx: WriteTx, touched: readonly TouchedRow[], work: () => void): void {
  const entries = touched.filter(({ table }) => table === "playlist_tracks");
  if (entries.length < manyEntries) {
    work();
    return;
  }
  const ids = JSON.stringify(entries.map(({ rowId }) => rowId));
  // Some of the rows are there before, others after.
  const before = playlistsOf(tx, ids);
  tx.run("UPDATE journal_context SET are_totals_paused = 1 WHERE id = 1");
  work();
  tx.run("UPDATE journal_context SET are_totals_paused = 0 WHERE id = 1");
  const playlistIds = new Set([...before, ...playlistsOf(tx, ids)]);
  tx.run(recountPlaylistsSql, JSON.stringify([...playlistIds]));
}

/** @param entryIds JSON */
function playlistsOf(read: ReadDb, entryIds: string): number[] {
  return read.pluck<number>(
    "SELECT DISTINCT playlist_id FROM playlist_tracks WHERE id IN (SELECT value FROM json_each(?))",
    entryIds,
  );
}
