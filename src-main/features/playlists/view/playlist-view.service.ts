import type {
  ChannelOutput,
  HandlerInput,
  PlaylistEntry,
  PlaylistSort,
  SortOrder,
} from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import type { PlaylistLines, ViewSnapshot } from "#features/library/index.ts";
import type { PlaylistParts } from "#features/playlists/playlist-parts.ts";
import type { SeenPlaylist } from "#features/playlists/playlist.repository.ts";
import type { SmartEvaluator } from "#features/playlists/playlists.ports.ts";
import {
  entryRanks,
  isManualOrder,
  type ManualLines,
  type Ranks,
  songRanks,
  sortedLines,
  sortRuns,
} from "./arrange-entries.ts";
import { EntryRowRepository } from "./entry-row.repository.ts";

type Input = HandlerInput<"playlists.openView">;

/** Opens playlists as views: snapshots of their entries, which every channel that takes a selection of songs takes too. */
export class PlaylistViewService {
  readonly #parts: PlaylistParts;
  readonly #rows: EntryRowRepository;
  readonly #smart: SmartEvaluator;

  constructor(parts: PlaylistParts, smart: SmartEvaluator) {
    this.#parts = parts;
    this.#rows = new EntryRowRepository(parts.context.database.read);
    this.#smart = smart;
  }

