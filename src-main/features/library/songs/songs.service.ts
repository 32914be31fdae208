import { randomUUID } from "node:crypto";
import type {
  ChannelOutput,
  HandlerInput,
  IndexRange,
  Selection,
  SongDetail,
  SongRow,
  SortOrder,
} from "#shared/contract/index.ts";
import { sortKey } from "#shared/domain/library/sort-key.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Database } from "#core/db/database.ts";
import type { Caller } from "#core/ipc/caller.ts";
import type { EventHub } from "#core/ipc/event-hub.ts";
import type { Journal } from "#core/journal/journal.ts";
import { nextRevision } from "#features/library/revision.ts";
import type { RegisteredView, SongViews } from "#features/library/view/song-views.ts";
import {
  idsOfRanges,
  remapRanges,
  type ViewSnapshot,
} from "#features/library/view/view-snapshot.ts";
import type { SongRepository } from "./song.repository.ts";
import { firstWithPrefix, sortTextColumn } from "./sort-text-search.ts";

/** Above this many an event says "anything may have changed" instead of naming the songs. */
const namedSongs = 1000;

export interface SongsServiceOptions {
  readonly database: Database;
  readonly events: EventHub;
  readonly journal: Journal;
  readonly now: () => number;
  readonly views: SongViews;
  readonly songs: SongRepository;
  /** Shows a file in the system's file manager; absent where there is none. */
  readonly revealFile?: ((path: string) => void | Promise<void>) | undefined;
}

/** Lists of songs, selections, and what a person does to songs. */
export class SongsService {
  readonly #options: SongsServiceOptions;

  constructor(options: SongsServiceOptions) {
    this.#options = options;
  }

