import type { Caller } from "#core/ipc/caller.ts";
import type { Change } from "#core/journal/journal.ts";
import type { WriteTx } from "#core/db/database.ts";
import type { PlaylistParts } from "./playlist-parts.ts";
import type { SeenPlaylist } from "./playlist.repository.ts";

/**
 * Runs one change of what is in a playlist: one entry of the journal, one number further, one event for everybody who may
 * see it. Nothing of that when `changed` is 0.
 *
 * @param work writes and answers how many entries are different now
 */
export function changeEntries(
  parts: PlaylistParts,
  seen: Pick<SeenPlaylist, "id"> & { readonly playlist: { readonly uuid: string } },
  caller: Caller,
  description: { readonly kind: string; readonly summary: (changed: number) => string },
  work: (tx: WriteTx) => number,
): Change<number> {
  const { context, playlists, events } = parts;
  const { uuid } = seen.playlist;
  let revision = 0;
  const change = context.journal.change<number>(
    caller,
    (tx) => {
      const changed = work(tx);
      if (changed > 0) revision = playlists.bumpRevision(tx, seen.id, context.now());
      return changed;
    },
    { ...description, subjectUuid: uuid },
  );
  if (change.changeUuid !== null) events.changed({ id: seen.id, uuid }, "entries", revision);
  return change;
}

/** `1 song`, `12 songs`. */
export function songCount(count: number): string {
  return count === 1 ? "1 song" : `${count.toLocaleString("en")} songs`;
}
