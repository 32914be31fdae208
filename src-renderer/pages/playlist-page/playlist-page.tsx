import { ListX, Search, SearchX, X } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useLocation, useParams } from "wouter";
import type { PlaylistDetail } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { countIndexes } from "#shared/domain/library/index-ranges.ts";
import { SongTableSkeleton } from "#renderer/features/library/song-table-skeleton.tsx";
import { useSelectionSize } from "#renderer/features/library/use-selection-size.ts";
import { type SongList, useListOf } from "#renderer/features/library/use-song-list.ts";
import type { ListSortOrder } from "#renderer/features/library/columns.ts";
import {
  addSongs,
  attempt,
  mayEdit,
  offerUndo,
  PlaylistHeader,
  playlistTexts,
  SmartPlaylistBar,
} from "#renderer/features/playlists/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { useDropTarget } from "#renderer/lib/drag.ts";
import type { QueryProblem } from "#renderer/lib/query-language.ts";
import { matchesKey } from "#renderer/lib/keys.ts";
import { usePageTitle } from "#renderer/lib/page-title.ts";
import { usePlaybackActions } from "#renderer/lib/playback-actions.ts";
import { errorMessage } from "#renderer/lib/toasts.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { QueryField } from "#renderer/ui/query-field/query-field.tsx";
import { EmptyState, ErrorState } from "#renderer/ui/states.tsx";
import { EntriesTable } from "./entries-table.tsx";
import css from "./playlist-page.module.css";
import { playlistSource } from "./playlist-source.ts";
import { isOwnOrder, SortBar } from "./sort-bar.tsx";
import { EntryColumnsButton, useEntryColumns } from "./use-entry-columns.tsx";

const say = playlistTexts.page;

/** `/playlists/<uuid>` */
export function PlaylistPage(): ReactNode {
  const { uuid } = useParams<{ uuid: string }>();
  return <OpenedPlaylist key={uuid} uuid={uuid} />;
}

function OpenedPlaylist({ uuid }: { readonly uuid: string }): ReactNode {
  const [, navigate] = useLocation();
  const { value, error, reload } = useResource("playlists.get", { uuid }, [
    "playlists.changed",
    "library.changed",
  ]);
  usePageTitle(value?.name ?? playlistTexts.playlist);
  const isGone = error instanceof AppError && ["not_found", "not_allowed"].includes(error.code);
  if (isGone || (error instanceof AppError && error.code === "invalid_input"))
    return (
      <EmptyState
        icon={<ListX />}
        title={say.gone}
        body={say.goneBody}
        action={
          <Button variant="primary" onClick={() => navigate("/songs")}>
            {say.toSongs}
          </Button>
        }
      />
    );
  if (value === undefined)
    return error === null ? (
      <SongTableSkeleton />
    ) : (
      <ErrorState title={say.failed} message={errorMessage(error)} onRetry={reload} />
    );
  return <PlaylistView playlist={value} />;
}

/** Orders people looked at playlists in: coming back finds the same. */
const formerSorts = new Map<string, readonly ListSortOrder[]>();

function PlaylistView({ playlist }: { readonly playlist: PlaylistDetail }): ReactNode {
  const { uuid } = playlist;
  const source = useMemo(() => playlistSource(uuid), [uuid]);
  const [query, setQuery] = useState("");
  const columns = useEntryColumns(
    formerSorts.get(uuid) ?? [],
    playlist.collaboratorCount > 0 || playlist.role !== "owner",
  );
  const { sort } = columns.state;
  const list = useListOf(source, query, columns.isLoaded ? sort : null);
  const playback = usePlaybackActions();
  const { view } = list;
  const isManual = playlist.kind === "manual";
  const canChange = mayEdit(playlist) && isManual;
  const hasOwnOrder = isOwnOrder(sort);
  useEffect(() => {
    formerSorts.set(uuid, sort);
  }, [uuid, sort]);

  const setSort = (next: readonly ListSortOrder[]): void =>
    columns.change((former) => ({ ...former, sort: next }));
  async function keepOrder(): Promise<void> {
    const { changeUuid } = await request("playlists.sortTracks", { uuid, sort: [...sort] });
    setSort([]);
    offerUndo(say.orderKept, [changeUuid]);
  }
  const whole =
    view === null || view.total === 0
      ? null
      : { snapshotId: view.snapshotId, ranges: [{ from: 0, to: view.total }] };
  return (
    <>
      <PlaylistHeader
        playlist={playlist}
        canPlay={whole !== null}
        onPlay={() => whole !== null && playback.play(whole, 0)}
        onShuffle={() => whole !== null && playback.playShuffled(whole)}
        status={<Status list={list} />}
        tools={
          <>
            <FindField query={query} problem={list.queryProblem} onChange={setQuery} />
            <EntryColumnsButton columns={columns} />
          </>
        }
      />
      {!isManual && <SmartPlaylistBar playlist={playlist} canEdit={mayEdit(playlist)} />}
      {playlist.role === "view" && (
        <p className={css["note"]}>{playlistTexts.head.readOnly(playlist.ownerName)}</p>
      )}
      {!hasOwnOrder && (view?.librarySize ?? 0) > 0 && (
        <SortBar
          sort={sort}
          onBack={() => setSort([])}
          onKeep={canChange ? () => attempt(keepOrder) : undefined}
        />
      )}
      {view !== null && view.total > 0 && list.error === null ? (
        <EntriesTable
          playlist={playlist}
          source={source}
          list={list}
          view={view}
          columns={columns}
          canChange={canChange}
          canReorder={canChange && hasOwnOrder && query === ""}
        />
      ) : (
        <NoRows
          playlist={playlist}
          list={list}
          canChange={canChange}
          onClear={() => setQuery("")}
        />
      )}
    </>
  );
}

