import { type RefObject, useMemo, useState } from "react";
import type { EntrySelection, PlaylistDetail } from "#shared/contract/index.ts";
import { type IndexRanges, portionsOf } from "#shared/domain/library/index-ranges.ts";
import { selectOnly } from "#shared/domain/library/list-selection.ts";
import type { ListRow } from "#renderer/features/library/list-row.ts";
import type { SongListSource } from "#renderer/features/library/song-list-source.ts";
import {
  type SongListCommands,
  useSongCommands,
} from "#renderer/features/library/use-song-commands.ts";
import type { SongList } from "#renderer/features/library/use-song-list.ts";
import { offerUndo, playlistTexts } from "#renderer/features/playlists/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { showError } from "#renderer/lib/toasts.ts";
import { useLatest } from "#renderer/lib/use-latest.ts";
import type { VirtualRowsHandle } from "#renderer/ui/virtual-rows.tsx";
import { type EntryStep, firstThatStays, isWhereItIs, stepTarget } from "./entry-places.ts";

const say = playlistTexts.page;
/** What the contract takes in one selection. */
const maxRanges = 10_000;

/** What can be done with the entries of the open playlist, besides what can be done with their songs. */
export interface PlaylistCommands extends SongListCommands {
  readonly move: (step: EntryStep) => void;
  /** Puts rows before another; at the end when that is the number of rows. */
  readonly moveTo: (ranges: IndexRanges, beforeIndex: number) => void;
  /** Of the row that something should come to stand before; null: the end. */
  readonly entryUuidAt: (index: number) => Promise<string | null>;
  readonly selectedRows: () => Promise<readonly ListRow[]>;
}

interface Options {
  readonly playlist: PlaylistDetail;
  readonly list: SongList;
  readonly source: SongListSource;
  readonly rows: RefObject<VirtualRowsHandle | null>;
  readonly canChange: boolean;
  readonly showProperties: (uuid: string) => void;
  readonly findSong: (row: ListRow) => void;
  readonly announce: (text: string) => void;
}

export function useEntryCommands(options: Options): PlaylistCommands {
  const base = useSongCommands(options.list, options.showProperties);
  const context = useLatest(options);
  const [moves] = useState(() => new Serial());
  return useMemo(
    () => createCommands(base, context, moves, options.canChange),
    [base, context, moves, options.canChange],
  );
}

function createCommands(
  base: SongListCommands,
  context: () => Options,
  moves: Serial,
  canChange: boolean,
): PlaylistCommands {
  async function rowAt(index: number): Promise<ListRow | null> {
    const { list, source } = context();
    const { view } = list;
    if (view === null) return null;
    const loaded = view.windows.rowAt(index);
    if (loaded !== undefined) return loaded;
    return (await source.fetch(view.snapshotId, index, 1))[0] ?? null;
  }
  async function entryUuidAt(index: number): Promise<string | null> {
    return (await rowAt(index))?.entry?.entryUuid ?? null;
  }

  async function moveNow(ranges: IndexRanges, beforeIndex: number): Promise<void> {
    const { list, playlist } = context();
    const { view } = list;
    if (view === null || isWhereItIs(ranges, beforeIndex)) return;
    const stays = firstThatStays(ranges, beforeIndex, view.total);
    const beforeEntryUuid = stays >= view.total ? null : await entryUuidAt(stays);
    for (const entries of entrySelections(view.snapshotId, ranges))
      await request("playlists.reorderTracks", { uuid: playlist.uuid, entries, beforeEntryUuid });
    await list.reopen();
    await nextRender();
    const { lead } = context().list.selection;
    if (lead >= 0) {
      context().rows.current?.scrollToIndex(lead);
      context().announce(say.position(lead + 1));
    }
  }

  async function removeNow(): Promise<void> {
    const { list, playlist } = context();
    const { view, selection } = list;
    if (view === null || selection.ranges.length === 0) return;
    const changeUuids: (string | null)[] = [];
    let removed = 0;
    for (const entries of entrySelections(view.snapshotId, selection.ranges)) {
      const answer = await request("playlists.removeTracks", { uuid: playlist.uuid, entries });
      changeUuids.push(answer.changeUuid);
      removed += answer.removed;
    }
    const first = selection.ranges[0]?.from ?? 0;
    await list.reopen();
    await nextRender();
    const total = context().list.view?.total ?? 0;
    // The row that took the place of the first is next, so that Delete can be pressed again.
    if (total > 0) list.setSelection(() => selectOnly(Math.min(first, total - 1)));
    if (removed > 0) offerUndo(say.removed(removed), changeUuids);
  }

  async function selectedRows(): Promise<readonly ListRow[]> {
    const { list, source } = context();
    const { view, selection } = list;
    if (view === null) return [];
    const found: ListRow[] = [];
    for (const { from, to } of selection.ranges)
      for (let offset = from; offset < to; offset += 1000) {
        const window = await source.fetch(view.snapshotId, offset, Math.min(1000, to - offset));
        found.push(...window.filter((row) => row !== null));
      }
    return found;
  }

  function rateRow(index: number, rating: number | null): void {
    const { list } = context();
    const entryUuid = list.view?.windows.rowAt(index)?.entry?.entryUuid ?? null;
    if (entryUuid === null) return;
    list.patchRows((row, at) =>
      at === index && row.entry !== undefined ? { ...row, entry: { ...row.entry, rating } } : row,
    );
    request("playlists.updateTrack", { entryUuid, changes: { rating } }).catch((error: unknown) => {
      showError(error);
      list.refresh();
    });
  }
  function find(index: number): void {
    const row = context().list.view?.windows.rowAt(index);
    if (row !== undefined && row !== null) context().findSong(row);
  }

  return {
    ...base,
    remove: () => {
      if (canChange) moves.run(removeNow);
    },
    // One after the other, each from where the former left the rows: keys repeat faster than main answers.
    move: (step) =>
      moves.run(async () => {
        const { view, selection } = context().list;
        const target = view === null ? null : stepTarget(selection.ranges, view.total, step);
        if (target !== null) await moveNow(selection.ranges, target);
      }),
    moveTo: (ranges, beforeIndex) => moves.run(() => moveNow(ranges, beforeIndex)),
    entryUuidAt,
    selectedRows,
    ...(canChange ? { entries: { rateRow, find } } : {}),
  };
}

function entrySelections(snapshotId: string, ranges: IndexRanges): readonly EntrySelection[] {
  return portionsOf(ranges, maxRanges).map((portion) => ({ snapshotId, ranges: [...portion] }));
}

/** Resolves when what was just set is drawn; soon anyway in a page that is not in sight. */
function nextRender(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 60);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Runs one thing after the other; those that wait while a key is held down are limited. */
class Serial {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  run(action: () => Promise<void>): void {
    if (this.#waiting > 8) return;
    this.#waiting += 1;
    this.#last = this.#last
      .then(action)
      .catch(showError)
      .finally(() => {
        this.#waiting -= 1;
      });
  }
}
