import type { ReactNode } from "react";
import type { PlaylistFolder } from "#shared/contract/index.ts";
import { texts } from "#renderer/lib/texts.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { attempt, deleteFolder } from "../playlist-commands.ts";
import { playlistTexts } from "../playlists-texts.ts";
import { closePlaylistDialog } from "./dialogs.store.ts";

const say = playlistTexts.deleteFolder;

/** A folder with something in it: does that go too? */
export function DeleteFolderDialog(props: {
  readonly folder: PlaylistFolder;
  readonly contents: number;
}): ReactNode {
  function remove(withContents: boolean): void {
    closePlaylistDialog();
    attempt(() => deleteFolder(props.folder, withContents));
  }
  return (
    <Dialog
      isOpen
      onOpenChange={closePlaylistDialog}
      title={say.title(props.folder.name)}
      size="small"
      footer={
        <>
          <Button onClick={closePlaylistDialog}>{texts.common.cancel}</Button>
          <Button variant="danger" onClick={() => remove(true)}>
            {say.all}
          </Button>
          <Button variant="primary" data-autofocus onClick={() => remove(false)}>
            {say.keep}
          </Button>
        </>
      }
    >
      <p>{say.body(props.contents)}</p>
    </Dialog>
  );
}
