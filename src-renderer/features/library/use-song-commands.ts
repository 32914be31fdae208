import { useMemo } from "react";
import {
  countIndexes,
  hasIndex,
  type IndexRange,
  type IndexRanges,
} from "#shared/domain/library/index-ranges.ts";
import { request } from "#renderer/lib/bridge.ts";
import { usePlaybackActions } from "#renderer/lib/playback-actions.ts";
import { showError, showToast } from "#renderer/lib/toasts.ts";
import { useLatest } from "#renderer/lib/use-latest.ts";
import { libraryTexts } from "./library-texts.ts";
import { hideSongs } from "./own/own-actions.ts";
import { editTagsOf } from "./own/tags-dialog.store.ts";
import { favoriteSongs, rateSongs, removeSongs, selectionsOf } from "./song-actions.ts";
import { unavailableReason } from "./song-cells.tsx";
import type { ListRow } from "./list-row.ts";
import type { SongList } from "./use-song-list.ts";

/** What can be done with the selected songs of a list, for keys, menus and buttons alike. Stable. */
export interface SongListCommands {
  /** One song: the whole list from there. Several: these. */
  readonly play: () => void;
  /** The whole list, from the row on. */
  readonly playFrom: (index: number) => void;
  readonly playAll: () => void;
  readonly shuffleAll: () => void;
  readonly playNext: () => void;
  readonly append: () => void;
  readonly rate: (rating: number | null) => void;
  readonly rateRow: (index: number, rating: number | null) => void;
  readonly setFavorite: (isFavorite: boolean) => void;
  readonly toggleFavorite: () => void;
  readonly favoriteRow: (index: number, isFavorite: boolean) => void;
  readonly setHidden: (isHidden: boolean) => void;
  readonly editTags: () => void;
  readonly remove: () => void;
  readonly revealFile: () => void;
  readonly showProperties: () => void;
  /** In a playlist, for who may change it. */
  readonly entries?: EntryCommands;
}

export interface EntryCommands {
  readonly rateRow: (index: number, rating: number | null) => void;
  /** Asks which song a row without one means. */
  readonly find: (index: number) => void;
}

const single = (index: number): IndexRange => ({ from: index, to: index + 1 });

export function useSongCommands(
  list: SongList,
  showProperties: (uuid: string) => void,
): SongListCommands {
  const playback = usePlaybackActions();
  const context = useLatest({ list, playback, showProperties });
  return useMemo(() => createCommands(context), [context]);
}

interface Context {
  readonly list: SongList;
  readonly playback: ReturnType<typeof usePlaybackActions>;
  readonly showProperties: (uuid: string) => void;
}

function createCommands(context: () => Context): SongListCommands {
  const leadRow = (): ListRow | null => {
    const { view, selection } = context().list;
    return view?.windows.rowAt(selection.lead) ?? null;
  };

  function withSelected(act: (snapshotId: string, ranges: IndexRanges) => void): void {
    const { view, selection } = context().list;
    if (view !== null && selection.ranges.length > 0) act(view.snapshotId, selection.ranges);
  }

  function playFrom(index: number): void {
    const { view } = context().list;
    if (view === null) return;
    const row = view.windows.rowAt(index) ?? null;
    const reason = row === null ? null : unavailableReason(row);
    if (row !== null && reason !== null)
      showToast({ message: libraryTexts.cannotPlay(row.title, reason), tone: "bad" });
    else context().playback.play(wholeList(view.snapshotId, view.total), index);
  }

  /** Shows the change at once; main's own answer follows with `library.changed`. A refusal brings the truth back. */
  function change(
    ranges: IndexRanges,
    patch: Partial<ListRow>,
    save: (snapshotId: string) => Promise<void>,
  ): void {
    const { list } = context();
    if (list.view === null) return;
    list.patchRows((row, index) => (hasIndex(ranges, index) ? { ...row, ...patch } : row));
    save(list.view.snapshotId).catch((error: unknown) => {
      showError(error);
      list.refresh();
    });
  }

  const rate = (ranges: IndexRanges, rating: number | null): void =>
    change(ranges, { rating }, (snapshotId) => rateSongs(snapshotId, ranges, rating));
  const favorite = (ranges: IndexRanges, isFavorite: boolean): void =>
    change(ranges, { isFavorite }, (snapshotId) => favoriteSongs(snapshotId, ranges, isFavorite));

  return {
    playFrom,
    play() {
      const { selection } = context().list;
      if (countIndexes(selection.ranges) === 1) playFrom(selection.ranges[0]?.from ?? 0);
      else
        withSelected((snapshotId, ranges) => {
          const [first, ...others] = selectionsOf(snapshotId, ranges);
          if (first === undefined) return;
          context().playback.play(first, 0);
          for (const other of others) context().playback.append(other);
        });
    },
    playAll() {
      const { view } = context().list;
      if (view !== null && view.total > 0)
        context().playback.play(wholeList(view.snapshotId, view.total), 0);
    },
    shuffleAll() {
      const { view } = context().list;
      if (view !== null && view.total > 0)
        context().playback.playShuffled(wholeList(view.snapshotId, view.total));
    },
    playNext: () =>
      withSelected((snapshotId, ranges) => {
        // The last portion first, since each goes right after the current song.
        for (const selection of selectionsOf(snapshotId, ranges).toReversed())
          context().playback.playNext(selection);
      }),
    append: () =>
      withSelected((snapshotId, ranges) => {
        for (const selection of selectionsOf(snapshotId, ranges))
          context().playback.append(selection);
      }),
    rate: (rating) => rate(context().list.selection.ranges, rating),
    rateRow: (index, rating) => rate([single(index)], rating),
    setFavorite: (isFavorite) => favorite(context().list.selection.ranges, isFavorite),
    toggleFavorite: () =>
      favorite(context().list.selection.ranges, !(leadRow()?.isFavorite ?? false)),
    favoriteRow: (index, isFavorite) => favorite([single(index)], isFavorite),
    setHidden: (isHidden) =>
      withSelected((snapshotId, ranges) => {
        hideSongs(selectionsOf(snapshotId, ranges), isHidden).catch(showError);
      }),
    editTags: () =>
      withSelected((snapshotId, ranges) => editTagsOf(selectionsOf(snapshotId, ranges))),
    remove: () =>
      withSelected((snapshotId, ranges) => {
        removeSongs(snapshotId, ranges).catch(showError);
      }),
    revealFile() {
      const row = leadRow();
      if (row !== null) request("songs.revealFile", { uuid: row.uuid }).catch(showError);
    },
    showProperties() {
      const row = leadRow();
      if (row !== null) context().showProperties(row.uuid);
    },
  };
}

function wholeList(
  snapshotId: string,
  total: number,
): { snapshotId: string; ranges: IndexRange[] } {
  return { snapshotId, ranges: [{ from: 0, to: total }] };
}
