import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useState } from "react";
import type { PlaylistEntry, SongRow } from "#shared/contract/index.ts";
import { isCancelled, request } from "#renderer/lib/bridge.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { formatClock } from "#renderer/lib/format.ts";
import { texts } from "#renderer/lib/texts.ts";
import { showError } from "#renderer/lib/toasts.ts";
import { Button } from "#renderer/ui/button.tsx";
import { coverText } from "#renderer/ui/cover-art.ts";
import { Cover } from "#renderer/ui/cover.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
import css from "./entry-dialogs.module.css";
import { attempt, offerUndo } from "./playlist-commands.ts";
import { playlistTexts } from "./playlists-texts.ts";

const say = playlistTexts;

interface NoteDialogProps {
  readonly entryUuid: string;
  readonly title: string;
  readonly note: string | null;
  readonly onClose: () => void;
}

/** A note on one entry of a playlist: why it is here, what to play after it. */
export function NoteDialog({ entryUuid, title, note, onClose }: NoteDialogProps): ReactNode {
  const [text, setText] = useState(note ?? "");
  async function save(): Promise<void> {
    const notes = text.trim() === "" ? null : text.trim();
    await request("playlists.updateTrack", { entryUuid, changes: { notes } });
    onClose();
  }
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={say.note.title(title)}
      size="small"
      footer={
        <>
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button variant="primary" onClick={() => attempt(save)}>
            {say.note.save}
          </Button>
        </>
      }
    >
      <textarea
        aria-label={say.note.label}
        className={css["area"]}
        rows={5}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) attempt(save);
        }}
      />
    </Dialog>
  );
}

const mostFound = 50;
const pauseMs = 150;

interface FindSongDialogProps {
  readonly entryUuid: string;
  readonly title: string;
  readonly source: PlaylistEntry["source"];
  readonly onClose: () => void;
}

/** Which song of the library an imported row means. */
export function FindSongDialog(props: FindSongDialogProps): ReactNode {
  const { entryUuid, title, source, onClose } = props;
  const [text, setText] = useState(title);
  const [at, setAt] = useState(0);
  const found = useFoundSongs(text);

  async function choose(song: SongRow | undefined): Promise<void> {
    if (song === undefined) return;
    const input = { entryUuid, songUuid: song.uuid };
    const { changeUuid } = await request("playlists.matchEntry", input);
    onClose();
    offerUndo(say.find.found(song.title), [changeUuid]);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "ArrowDown") setAt(Math.min((found?.length ?? 1) - 1, at + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (event.key === "Enter") attempt(() => choose(found?.[at]));
    else return;
    event.preventDefault();
  }

  return (
    <Dialog isOpen onOpenChange={onClose} title={say.find.title(title)}>
      <p className={css["said"]}>
        {say.find.said}:{" "}
        {[source?.title, source?.artist, source?.album].filter(Boolean).join(" · ")}
        {source?.location !== null && <small>{source?.location}</small>}
      </p>
      <TextField
        label={say.find.label}
        isLabelHidden
        icon={<Search aria-hidden="true" />}
        role="combobox"
        aria-expanded
        aria-controls="found-songs"
        aria-activedescendant={found?.[at] === undefined ? undefined : `found-song-${at}`}
        value={text}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="found-songs" role="listbox" aria-label={say.find.label} className={css["found"]}>
        {found?.map((song, index) => (
          <div
            key={song.uuid}
            id={`found-song-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={classNames(css["song"], index === at && css["at"])}
            onPointerMove={() => setAt(index)}
            onPointerUp={() => attempt(() => choose(song))}
          >
            <Cover coverKey={song.coverKey} text={coverText(song)} size={34} />
            <span className={css["words"]}>
              <b>{song.title}</b>
              <span>{[song.artist, song.album].filter(Boolean).join(" · ")}</span>
            </span>
            <span>{formatClock(song.durationSec)}</span>
          </div>
        ))}
        {found?.length === 0 && <div className={css["none"]}>{say.find.none}</div>}
      </div>
    </Dialog>
  );
}

/** The first songs that a search finds; null before the first answer. */
function useFoundSongs(text: string): readonly SongRow[] | null {
  const [found, setFound] = useState<readonly SongRow[] | null>(null);
  useEffect(() => {
    let isGone = false;
    async function search(): Promise<void> {
      const { snapshotId, total } = await request("songs.openView", {
        viewName: "find-song",
        query: quoted(text),
        sort: [{ key: "title", descending: false }],
      });
      const window = { snapshotId, offset: 0, limit: mostFound };
      const rows = total === 0 ? [] : (await request("songs.getWindow", window)).rows;
      if (!isGone) setFound(rows.filter((row): row is SongRow => row !== null));
    }
    const timer = setTimeout(() => {
      search().catch((error: unknown) => {
        if (!isCancelled(error)) showError(error);
      });
    }, pauseMs);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [text]);
  return found;
}

/** Titles hold signs that mean something to the query language: each word is looked for as it stands. */
function quoted(text: string): string {
  return text
    .split(/\s+/u)
    .map((word) => word.replaceAll('"', ""))
    .filter((word) => word !== "")
    .map((word) => `"${word}"`)
    .join(" ");
}
