import type { ReactNode } from "react";
import { assertNever } from "#shared/lib/assert-never.ts";
import { AddToDialog, DuplicatesDialog, NewPlaylistDialog } from "../add/add-dialogs.tsx";
import { DeleteFolderDialog } from "./delete-folder-dialog.tsx";
import { DetailsDialog } from "./details-dialog.tsx";
import { type PlaylistDialog, usePlaylistDialog } from "./dialogs.store.ts";
import { ExportDialog } from "./export-dialog.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import { ShareDialog } from "./share-dialog.tsx";
import { VersionsDialog } from "./versions-dialog.tsx";

/** The dialogs of playlists. Stands once in the shell; `openPlaylistDialog` opens them from anywhere. */
export function PlaylistDialogs(): ReactNode {
  const dialog = usePlaylistDialog();
  return dialog === null ? null : <Opened dialog={dialog} />;
}

function Opened({ dialog }: { readonly dialog: PlaylistDialog }): ReactNode {
  switch (dialog.kind) {
    case "details":
      return <DetailsDialog playlist={dialog.playlist} />;
    case "share":
      return <ShareDialog playlist={dialog.playlist} />;
    case "versions":
      return <VersionsDialog playlist={dialog.playlist} />;
    case "export":
      return <ExportDialog playlist={dialog.playlist} />;
    case "import":
      return <ImportDialog folderUuid={dialog.folderUuid} file={dialog.file} />;
    case "deleteFolder":
      return <DeleteFolderDialog folder={dialog.folder} contents={dialog.contents} />;
    case "addTo":
      return <AddToDialog selections={dialog.selections} />;
    case "newPlaylist":
      return <NewPlaylistDialog selections={dialog.selections} name={dialog.name} />;
    case "duplicates":
      return <DuplicatesDialog question={dialog.question} answer={dialog.answer} />;
    default:
      return assertNever(dialog);
  }
}