  /** @throws AppError `cancelled` when a newer request for the same view overtook it */
  async openView(
    input: HandlerInput<"songs.openView">,
    caller: Caller,
  ): Promise<ChannelOutput<"songs.openView">> {
    const { snapshotId, ids, view } = await this.#options.views.open({
      viewKey: viewKeyOf(input.viewName, caller),
      userId: caller.actor.userId,
      query: input.query,
      sort: input.sort,
    });
    return {
      snapshotId,
      total: ids.length,
      totalDurationSec: view.totalDurationSec,
      librarySize: view.librarySize,
      libraryRevision: view.libraryRevision,
    };
  }

  closeView(viewName: string, caller: Caller): void {
    this.#options.views.closeView(viewKeyOf(viewName, caller));
  }

  /** Values of a field for completion. A newer request of the same window supersedes an older one. */
  async suggestValues(
    input: HandlerInput<"songs.suggestValues">,
    caller: Caller,
  ): Promise<ChannelOutput<"songs.suggestValues">> {
    const { userId } = caller.actor;
    const key = viewKeyOf("suggestions", caller);
    return { values: [...(await this.#options.views.ask("suggest", key, { ...input, userId }))] };
  }

  /** @throws AppError `not_found` for a snapshot that is gone */
  getWindow(
    input: HandlerInput<"songs.getWindow">,
    caller: Caller,
  ): ChannelOutput<"songs.getWindow"> {
    const { ids } = this.#options.views.get(input.snapshotId);
    const wanted = ids.subarray(input.offset, input.offset + input.limit);
    return { offset: input.offset, rows: this.#options.songs.getRows(wanted, caller.actor.userId) };
  }

  locate(snapshotId: string, uuid: string): number | null {
    const { ids } = this.#options.views.get(snapshotId);
    const id = this.#options.songs.getIdByUuid(uuid);
    const index = id === undefined ? -1 : ids.indexOf(id);
    return index === -1 ? null : index;
  }

  /** Without a text as leading sort key there is nowhere to jump: null. */
  jumpTo(snapshotId: string, prefix: string): number | null {
    const { ids, sort, playlist } = this.#options.views.get(snapshotId);
    if (playlist !== null) return this.#firstOfPlaylist(ids, sort, prefix);
    const leading = sort?.[0] ?? { key: "artist", descending: false };
    const column = sortTextColumn(leading.key);
    const wanted = sortKey(prefix);
    if (column === null || wanted === "") return null;
    return firstWithPrefix(ids.length, wanted, leading.descending, (index) =>
      this.#options.songs.getSortText(column, ids[index] ?? 0),
    );
  }

  remapSelection(from: string, to: string, ranges: readonly IndexRange[]): IndexRange[] {
    const { views } = this.#options;
    return remapRanges(views.get(from), views.get(to), ranges);
  }

  measureSelection(selection: Selection): { count: number; durationSec: number } {
    return this.#options.songs.measure(this.resolveSelection(selection));
  }

  /**
   * The ids a selection means: in view order, or in the order in which they are named. Each comes once, but a song that
   * stands in a playlist twice comes twice. Entries without a song are left out.
   *
   * @throws AppError `not_found` for a snapshot that is gone
   */
  resolveSelection(selection: Selection): Uint32Array {
    return this.songsToPlay(selection).songIds.filter((id) => id !== 0);
  }

  /**
   * What a selection means for the queue: one id for each of its rows, 0 where there is no song, and the playlist that all
   * of them come from; null: from none.
   *
   * @throws AppError `not_found` for a snapshot that is gone
   */
  songsToPlay(selection: Selection): { songIds: Uint32Array; playlistId: number | null } {
    if ("uuids" in selection) {
      const songIds = this.#options.songs.getIdsByUuids([...new Set(selection.uuids)]);
      return { songIds, playlistId: null };
    }
    const { ids, playlist } = this.#options.views.get(selection.snapshotId);
    return {
      songIds: idsOfRanges(ids, selection.ranges),
      playlistId: playlist?.playlistId ?? null,
    };
  }

  /** Keeps a list that was made elsewhere as a view of the caller's window. */
  registerSnapshot(
    list: Omit<RegisteredView, "viewKey">,
    viewName: string,
    caller: Caller,
  ): ViewSnapshot {
    return this.#options.views.register({ ...list, viewKey: viewKeyOf(viewName, caller) });
  }

  /** @throws AppError `not_found` for a snapshot that is gone */
  snapshot(snapshotId: string): ViewSnapshot {
    return this.#options.views.get(snapshotId);
  }

  /**
   * Puts named songs in an order, those that a query asks for; each comes once. Without a query also those that left the
   * library.
   * @throws AppError `cancelled` when a newer request for the same view overtook it
   */
  async arrange(
    request: {
      readonly viewName: string;
      readonly query: string;
      readonly sort: readonly SortOrder[];
      readonly songIds: Uint32Array;
    },
    caller: Caller,
  ): Promise<Uint32Array> {
    const restrictTo = new Uint32Array(new SharedArrayBuffer(request.songIds.byteLength));
    restrictTo.set(request.songIds);
    const { ids } = await this.#options.views.build({
      viewKey: viewKeyOf(request.viewName, caller),
      userId: caller.actor.userId,
      query: request.query,
      sort: request.sort,
      restrictTo,
    });
    return ids;
  }

  /** How many of these songs are still there and how long they are; one that is named twice counts twice. */
  measure(ids: Uint32Array): { count: number; durationSec: number } {
    return this.#options.songs.measure(ids);
  }

  /** @throws AppError `not_found` */
  get(uuid: string, caller: { readonly actor: Pick<Caller["actor"], "userId"> }): SongDetail {
    const song = this.#options.songs.getByUuid(uuid, caller.actor.userId);
    if (song === undefined) throw unknownSong(uuid);
    return song;
  }

  songRows(ids: Uint32Array, userId: number): (SongRow | null)[] {
    return this.#options.songs.getRows(ids, userId);
  }

  idOfUuid(uuid: string): number | undefined {
    return this.#options.songs.getIdByUuid(uuid);
  }

  /** Files, ratings and history stay. */
  removeFromLibrary(
    selection: Selection,
    caller: Caller,
  ): { removed: number; changeUuid: string | null } {
    const own = this.#ownChange(selection, caller);
    const { result, changeUuid } = this.#options.journal.change(
      caller,
      (tx) => {
        const revision = nextRevision(tx);
        return { revision, removed: this.#options.songs.remove(tx, own, randomUUID(), revision) };
      },
      {
        kind: "songs.removeFromLibrary",
        summary: ({ removed }) => `Removed ${songCount(removed)} from the library`,
      },
    );
    this.#tell(own.ids, result.revision);
    return { removed: result.removed, changeUuid };
  }

  /** @throws AppError `unsupported` where there is no file manager, `file_not_found` for a song without file */
  async revealFile(uuid: string, caller: Caller): Promise<void> {
    const { revealFile } = this.#options;
    const { localPath, title } = this.get(uuid, caller);
    if (revealFile === undefined) {
      throw new AppError(
        "unsupported",
        "Files can be shown in the file manager only from the desktop app.",
      );
    }
    if (localPath === null) {
      throw new AppError("file_not_found", `"${title}" has no file in the library.`, { uuid });
    }
    await revealFile(localPath);
  }

  /** A playlist in its own order is looked through by title; without a text as leading sort key there is nowhere to jump. */
  #firstOfPlaylist(
    ids: Uint32Array,
    sort: readonly SortOrder[] | null,
    prefix: string,
  ): number | null {
    const column = sortTextColumn(sort?.[0]?.key ?? "title");
    const wanted = sortKey(prefix);
    if (column === null || wanted === "") return null;
    return this.#options.songs.getFirstWithPrefix(column, wanted, ids);
  }

  #ownChange(
    selection: Selection,
    caller: Caller,
  ): { userId: number; ids: Uint32Array; now: number } {
    const ids = this.resolveSelection(selection);
    if (ids.length === 0) {
      throw new AppError("not_found", "None of these songs is in the library any more.");
    }
    return { userId: caller.actor.userId, ids, now: this.#options.now() };
  }

  #tell(ids: Uint32Array, revision: number): void {
    this.#options.events.emit("library.changed", { revision, songUuids: this.#named(ids) });
  }

  #named(ids: Uint32Array): string[] | null {
    return ids.length > namedSongs ? null : this.#options.songs.getUuidsByIds(ids);
  }
}

/** Two windows that show a view of the same name do not overtake each other. */
function viewKeyOf(viewName: string, caller: Caller): string {
  return `${caller.actor.userId} ${caller.clientId} ${viewName}`;
}

export function songCount(count: number): string {
  return count === 1 ? "1 song" : `${count} songs`;
}

function unknownSong(uuid: string): AppError {
  return new AppError("not_found", "That song is not in the library any more.", { uuid });
}
