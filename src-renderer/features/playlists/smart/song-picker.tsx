import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from "react";
import type { SongRow } from "#shared/contract/index.ts";
import { isCancelled, request } from "#renderer/lib/bridge.ts";
import { formatClock } from "#renderer/lib/format.ts";
import { showError } from "#renderer/lib/toasts.ts";
import { coverText } from "#renderer/ui/cover-art.ts";
import { Cover } from "#renderer/ui/cover.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
import { smartTexts } from "./smart-texts.ts";
import css from "./song-picker.module.css";

const patienceMs = 150;
const shownSongs = 20;
const viewName = "song-picker";

/** Finds one song of the library by typing: combobox with the first that match. */
export function SongPicker({
  onChoose,
}: {
  readonly onChoose: (song: SongRow) => void;
}): ReactNode {
  const id = useId();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const rows = useFoundSongs(text);
  const shown = rows ?? [];

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing || shown.length === 0) return;
    if (event.key === "ArrowDown") setActive((active + 1) % shown.length);
    else if (event.key === "ArrowUp") setActive((active - 1 + shown.length) % shown.length);
    else if (event.key === "Enter") {
      const chosen = shown[active];
      if (chosen !== undefined) onChoose(chosen);
    } else return;
    event.preventDefault();
  }

  return (
    <div className={css["picker"]}>
      <TextField
        label={smartTexts.why.ask}
        placeholder={smartTexts.why.placeholder}
        icon={<Search aria-hidden="true" />}
        value={text}
        maxLength={1000}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-songs`}
        aria-activedescendant={shown.length > 0 ? `${id}-${active}` : undefined}
      />
      <div id={`${id}-songs`} role="listbox" tabIndex={-1} aria-label={smartTexts.why.ask}>
        {shown.map((song, index) => (
          <div
            key={song.uuid}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={css["song"]}
            onClick={() => onChoose(song)}
            onKeyDown={undefined}
          >
            <Cover coverKey={song.coverKey} text={coverText(song)} size={32} />
            <span className={css["names"]}>
              <span>{song.title}</span>
              <span>{[song.artist, song.album].filter(Boolean).join(" · ")}</span>
            </span>
            <span className={css["time"]}>{formatClock(song.durationSec)}</span>
          </div>
        ))}
      </div>
      {rows !== null && rows.length === 0 && <p role="status">{smartTexts.why.noSong}</p>}
    </div>
  );
}

/** The first songs that a search finds; null before the first answer. */
function useFoundSongs(text: string): readonly SongRow[] | null {
  const [rows, setRows] = useState<readonly SongRow[] | null>(null);
  useEffect(() => {
    let isGone = false;
    async function find(): Promise<void> {
      try {
        // Words only: somebody who looks for one song does not mean a query.
        const words = text.trim().replaceAll('"', " ");
        const query =
          words === ""
            ? ""
            : words
                .split(/\s+/u)
                .map((word) => `"${word}"`)
                .join(" ");
        const sort = [{ key: "title" as const, descending: false }];
        const { snapshotId } = await request("songs.openView", { viewName, query, sort });
        const window = await request("songs.getWindow", {
          snapshotId,
          offset: 0,
          limit: shownSongs,
        });
        if (!isGone) setRows(window.rows.filter((row) => row !== null));
      } catch (error) {
        if (!isGone && !isCancelled(error)) showError(error);
      }
    }
    const timer = setTimeout(() => void find(), patienceMs);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [text]);
  useEffect(() => () => void request("songs.closeView", { viewName }).catch(() => undefined), []);
  return rows;
}