/** What is selected, or found; nothing while the header's totals say it all. */
function Status({ list }: { readonly list: SongList }): ReactNode {
  const { view, selection } = list;
  const size = useSelectionSize(view?.snapshotId ?? null, selection.ranges);
  if (view === null || view.librarySize === 0) return playlistTexts.head.totals(0, 0);
  const count = countIndexes(selection.ranges);
  if (count > 1) return say.selected(count, size?.durationSec ?? null);
  if (view.query !== "") return say.shown(view.total, view.librarySize);
  return playlistTexts.head.totals(view.librarySize, view.totalDurationSec);
}

interface FindFieldProps {
  readonly query: string;
  /** What main found wrong with it; the list then shows the search before. */
  readonly problem: QueryProblem | null;
  readonly onChange: (query: string) => void;
}

/** Ctrl+F searches this playlist, as everywhere it searches what is open. */
function FindField({ query, problem, onChange }: FindFieldProps): ReactNode {
  const wrap = useRef<HTMLDivElement>(null);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (!matchesKey(event, "Mod+F") || document.querySelector('[role="dialog"]') !== null) return;
      event.preventDefault();
      const field = wrap.current?.querySelector("input");
      field?.focus();
      field?.select();
    }
    addEventListener("keydown", onKeyDown, true);
    return () => removeEventListener("keydown", onKeyDown, true);
  }, []);
  const focusTable = (): void =>
    document.querySelector<HTMLElement>("#page [data-page-focus]")?.focus();
  return (
    <div ref={wrap} className={css["find"]}>
      <QueryField
        label={say.find}
        isLabelHidden
        placeholder={say.find}
        icon={<Search aria-hidden="true" />}
        value={query}
        serverProblem={problem}
        onChange={onChange}
        onSubmit={focusTable}
        onLeave={focusTable}
        trailing={
          query !== "" && (
            <IconButton
              size="small"
              hasTooltip={false}
              label={say.clearFind}
              onClick={() => onChange("")}
            >
              <X />
            </IconButton>
          )
        }
      />
    </div>
  );
}

interface NoRowsProps {
  readonly playlist: PlaylistDetail;
  readonly list: SongList;
  readonly canChange: boolean;
  readonly onClear: () => void;
}

/** Why there are no rows, and the way on. Songs can be dropped here. */
function NoRows({ playlist, list, canChange, onClear }: NoRowsProps): ReactNode {
  const [, navigate] = useLocation();
  const [isTarget, setTarget] = useState(false);
  const canTake = canChange && list.error === null;
  const attributes = useDropTarget({
    over(drag) {
      const isTaken = canTake && drag.type === "songs";
      setTarget(isTaken);
      return isTaken ? playlistTexts.tree.addTo(playlist.name) : null;
    },
    leave: () => setTarget(false),
    drop(drag) {
      if (drag.type === "songs") attempt(() => addSongs(playlist, drag.selections));
    },
  });
  const { view, error, refresh } = list;
  if (error !== null)
    return <ErrorState title={say.failed} message={errorMessage(error)} onRetry={refresh} />;
  if (view === null) return <SongTableSkeleton />;
  if (view.librarySize > 0)
    return (
      <EmptyState
        icon={<SearchX />}
        title={say.noneFound(view.query)}
        body={say.noneFoundBody}
        action={
          <Button variant="primary" onClick={onClear}>
            {say.clearSearch}
          </Button>
        }
      />
    );
  const isSmart = playlist.kind === "smart";
  return (
    <div {...attributes} className={css["empty"]} data-target={isTarget ? "" : undefined}>
      <EmptyState
        title={say.emptyTitle}
        body={isSmart ? say.emptySmart : canChange ? say.emptyBody : say.emptyViewer}
        action={
          canChange && (
            <Button variant="primary" onClick={() => navigate("/songs")}>
              {say.toSongs}
            </Button>
          )
        }
      />
    </div>
  );
}
