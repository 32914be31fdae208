import { ListMusic, Plus, Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import type { Selection } from "#shared/contract/index.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { texts } from "#renderer/lib/texts.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { Switch } from "#renderer/ui/switch.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
import {
  closePlaylistDialog,
  type DuplicatesAnswer,
  type DuplicatesQuestion,
} from "../dialogs/dialogs.store.ts";
import { attempt } from "../playlist-commands.ts";
import { addablePlaylists, usePlaylists } from "../playlists.store.ts";
import { playlistTexts } from "../playlists-texts.ts";
import css from "./add-dialogs.module.css";
import { addSongs, createWithSongs } from "./add-songs.ts";

const say = playlistTexts;

/** Asks for a name, then makes the playlist. */
export function NewPlaylistDialog(props: {
  readonly selections: readonly Selection[];
  readonly name: string;
}): ReactNode {
  const [name, setName] = useState(props.name);
  const trimmed = name.trim();
  function create(): void {
    if (trimmed === "") return;
    closePlaylistDialog();
    attempt(() => createWithSongs(trimmed, props.selections));
  }
  return (
    <Dialog
      isOpen
      onOpenChange={closePlaylistDialog}
      title={say.newName.title}
      size="small"
      footer={
        <>
          <Button onClick={closePlaylistDialog}>{texts.common.cancel}</Button>
          <Button variant="primary" disabled={trimmed === ""} onClick={create}>
            {say.newName.create}
          </Button>
        </>
      }
    >
      <TextField
        label={say.newName.label}
        value={name}
        maxLength={255}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && create()}
      />
    </Dialog>
  );
}

/** Finds one of many playlists by typing. */
export function AddToDialog({
  selections,
}: {
  readonly selections: readonly Selection[];
}): ReactNode {
  usePlaylists();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const wanted = text.trim().toLowerCase();
  const found = addablePlaylists().filter(({ name }) => name.toLowerCase().includes(wanted));
  const canCreate = wanted !== "" && !found.some(({ name }) => name.toLowerCase() === wanted);
  const choices = found.length + (canCreate ? 1 : 0);

  function choose(index: number): void {
    const playlist = found[index];
    closePlaylistDialog();
    if (playlist !== undefined) attempt(() => addSongs(playlist, selections));
    else if (canCreate) attempt(() => createWithSongs(text.trim(), selections));
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      const next = Math.max(0, Math.min(choices - 1, at + step));
      setAt(next);
      list.current?.children[next]?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") choose(at);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog isOpen onOpenChange={closePlaylistDialog} title={say.add.dialogTitle} size="small">
      <TextField
        label={say.add.search}
        isLabelHidden
        placeholder={say.add.search}
        icon={<Search aria-hidden="true" />}
        role="combobox"
        aria-expanded
        aria-controls="playlist-choices"
        aria-activedescendant={choices === 0 ? undefined : `playlist-choice-${at}`}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id="playlist-choices" role="listbox" className={css["choices"]}>
        {found.map((playlist, index) => (
          <div
            key={playlist.uuid}
            id={`playlist-choice-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={classNames(css["choice"], index === at && css["at"])}
            onPointerMove={() => setAt(index)}
            onPointerUp={() => choose(index)}
          >
            <ListMusic aria-hidden="true" />
            <span className={css["name"]}>{playlist.name}</span>
            <span className={css["count"]}>{say.tree.songs(playlist.trackCount)}</span>
          </div>
        ))}
        {canCreate && (
          <div
            id={`playlist-choice-${found.length}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === found.length}
            className={classNames(css["choice"], at === found.length && css["at"])}
            onPointerMove={() => setAt(found.length)}
            onPointerUp={() => choose(found.length)}
          >
            <Plus aria-hidden="true" />
            <span className={css["name"]}>{say.add.createNamed(text.trim())}</span>
          </div>
        )}
      </div>
      {choices === 0 && <p className={css["none"]}>{say.add.none}</p>}
    </Dialog>
  );
}

/** Some of the songs stand there already: leave those out, add all, or nothing. */
export function DuplicatesDialog(props: {
  readonly question: DuplicatesQuestion;
  readonly answer: (answer: DuplicatesAnswer | null) => void;
}): ReactNode {
  const { count, titles, playlistName } = props.question;
  const [isRemembered, setRemembered] = useState(false);
  const others = count - titles.length;
  return (
    <Dialog
      isOpen
      onOpenChange={closePlaylistDialog}
      title={say.duplicates.title(playlistName)}
      description={say.duplicates.body(count)}
      size="small"
      footer={
        <>
          <Button onClick={closePlaylistDialog}>{texts.common.cancel}</Button>
          <Button onClick={() => props.answer({ choice: "add", isRemembered })}>
            {say.duplicates.add}
          </Button>
          <Button
            variant="primary"
            data-autofocus
            onClick={() => props.answer({ choice: "skip", isRemembered })}
          >
            {say.duplicates.skip}
          </Button>
        </>
      }
    >
      <ul className={css["titles"]}>
        {[...new Set(titles)].map((title) => (
          <li key={title}>{title}</li>
        ))}
        {others > 0 && <li className={css["others"]}>{say.duplicates.others(others)}</li>}
      </ul>
      <Switch label={say.duplicates.remember} isOn={isRemembered} onChange={setRemembered} />
    </Dialog>
  );
}
