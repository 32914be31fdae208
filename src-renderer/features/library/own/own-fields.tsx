import { EyeOff } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import type { SongDetail } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { showError } from "#renderer/lib/toasts.ts";
import { showUndoable } from "#renderer/lib/undo-toast.ts";
import { Button } from "#renderer/ui/button.tsx";
import { ChipsInput } from "#renderer/ui/chips-input.tsx";
import css from "./own.module.css";
import { editTag, hideSongs } from "./own-actions.ts";
import { ownTexts } from "./own-texts.ts";

interface OwnFieldsProps {
  readonly song: SongDetail;
  readonly onChanged: () => void;
}

/** What this profile says of a song for itself: tags, notes, and whether it is hidden. */
export function OwnFields({ song, onChanged }: OwnFieldsProps): ReactNode {
  const selections = [{ uuids: [song.uuid] }];
  const run = (action: Promise<void>): void => void action.then(onChanged, showError);
  return (
    <section className={css["own"]} aria-label={ownTexts.title}>
      <h4>{ownTexts.title}</h4>
      <div className={css["row"]}>
        <span aria-hidden="true">{ownTexts.tags}</span>
        <ChipsInput
          label={ownTexts.tags}
          placeholder={ownTexts.addTag}
          maxLength={100}
          suggestFrom="tag"
          chips={song.tags.map((value) => ({ value }))}
          removeLabel={ownTexts.removeTag}
          onAdd={(tag) => run(editTag(selections, tag, "add"))}
          onRemove={(tag) => run(editTag(selections, tag, "remove"))}
        />
      </div>
      <Notes song={song} onChanged={onChanged} />
      {song.isHidden && (
        <p className={css["hidden"]}>
          <EyeOff aria-hidden="true" />
          <span>{ownTexts.isHidden}</span>
          <Button size="small" onClick={() => run(hideSongs(selections, false))}>
            {ownTexts.unhide}
          </Button>
        </p>
      )}
    </section>
  );
}

function Notes({ song, onChanged }: OwnFieldsProps): ReactNode {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);

  async function save(text: string): Promise<void> {
    const notes = text.trim() === "" ? null : text;
    if (notes === song.notes) return;
    const { changeUuid } = await request("songs.setNotes", { uuid: song.uuid, notes });
    showUndoable(ownTexts.notesSaved, [changeUuid]);
    onChanged();
  }

  return (
    <div className={css["row"]}>
      <label htmlFor={id}>{ownTexts.notes}</label>
      <textarea
        id={id}
        className={css["notes"]}
        rows={3}
        maxLength={10_000}
        placeholder={ownTexts.notesPlaceholder}
        value={draft ?? song.notes ?? ""}
        onChange={(event) => setDraft(event.target.value)}
        // Kept when the field is left: no button to forget.
        onBlur={() => {
          if (draft !== null) save(draft).then(() => setDraft(null), showError);
        }}
      />
    </div>
  );
}
