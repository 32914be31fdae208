import { Ellipsis, Folder, FolderX, RefreshCw } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { LibraryFolder } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { formatAgo, formatCounted } from "#renderer/lib/format.ts";
import { useIsAdmin } from "#renderer/lib/profile.ts";
import { texts } from "#renderer/lib/texts.ts";
import { errorMessage, showError } from "#renderer/lib/toasts.ts";
import { showUndoable } from "#renderer/lib/undo-toast.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { DropdownMenu } from "#renderer/ui/menu.tsx";
import { ErrorState } from "#renderer/ui/states.tsx";
import { Tooltip } from "#renderer/ui/tooltip.tsx";
import css from "./folder-list.module.css";
import { lastPart } from "./folder-path.ts";
import { folderTexts } from "./folder-texts.ts";
import { startScan } from "./scan.ts";

const say = folderTexts.list;

/** The watched folders: how many songs, whether they are there, when they were read; with their commands. */
export function FolderList(): ReactNode {
  const { value, error, reload } = useResource("library.listFolders", {}, [
    "library.changed",
    "tasks.changed",
  ]);
  const [removed, setRemoved] = useState<LibraryFolder | null>(null);
  if (value === undefined)
    return error === null ? null : <ErrorState message={errorMessage(error)} onRetry={reload} />;
  if (value.folders.length === 0) return <p className={css["none"]}>{say.none}</p>;
  return (
    <>
      <ul className={css["list"]} aria-label={say.label}>
        {value.folders.map((folder) => (
          <FolderRow key={folder.uuid} folder={folder} onRemove={setRemoved} />
        ))}
      </ul>
      {removed !== null && (
        <RemoveFolderDialog
          folder={removed}
          onClose={() => {
            setRemoved(null);
            reload();
          }}
        />
      )}
    </>
  );
}

interface FolderRowProps {
  readonly folder: LibraryFolder;
  readonly onRemove: (folder: LibraryFolder) => void;
}

function FolderRow({ folder, onRemove }: FolderRowProps): ReactNode {
  const isAdmin = useIsAdmin();
  const scan = (deep: boolean): void => startScan({ folderUuid: folder.uuid, deep });
  return (
    <li className={classNames(css["row"], !folder.isAvailable && css["away"])}>
      <span className={css["icon"]} aria-hidden="true">
        {folder.isAvailable ? <Folder /> : <FolderX />}
      </span>
      <div className={css["words"]}>
        <span className={css["path"]} title={folder.path}>
          {folder.path}
        </span>
        <span className={css["facts"]}>{factsOf(folder)}</span>
      </div>
      {!folder.isAvailable && (
        <Tooltip label={say.awayHint} side="top">
          <span className={css["badge"]}>{say.away}</span>
        </Tooltip>
      )}
      <IconButton
        label={say.rescan(folder.path)}
        disabled={!folder.isAvailable}
        onClick={() => scan(false)}
      >
        <RefreshCw />
      </IconButton>
      <DropdownMenu
        align="end"
        items={[
          {
            type: "action",
            label: say.quick,
            isDisabled: !folder.isAvailable,
            onSelect: () => scan(false),
          },
          {
            type: "action",
            label: say.deep,
            isDisabled: !folder.isAvailable,
            onSelect: () => scan(true),
          },
          { type: "separator" },
          {
            type: "action",
            label: say.remove,
            isDanger: true,
            isDisabled: !isAdmin,
            onSelect: () => onRemove(folder),
          },
        ]}
      >
        <IconButton label={say.more(folder.path)} hasTooltip={false}>
          <Ellipsis />
        </IconButton>
      </DropdownMenu>
    </li>
  );
}

function factsOf(folder: LibraryFolder): string {
  const facts = [formatCounted(folder.songCount, "song", "songs")];
  if (folder.issueCount > 0) facts.push(formatCounted(folder.issueCount, "problem", "problems"));
  facts.push(
    folder.lastScanAt === null
      ? say.neverScanned
      : say.scanned(formatAgo(folder.lastScanAt, Date.now())),
  );
  return facts.join(" · ");
}

interface RemoveFolderDialogProps {
  readonly folder: LibraryFolder;
  readonly onClose: () => void;
}

function RemoveFolderDialog({ folder, onClose }: RemoveFolderDialogProps): ReactNode {
  const [isRemoving, setRemoving] = useState(false);
  const name = lastPart(folder.path);
  async function remove(): Promise<void> {
    setRemoving(true);
    try {
      const { changeUuid } = await request("library.removeFolder", { uuid: folder.uuid });
      showUndoable(folderTexts.remove.done(name), [changeUuid]);
    } catch (thrown) {
      showError(thrown);
    }
    onClose();
  }
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      size="small"
      title={folderTexts.remove.title(name)}
      footer={
        <>
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button variant="danger" disabled={isRemoving} onClick={() => void remove()}>
            {folderTexts.remove.confirm}
          </Button>
        </>
      }
    >
      <p className={css["meaning"]}>
        {folderTexts.remove.description(formatCounted(folder.songCount, "song", "songs"))}
      </p>
    </Dialog>
  );
}
