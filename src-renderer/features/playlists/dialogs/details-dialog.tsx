import { ImagePlus, Trash2 } from "lucide-react";
import { type ChangeEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { Playlist } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { texts } from "#renderer/lib/texts.ts";
import { errorMessage, showError } from "#renderer/lib/toasts.ts";
import { uploadFile } from "#renderer/lib/upload.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { ProgressBar } from "#renderer/ui/states.tsx";
import { Switch } from "#renderer/ui/switch.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
import { PlaylistCover } from "../header/playlist-cover.tsx";
import { offerUndo } from "../playlist-commands.ts";
import { reloadPlaylists } from "../playlists.store.ts";
import { playlistTexts } from "../playlists-texts.ts";
import css from "./details-dialog.module.css";
import { closePlaylistDialog } from "./dialogs.store.ts";
import { squarePicture } from "./square-picture.ts";

const say = playlistTexts.details;

/** Name, description, picture, and who may see and change a playlist. */
export function DetailsDialog({ playlist }: { readonly playlist: Playlist }): ReactNode {
  const [name, setName] = useState(playlist.name);
  const [description, setDescription] = useState(playlist.description ?? "");
  const [isPublic, setPublic] = useState(playlist.isPublic);
  const [isCollaborative, setCollaborative] = useState(playlist.isCollaborative);
  /** Undefined: as it is. Null: the mosaic. */
  const [picture, setPicture] = useState<Blob | null | undefined>(undefined);
  const [problem, setProblem] = useState<string | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const isSmart = playlist.kind === "smart";

  async function save(): Promise<void> {
    setProblem(null);
    try {
      if (picture instanceof Blob) setShare(0);
      const cover =
        picture instanceof Blob ? await uploadFile(picture, setShare) : (picture ?? undefined);
      const { changeUuid } = await request("playlists.update", {
        uuid: playlist.uuid,
        changes: {
          name: name.trim(),
          description: description.trim() === "" ? null : description.trim(),
          isPublic,
          ...(isSmart ? {} : { isCollaborative }),
          ...(picture === undefined ? {} : { coverTransferUuid: cover ?? null }),
        },
      });
      closePlaylistDialog();
      await reloadPlaylists();
      if (changeUuid !== null) offerUndo(say.saved(name.trim()), [changeUuid]);
    } catch (thrown) {
      setProblem(errorMessage(thrown));
      setShare(null);
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={closePlaylistDialog}
      title={say.title}
      footer={
        <>
          <Button onClick={closePlaylistDialog}>{texts.common.cancel}</Button>
          <Button
            variant="primary"
            disabled={name.trim() === "" || share !== null}
            onClick={() => void save()}
          >
            {say.save}
          </Button>
        </>
      }
    >
      <div className={css["columns"]}>
        <CoverChoice playlist={playlist} picture={picture} onChange={setPicture} />
        <div className={css["fields"]}>
          <TextField
            label={say.name}
            value={name}
            maxLength={255}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && name.trim() !== "") void save();
            }}
          />
          <label className={css["label"]}>
            {say.description}
            <textarea
              className={css["area"]}
              value={description}
              maxLength={4000}
              rows={3}
              onChange={(event) => setDescription(event.target.value)}
            />
          </label>
          <div className={css["switch"]}>
            <Switch label={say.public} isOn={isPublic} onChange={setPublic} />
            <p>{say.publicHint}</p>
          </div>
          {!isSmart && (
            <div className={css["switch"]}>
              <Switch
                label={say.collaborative}
                isOn={isCollaborative}
                onChange={setCollaborative}
              />
              <p>{say.collaborativeHint}</p>
            </div>
          )}
        </div>
      </div>
      {share !== null && <ProgressBar label={say.cover} value={share} />}
      {problem !== null && (
        <p role="alert" className={css["problem"]}>
          {problem}
        </p>
      )}
    </Dialog>
  );
}

interface CoverChoiceProps {
  readonly playlist: Playlist;
  readonly picture: Blob | null | undefined;
  readonly onChange: (picture: Blob | null) => void;
}

function CoverChoice({ playlist, picture, onChange }: CoverChoiceProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const preview = usePreview(picture ?? null);
  const hasOwn = picture === undefined ? playlist.coverKey !== null : picture !== null;

  async function choose(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [file] = event.target.files ?? [];
    event.target.value = "";
    if (file !== undefined) onChange(await squarePicture(file));
  }

  return (
    <div className={css["cover"]}>
      {preview === null ? (
        <PlaylistCover
          playlist={picture === null ? { ...playlist, coverKey: null } : playlist}
          size={176}
        />
      ) : (
        <img src={preview} alt="" className={css["preview"]} />
      )}
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        aria-label={say.cover}
        hidden
        onChange={(event) => void choose(event).catch(showError)}
      />
      <Button size="small" icon={<ImagePlus />} onClick={() => input.current?.click()}>
        {say.chooseCover}
      </Button>
      {hasOwn && (
        <Button size="small" variant="quiet" icon={<Trash2 />} onClick={() => onChange(null)}>
          {say.removeCover}
        </Button>
      )}
      <p className={css["hint"]}>{say.coverHint}</p>
    </div>
  );
}

/** The chosen picture as an address, given back when it is no longer shown. */
function usePreview(picture: Blob | null): string | null {
  const address = useMemo(
    () => (picture === null ? null : URL.createObjectURL(picture)),
    [picture],
  );
  useEffect(() => {
    if (address === null) return undefined;
    return () => URL.revokeObjectURL(address);
  }, [address]);
  return address;
}
