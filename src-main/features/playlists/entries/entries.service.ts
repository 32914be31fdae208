import { randomUUID } from "node:crypto";
import type {
  ChannelOutput,
  EntrySelection,
  HandlerInput,
  SongRow,
} from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { WriteTx } from "#core/db/database.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { idsOfRanges } from "#features/library/index.ts";
import { changeEntries, songCount } from "#features/playlists/change-entries.ts";
import { orderKeysBetween } from "#features/playlists/order-keys.ts";
import type { PlaylistParts } from "#features/playlists/playlist-parts.ts";
import type { SeenPlaylist } from "#features/playlists/playlist.repository.ts";
import { EntryPlaces } from "./entry-places.ts";

type Duplicates = HandlerInput<"playlists.addTracks">["duplicates"];

/** Titles of songs that stand there already, in an answer. */
const namedDuplicates = 5;

/** What a person does to the entries of a playlist. */
export class EntriesService {
  readonly #parts: PlaylistParts;
  readonly #places: EntryPlaces;

  constructor(parts: PlaylistParts) {
    this.#parts = parts;
    this.#places = new EntryPlaces(parts.entries);
  }

  /**
   * Adds songs before an entry, or at the end.
   * @throws AppError `not_found`, `not_allowed`
   */
  add(
    input: HandlerInput<"playlists.addTracks">,
    caller: Caller,
  ): ChannelOutput<"playlists.addTracks"> {
    const { access, entries, ports } = this.#parts;
    const seen = access.requireEntries(input.uuid, caller);
    const songIds = ports.songs.resolveSelection(input.selection);
    if (songIds.length === 0)
      throw new AppError("not_found", "None of these songs is in the library any more.");
    const standing = entries.getStanding(seen.id, songIds);
    const there = songIds.filter((id) => standing.has(id));
    const wanted = wantedSongs(songIds, standing, input.duplicates);
    const place = { playlist: seen, beforeEntryUuid: input.beforeEntryUuid };
    const { result: added, changeUuid } =
      wanted.length === 0
        ? { result: 0, changeUuid: null }
        : changeEntries(
            this.#parts,
            seen,
            caller,
            {
              kind: "playlists.addTracks",
              summary: (count) => `Added ${songCount(count)} to "${seen.playlist.name}"`,
            },
            (tx) => this.insert(tx, wanted, place, caller),
          );
    return {
      added,
      duplicates: there.length,
      duplicateTitles: this.#titles(there.slice(0, namedDuplicates), caller),
      changeUuid,
    };
  }

  /** Writes new entries inside a change. @returns how many */
  insert(
    tx: WriteTx,
    songIds: Uint32Array,
    place: {
      readonly playlist: Pick<SeenPlaylist, "id"> & {
        readonly playlist: { readonly uuid: string };
      };
      readonly beforeEntryUuid: string | null;
    },
    caller: Pick<Caller, "actor">,
  ): number {
    const { context, entries } = this.#parts;
    const { id, playlist } = place.playlist;
    const gap = this.#places.gapBefore({ id, uuid: playlist.uuid }, place.beforeEntryUuid);
    const keys = orderKeysBetween(gap.after, gap.before, songIds.length);
    const added = entries.insert(
      tx,
      id,
      Array.from(songIds, (songId, index) => ({
        uuid: randomUUID(),
        orderKey: keys[index] ?? "",
        songId,
      })),
      { userId: caller.actor.userId, now: context.now() },
    );
    this.#places.shorten(tx, id, keys);
    return added;
  }

  /** Takes entries out; those that another window took out before are nobody's loss. */
  remove(
    input: HandlerInput<"playlists.removeTracks">,
    caller: Caller,
  ): ChannelOutput<"playlists.removeTracks"> {
    const { access, entries } = this.#parts;
    const seen = access.requireEntries(input.uuid, caller);
    const ids = this.#idsOf(seen, input.entries);
    const { result: removed, changeUuid } = changeEntries(
      this.#parts,
      seen,
      caller,
      {
        kind: "playlists.removeTracks",
        summary: (count) => `Removed ${songCount(count)} from "${seen.playlist.name}"`,
      },
      (tx) => entries.delete(tx, seen.id, ids),
    );
    return { removed, changeUuid };
  }

  /**
   * Moves entries, in the order in which they stand, before another or to the end.
   * @throws AppError `conflict` when all of them were taken out meanwhile
   */
  reorder(
    input: HandlerInput<"playlists.reorderTracks">,
    caller: Caller,
  ): ChannelOutput<"playlists.reorderTracks"> {
    const { access } = this.#parts;
    const seen = access.requireEntries(input.uuid, caller);
    const ids = this.#idsOf(seen, input.entries);
    const { name } = seen.playlist;
    const { result: moved, changeUuid } = changeEntries(
      this.#parts,
      seen,
      caller,
      {
        kind: "playlists.reorderTracks",
        summary: (count) => `Moved ${songCount(count)} in "${name}"`,
      },
      (tx) => this.#move(tx, seen, ids, input.beforeEntryUuid),
    );
    return { moved, changeUuid };
  }

  #move(
    tx: WriteTx,
    { id, playlist }: SeenPlaylist,
    entryIds: readonly number[] | Uint32Array,
    beforeEntryUuid: string | null,
  ): number {
    const { entries } = this.#parts;
    const moved = entries.getPlaces(id, entryIds);
    const first = moved[0];
    const last = moved.at(-1);
    if (first === undefined || last === undefined)
      throw new AppError(
        "conflict",
        `The songs you moved were taken out of "${playlist.name}" meanwhile.`,
      );
    const ids = moved.map((place) => place.id);
    const gap = this.#places.gapBefore({ id, uuid: playlist.uuid }, beforeEntryUuid, ids);
    // They end right before the gap and nothing else stands between them: they are where they should go.
    if (
      last.orderKey === gap.after &&
      entries.countBetween(id, first.orderKey, gap.before) === moved.length
    )
      return 0;
    return this.#places.fill(tx, id, moved, gap);
  }

  /** Entries that a selection means and that still stand in the playlist. */
  #idsOf(seen: SeenPlaylist, selection: EntrySelection): readonly number[] | Uint32Array {
    const { entries, ports } = this.#parts;
    if ("entryUuids" in selection) return entries.getIdsByUuids(seen.id, selection.entryUuids);
    const { playlist } = ports.songs.snapshot(selection.snapshotId);
    if (playlist === null || playlist.playlistId !== seen.id || playlist.entryIds === null)
      throw new AppError(
        "invalid_input",
        `What was selected is not in "${seen.playlist.name}". Open the playlist again.`,
      );
    return idsOfRanges(playlist.entryIds, selection.ranges);
  }

  #titles(songIds: Uint32Array, caller: Caller): string[] {
    return this.#parts.ports.songs
      .songRows(songIds, caller.actor.userId)
      .filter((row): row is SongRow => row !== null)
      .map(({ title }) => title);
  }
}

/** What of a selection is to be added. A song that the selection itself holds twice is twice in it only when all are taken. */
function wantedSongs(
  songIds: Uint32Array,
  standing: ReadonlySet<number>,
  duplicates: Duplicates,
): Uint32Array {
  if (duplicates === "add") return songIds;
  if (duplicates === "ask") return standing.size > 0 ? new Uint32Array(0) : songIds;
  return Uint32Array.from(new Set(songIds.filter((id) => !standing.has(id))));
}
