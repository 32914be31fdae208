import { type KeyboardEvent, type ReactNode, useEffect, useState } from "react";
import type { Playlist, PlaylistVersion } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { formatAgo, formatCount, formatDateTime } from "#renderer/lib/format.ts";
import { texts } from "#renderer/lib/texts.ts";
import { errorMessage } from "#renderer/lib/toasts.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { ErrorState, Skeleton } from "#renderer/ui/states.tsx";
import { attempt, offerUndo } from "../playlist-commands.ts";
import { mayEdit } from "../playlists.store.ts";
import { playlistTexts } from "../playlists-texts.ts";
import { closePlaylistDialog } from "./dialogs.store.ts";
import css from "./versions-dialog.module.css";

const say = playlistTexts.versions;
const perPage = 50;

interface Versions {
  readonly versions: readonly PlaylistVersion[];
  readonly hasMore: boolean;
}

/** How a playlist looked after each change, what restoring one would change, and restoring it. */
export function VersionsDialog({ playlist }: { readonly playlist: Playlist }): ReactNode {
  const first = useResource("playlists.listVersions", {
    uuid: playlist.uuid,
    limit: perPage,
    before: null,
  });
  const [older, setOlder] = useState<Versions | null>(null);
  const listed = older ?? first.value ?? null;
  const { error } = first;
  const [chosenUuid, setChosenUuid] = useState<string | null>(null);
  /** The chosen version, once it is known that restoring it would change something. */
  const [restorableUuid, setRestorableUuid] = useState<string | null>(null);
  const [nowMs] = useState(() => Date.now());
  async function showOlder({ versions }: Versions): Promise<void> {
    const before = versions.at(-1)?.uuid ?? null;
    const answer = await request("playlists.listVersions", {
      uuid: playlist.uuid,
      limit: perPage,
      before,
    });
    setOlder({ versions: [...versions, ...answer.versions], hasMore: answer.hasMore });
  }

  async function restore(versionUuid: string): Promise<void> {
    const input = { uuid: playlist.uuid, versionUuid };
    const { changeUuid } = await request("playlists.restoreVersion", input);
    closePlaylistDialog();
    offerUndo(say.restored, [changeUuid]);
  }

  return (
    <Dialog
      isOpen
      onOpenChange={closePlaylistDialog}
      title={say.title(playlist.name)}
      size="large"
      footer={
        <>
          <Button onClick={closePlaylistDialog}>{texts.common.close}</Button>
          {mayEdit(playlist) && (
            <Button
              variant="primary"
              disabled={chosenUuid === null || chosenUuid !== restorableUuid}
              onClick={() => {
                if (chosenUuid !== null) attempt(() => restore(chosenUuid));
              }}
            >
              {say.restore}
            </Button>
          )}
        </>
      }
    >
      {error !== null && listed === null ? (
        <ErrorState title={say.failed} message={errorMessage(error)} onRetry={first.reload} />
      ) : (
        <div className={css["columns"]}>
          <div
            className={css["list"]}
            role="listbox"
            aria-label={say.label}
            tabIndex={-1}
            data-autofocus=""
            onKeyDown={stepThroughOptions}
          >
            {listed?.versions.length === 0 && <p className={css["none"]}>{say.empty}</p>}
            {listed?.versions.map((version, index) => (
              <button
                key={version.uuid}
                type="button"
                role="option"
                aria-selected={version.uuid === chosenUuid}
                tabIndex={
                  chosenUuid === version.uuid || (chosenUuid === null && index === 0) ? 0 : -1
                }
                className={classNames(css["version"], version.uuid === chosenUuid && css["chosen"])}
                onClick={() => setChosenUuid(version.uuid)}
                onFocus={(event) => {
                  if (event.target.matches(":focus-visible")) setChosenUuid(version.uuid);
                }}
              >
                <span className={css["summary"]}>{version.summary}</span>
                <span className={css["facts"]}>
                  {index === 0 && <b>{say.current}</b>}
                  <span title={formatDateTime(version.createdAt)}>
                    {formatAgo(version.createdAt, nowMs)}
                  </span>
                  <span>{version.actorName}</span>
                  <span>{say.songs(version.trackCount)}</span>
                </span>
              </button>
            ))}
            {listed?.hasMore === true && (
              <Button
                size="small"
                className={css["more"]}
                onClick={() => attempt(() => showOlder(listed))}
              >
                {say.more}
              </Button>
            )}
          </div>
          <div className={css["comparison"]}>
            {chosenUuid === null ? (
              <p className={css["none"]}>{say.choose}</p>
            ) : (
              <Comparison
                playlistUuid={playlist.uuid}
                versionUuid={chosenUuid}
                onDifferent={setRestorableUuid}
              />
            )}
          </div>
        </div>
      )}
    </Dialog>
  );
}

/** Arrows, Home and End walk through the list as through any other; what has the focus is what is compared. */
function stepThroughOptions(event: KeyboardEvent<HTMLElement>): void {
  const options = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=option]")];
  const at = options.findIndex((option) => option === document.activeElement);
  const goal = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: options.length - 1 }[event.key];
  if (goal === undefined) return;
  event.preventDefault();
  options[goal]?.focus();
}

function Comparison(props: {
  readonly playlistUuid: string;
  readonly versionUuid: string;
  readonly onDifferent: (versionUuid: string) => void;
}): ReactNode {
  const { playlistUuid, versionUuid, onDifferent } = props;
  const { value, error, isLoading } = useResource("playlists.compareVersion", {
    uuid: playlistUuid,
    versionUuid,
  });
  const isDifferent =
    !isLoading &&
    value !== undefined &&
    value.added.count + value.removed.count + value.moved.count + value.changed.count > 0;
  useEffect(() => {
    if (isDifferent) onDifferent(versionUuid);
  }, [isDifferent, versionUuid, onDifferent]);
  if (error !== null) return <p className={css["none"]}>{errorMessage(error)}</p>;
  if (value === undefined || isLoading) return <Skeleton width="60%" />;
  const { added, removed, moved, changed } = value;
  if (!isDifferent)
    return (
      <p className={css["none"]} role="status">
        {say.same}
      </p>
    );
  return (
    <div role="status">
      <Titles heading={say.comesBack(added.count)} sign="+" {...added} />
      <Titles heading={say.goes(removed.count)} sign="−" {...removed} />
      {moved.count > 0 && <h3 className={css["heading"]}>{say.moves(moved.count)}</h3>}
      {changed.count > 0 && <h3 className={css["heading"]}>{say.changes(changed.count)}</h3>}
    </div>
  );
}

function Titles(props: {
  readonly heading: string;
  readonly sign: "+" | "−";
  readonly count: number;
  readonly titles: readonly string[];
}): ReactNode {
  const { heading, sign, count, titles } = props;
  if (count === 0) return null;
  const others = count - titles.length;
  return (
    <section className={sign === "+" ? css["comes"] : css["goes"]}>
      <h3 className={css["heading"]}>{heading}</h3>
      <ul>
        {countTitles(titles).map(([title, times]) => (
          <li key={title}>
            <i aria-hidden="true">{sign}</i>
            {title}
            {times > 1 && ` × ${formatCount(times)}`}
          </li>
        ))}
        {others > 0 && <li>{say.others(others)}</li>}
      </ul>
    </section>
  );
}

/** The same title may come several times. */
function countTitles(titles: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const title of titles) counts.set(title, (counts.get(title) ?? 0) + 1);
  return [...counts];
}
