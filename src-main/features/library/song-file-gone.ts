import { existsSync } from "node:fs";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { nextRevision } from "./revision.ts";

/**
 * Whoever opens a song's file and does not find it says so here: the song is `missing`, or `unavailable` when its whole
 * folder is away (a drive unplugged). The next scan that finds the file puts it right.
 */
export function songFileGone(
  context: Pick<FeatureContext, "database" | "events">,
): (songId: number) => void {
  const { database, events } = context;
  return (songId) => {
    const song = database.read.get<{ uuid: string; folder: string | null }>(
      `SELECT songs.uuid, library_folders.path AS folder FROM songs
       LEFT JOIN library_folders ON library_folders.id = songs.folder_id
       WHERE songs.id = ? AND songs.availability = 'available'`,
      songId,
    );
    if (song === undefined) return;
    const isFolderAway = song.folder !== null && !existsSync(song.folder);
    const revision = database.write((tx) => {
      const next = nextRevision(tx);
      tx.run(
        "UPDATE songs SET availability = ?, revision = ? WHERE id = ?",
        isFolderAway ? "unavailable" : "missing",
        next,
        songId,
      );
      return next;
    });
    events.emit("library.changed", { revision, songUuids: [song.uuid] });
  };
}
