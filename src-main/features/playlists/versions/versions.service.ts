import type { ChannelOutput, HandlerInput } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { changeEntries } from "#features/playlists/change-entries.ts";
import { EntryPlaces } from "#features/playlists/entries/entry-places.ts";
import { orderKeysBetween } from "#features/playlists/order-keys.ts";
import type { PlaylistParts } from "#features/playlists/playlist-parts.ts";
import type { SeenPlaylist } from "#features/playlists/playlist.repository.ts";
import { VersionsRepository } from "./versions.repository.ts";
import { changedSince, idsInOrder, movedCount, takeBack, type VersionEntry } from "./walk-back.ts";

/** Titles of each kind in a comparison. */
const namedTitles = 100;

/** What a playlist was: read from the journal, which is the only store of it. */
export class VersionsService {
  readonly #parts: PlaylistParts;
  readonly #versions: VersionsRepository;
  readonly #places: EntryPlaces;

  constructor(parts: PlaylistParts) {
    this.#parts = parts;
    this.#versions = new VersionsRepository(parts.context.database.read);
    this.#places = new EntryPlaces(parts.entries);
  }

  /** How the playlist looked after each change that still holds, newest first. */
  list(
    { uuid, limit, before }: HandlerInput<"playlists.listVersions">,
    caller: Caller,
  ): ChannelOutput<"playlists.listVersions"> {
    const { playlist } = this.#parts.access.require(uuid, "view", caller);
    const from = before === null ? Number.MAX_SAFE_INTEGER : this.#journalId(uuid, before);
    const rows = this.#versions.getVersions(uuid, from, limit + 1);
    // The newest looks like the playlist now; each older one is without what came and with what went since.
    let trackCount = playlist.trackCount;
    if (before !== null) trackCount -= this.#versions.getGainedSince(uuid, from);
    const versions = rows.slice(0, limit).map(({ journalId: _id, gained, ...version }) => {
      const shown = { ...version, trackCount: Math.max(0, trackCount) };
      trackCount -= gained;
      return shown;
    });
    return { versions, hasMore: rows.length > limit };
  }

  /** @throws AppError `not_found` for a version that was undone or never was */
  compare(
    { uuid, versionUuid }: HandlerInput<"playlists.compareVersion">,
    caller: Caller,
  ): ChannelOutput<"playlists.compareVersion"> {
    const seen = this.#parts.access.require(uuid, "view", caller);
    const { current, former } = this.#states(seen, versionUuid);
    const added = idsInOrder(former).filter((id) => !current.has(id));
    const removed = idsInOrder(current).filter((id) => !former.has(id));
    const titles = (ids: readonly number[], of: ReadonlyMap<number, VersionEntry>): string[] =>
      this.#versions.getTitles(ids.slice(0, namedTitles).map((id) => of.get(id)?.songId ?? null));
    return {
      added: { count: added.length, titles: titles(added, former) },
      removed: { count: removed.length, titles: titles(removed, current) },
      moved: { count: movedCount(idsInOrder(current), idsInOrder(former)) },
      changed: {
        count: changedSince(former, current).filter(({ id }) => current.has(id)).length,
      },
    };
  }

  /**
   * Makes the playlist what it was, as one new change: what happened since stays in the history.
   * @throws AppError `not_found` for a version that was undone or never was, `not_allowed`
   */
  restore(
    { uuid, versionUuid }: HandlerInput<"playlists.restoreVersion">,
    caller: Caller,
  ): ChannelOutput<"playlists.restoreVersion"> {
    const { access, entries } = this.#parts;
    const seen = access.requireEntries(uuid, caller);
    const { current, former } = this.#states(seen, versionUuid);
    const wanted = idsInOrder(former);
    const removed = [...current.keys()].filter((id) => !former.has(id));
    const gone = wanted.filter((id) => !current.has(id));
    const changed = changedSince(former, current);
    const { changeUuid } = changeEntries(
      this.#parts,
      seen,
      caller,
      {
        kind: "playlists.restoreVersion",
        summary: () => `Brought back an earlier version of "${seen.playlist.name}"`,
      },
      (tx) => {
        const keys = orderKeysBetween(entries.getLastKey(seen.id), null, gone.length);
        const keyOf = new Map(gone.map((id, index) => [id, keys[index] ?? ""]));
        const changes =
          entries.delete(tx, seen.id, removed) +
          this.#versions.bringBack(tx, uuid, seen.id, gone, keyOf) +
          entries.setSongs(tx, changed) +
          entries.setDetails(tx, changed);
        return changes + this.#places.setOrder(tx, seen.id, wanted);
      },
    );
    return { changeUuid };
  }

  #states(
    seen: SeenPlaylist,
    versionUuid: string,
  ): {
    readonly current: ReadonlyMap<number, VersionEntry>;
    readonly former: ReadonlyMap<number, VersionEntry>;
  } {
    const { uuid } = seen.playlist;
    const journalId = this.#journalId(uuid, versionUuid);
    const current = this.#versions.getEntries(seen.id);
    const former = new Map(current);
    takeBack(former, this.#versions.getStepsSince(uuid, journalId));
    return { current, former };
  }

  #journalId(playlistUuid: string, versionUuid: string): number {
    const id = this.#versions.getJournalId(playlistUuid, versionUuid);
    if (id === undefined)
      throw new AppError("not_found", "That version is not in the history any more.");
    return id;
  }
}