  /** @throws AppError `cancelled` when a newer request for the same view overtook it */
  async openView(input: Input, caller: Caller): Promise<ChannelOutput<"playlists.openView">> {
    const seen = this.#parts.access.require(input.uuid, "view", caller);
    const { kind, isFrozen } = seen.playlist;
    if (kind === "smart" && !isFrozen) return this.#openSmart(input, seen, caller);
    const lines = this.#parts.entries.getInOrder(seen.id);
    const isPlain = input.query.trim() === "" && isManualOrder(input.sort);
    if (isPlain) {
      const list = { playlistId: seen.id, entryIds: lines.entryIds, positions: null };
      const totalDurationSec = seen.totalDurationMs / 1000;
      return this.#register(input, caller, seen, lines.songIds, list, { totalDurationSec });
    }
    const chosen = await this.arrange(seen.id, lines, input, caller);
    const songIds = chosen.map((line) => lines.songIds[line] ?? 0);
    const list: PlaylistLines = {
      playlistId: seen.id,
      entryIds: chosen.map((line) => lines.entryIds[line] ?? 0),
      positions: chosen.map((line) => line + 1),
    };
    const { durationSec } = this.#parts.ports.songs.measure(songIds);
    return this.#register(input, caller, seen, songIds, list, {
      totalDurationSec: durationSec,
      playlistSize: lines.entryIds.length,
    });
  }

  /** @throws AppError `not_found` for a snapshot that is gone, or a playlist that the caller may not see any more */
  getWindow(
    input: HandlerInput<"playlists.getWindow">,
    caller: Caller,
  ): ChannelOutput<"playlists.getWindow"> {
    const { songs } = this.#parts.ports;
    const snapshot = songs.snapshot(input.snapshotId);
    if (snapshot.playlist === null)
      throw new AppError("invalid_input", "That list is not a playlist.");
    this.#parts.access.requireById(snapshot.playlist.playlistId, "view", caller);
    const from = input.offset;
    const to = from + input.limit;
    return { offset: from, rows: this.#entriesOf(snapshot, snapshot.playlist, from, to, caller) };
  }

  /**
   * Indexes of the lines that a query asks for, in an order; lines without a song stay as long as nothing is searched.
   * @throws AppError `cancelled` when a newer request for the same view overtook it
   */
  async arrange(
    playlistId: number,
    lines: ManualLines,
    input: { readonly viewName: string; readonly query: string; readonly sort: PlaylistSort },
    caller: Caller,
  ): Promise<Uint32Array> {
    const runs = sortRuns(input.sort);
    const order = (sort: readonly SortOrder[], query: string): Promise<Uint32Array> => {
      const songIds = Uint32Array.from(new Set(lines.songIds.filter((id) => id !== 0)));
      return this.#parts.ports.songs.arrange(
        { viewName: input.viewName, query, sort, songIds },
        caller,
      );
    };
    const values = runs.some(({ of }) => of === "entries")
      ? this.#rows.getSortValues(playlistId)
      : [];
    const ranks: Ranks[] = [];
    for (const run of runs) {
      if (run.of === "entries") ranks.push(entryRanks(run.order, values));
      else ranks.push(songRanks(lines.songIds, byPlace(await order(run.sort, ""))));
    }
    const all = Uint32Array.from(lines.songIds, (_, line) => line);
    if (input.query.trim() === "") return sortedLines(all, ranks);
    const found = new Set(await order([], input.query));
    return sortedLines(
      all.filter((line) => found.has(lines.songIds[line] ?? 0)),
      ranks,
    );
  }

  async #openSmart(
    input: Input,
    seen: SeenPlaylist,
    caller: Caller,
  ): Promise<ChannelOutput<"playlists.openView">> {
    const { rules, uuid, name } = seen.playlist;
    if (rules === null) throw new Error("A smart playlist without rules");
    const { songs } = this.#parts.ports;
    const viewKey = `smart ${caller.actor.userId} ${caller.clientId} ${input.viewName}`;
    const held = await this.#smart.songsOf({
      viewKey,
      ownerId: seen.ownerId,
      rules,
      playlist: { id: seen.id, uuid, name },
    });
    const isPlain = input.query.trim() === "" && isManualOrder(input.sort);
    const lines = { entryIds: new Uint32Array(0), songIds: held };
    const songSort = input.sort.filter(
      (order): order is SortOrder => order.key === "position" || !isEntryKey(order.key),
    );
    const chosen = isPlain
      ? null
      : await this.arrange(seen.id, lines, { ...input, sort: songSort }, caller);
    const songIds = chosen === null ? held : chosen.map((line) => held[line] ?? 0);
    const list = {
      playlistId: seen.id,
      entryIds: null,
      positions: chosen === null ? null : chosen.map((line) => line + 1),
    };
    return this.#register(input, caller, seen, songIds, list, {
      totalDurationSec: songs.measure(songIds).durationSec,
      playlistSize: held.length,
    });
  }

  #register(
    input: Input,
    caller: Caller,
    { playlist }: SeenPlaylist,
    ids: Uint32Array,
    lines: PlaylistLines,
    totals: { readonly totalDurationSec: number; readonly playlistSize?: number },
  ): ChannelOutput<"playlists.openView"> {
    const { totalDurationSec, playlistSize = ids.length } = totals;
    const { revision } = playlist;
    const view = { totalDurationSec, librarySize: playlistSize, libraryRevision: revision };
    const sort = isManualOrder(input.sort) ? null : songOrders(input.sort);
    const { snapshotId } = this.#parts.ports.songs.registerSnapshot(
      { ids, sort, view, playlist: lines },
      input.viewName,
      caller,
    );
    return { snapshotId, total: ids.length, totalDurationSec, playlistSize, revision };
  }

  #entriesOf(
    { ids }: ViewSnapshot,
    { entryIds, positions }: PlaylistLines,
    from: number,
    to: number,
    caller: Caller,
  ): (PlaylistEntry | null)[] {
    const songIds = ids.subarray(from, to);
    const songs = this.#parts.ports.songs.songRows(songIds, caller.actor.userId);
    const positionOf = (index: number): number => positions?.[from + index] ?? from + index + 1;
    if (entryIds === null)
      return songs.map((song, index) =>
        song === null ? null : { ...noEntry, song, position: positionOf(index) },
      );
    const wanted = entryIds.subarray(from, to);
    const facts = this.#rows.getByIds(wanted);
    return Array.from(wanted, (id, index) => {
      const fact = facts.get(id);
      if (fact === undefined) return null;
      const { id: _id, ...entry } = fact;
      return { ...entry, song: songs[index] ?? null, position: positionOf(index) };
    });
  }
}

const noEntry = {
  entryUuid: null,
  isRemoved: false,
  addedByUuid: null,
  addedByName: null,
  addedAt: null,
  notes: null,
  rating: null,
  playCount: 0,
  lastPlayedAt: null,
  source: null,
};

function byPlace(order: Uint32Array): ReadonlyMap<number, number> {
  return new Map(Array.from(order, (id, index) => [id, index]));
}

function isEntryKey(key: PlaylistSort[number]["key"]): boolean {
  return key === "position" || key === "entryAddedAt" || key === "addedBy";
}

/** The leading song columns, to jump in by typing. */
function songOrders(sort: PlaylistSort): SortOrder[] {
  const [first] = sortRuns(sort);
  return first?.of === "songs" ? [...first.sort] : [];
}
