import { Columns3, Play, SearchX, Shuffle } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useLocation, useSearchParams } from "wouter";
import { countIndexes } from "#shared/domain/library/index-ranges.ts";
import { columnsMenu } from "#renderer/features/library/columns-menu.ts";
import { sanitiseColumnState } from "#renderer/features/library/column-state.ts";
import { FirstRun } from "#renderer/features/library/folders/index.ts";
import { libraryTexts } from "#renderer/features/library/library-texts.ts";
import { SongPropertiesDialog } from "#renderer/features/library/song-properties-dialog.tsx";
import { SongTable } from "#renderer/features/library/song-table.tsx";
import { SongTableSkeleton } from "#renderer/features/library/song-table-skeleton.tsx";
import { useSelectionSize } from "#renderer/features/library/use-selection-size.ts";
import { useSongCommands } from "#renderer/features/library/use-song-commands.ts";
import { type SongList, useSongList } from "#renderer/features/library/use-song-list.ts";
import { texts } from "#renderer/lib/texts.ts";
import { reportSearchProblem } from "#renderer/lib/search-problem.ts";
import { errorMessage } from "#renderer/lib/toasts.ts";
import { useUiState } from "#renderer/lib/ui-state.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import { Button } from "#renderer/ui/button.tsx";
import { DropdownMenu } from "#renderer/ui/menu.tsx";
import { PageHeader } from "#renderer/ui/page-header.tsx";
import { EmptyState, ErrorState } from "#renderer/ui/states.tsx";

/** All songs, or those that match the search in the address. */
export function SongsPage(): ReactNode {
  const [parameters] = useSearchParams();
  const query = parameters.get("q") ?? "";
  const [columnState, setColumnState, areColumnsLoaded] = useUiState(
    "songs.columns",
    sanitiseColumnState,
  );
  const list = useSongList("songs", query, areColumnsLoaded ? columnState.sort : null);
  const [propertiesOf, setPropertiesOf] = useState<string | null>(null);
  const commands = useSongCommands(list, setPropertiesOf);
  const canRevealFile = useResource("app.getInfo", {}).value?.canRevealFile ?? false;
  const { view } = list;
  const hasRows = view !== null && view.total > 0;
  usePageTitle();
  const { queryProblem } = list;
  useEffect(() => reportSearchProblem(query, queryProblem), [query, queryProblem]);

  return (
    <>
      <PageHeader
        title={texts.navigation.songs}
        summary={<Summary list={list} />}
        actions={
          (view === null || view.librarySize > 0) && (
            <>
              <DropdownMenu align="end" items={columnsMenu(columnState, setColumnState)}>
                <Button icon={<Columns3 />}>{libraryTexts.columns}</Button>
              </DropdownMenu>
              <Button icon={<Shuffle />} disabled={!hasRows} onClick={commands.shuffleAll}>
                {libraryTexts.shuffle}
              </Button>
              <Button
                variant="primary"
                icon={<Play fill="currentColor" />}
                disabled={!hasRows}
                onClick={commands.playAll}
              >
                {libraryTexts.play}
              </Button>
            </>
          )
        }
      />
      {hasRows && list.error === null ? (
        <SongTable
          list={list}
          view={view}
          commands={commands}
          columnState={columnState}
          onColumnsChange={setColumnState}
          canRevealFile={canRevealFile}
        />
      ) : (
        <NoRows list={list} />
      )}
      <SongPropertiesDialog uuid={propertiesOf} onClose={() => setPropertiesOf(null)} />
    </>
  );
}

/** `26 of 100,412 · 1 h 42 min`, or what is selected once that is more than one song. */
function Summary({ list }: { readonly list: SongList }): ReactNode {
  const { view, selection } = list;
  const size = useSelectionSize(view?.snapshotId ?? null, selection.ranges);
  if (view === null || view.librarySize === 0) return null;
  const count = countIndexes(selection.ranges);
  const text =
    count > 1
      ? libraryTexts.selected(count, size?.durationSec ?? null)
      : libraryTexts.summary(view.total, view.librarySize, view.totalDurationSec);
  const former = list.queryProblem === null ? "" : ` · ${libraryTexts.formerResult}`;
  return (
    <span role="status">
      {text}
      {former}
    </span>
  );
}

/** Why there are no rows, and the way on. */
function NoRows({ list }: { readonly list: SongList }): ReactNode {
  const [, navigate] = useLocation();
  const { view, error, refresh } = list;
  if (list.queryProblem !== null && view === null)
    return (
      <EmptyState
        icon={<SearchX />}
        title={libraryTexts.unreadable}
        body={list.queryProblem.message}
        action={
          <Button variant="primary" onClick={() => navigate("/songs")}>
            {libraryTexts.clearSearch}
          </Button>
        }
      />
    );
  if (error !== null)
    return (
      <ErrorState title={libraryTexts.loadFailed} message={errorMessage(error)} onRetry={refresh} />
    );
  if (view === null) return <SongTableSkeleton />;
  if (view.librarySize === 0) return <FirstRun />;
  return (
    <EmptyState
      icon={<SearchX />}
      title={libraryTexts.noResults(view.query)}
      body={libraryTexts.noResultsBody}
      action={
        <Button variant="primary" onClick={() => navigate("/songs")}>
          {libraryTexts.clearSearch}
        </Button>
      }
    />
  );
}

function usePageTitle(): void {
  useEffect(() => {
    document.title = `${texts.navigation.songs} · ${texts.appName}`;
  }, []);
}
