import { create } from "zustand";
import { request } from "#renderer/lib/bridge.ts";
import { isAdminNow } from "#renderer/lib/profile.ts";
import { showError, showToast } from "#renderer/lib/toasts.ts";
import { showUndoable } from "#renderer/lib/undo-toast.ts";
import { lastPart } from "./folder-path.ts";
import { folderTexts } from "./folder-texts.ts";

interface AddFolderState {
  readonly isOpen: boolean;
  /** Name of a folder that was dropped: a page learns its name, never its place. */
  readonly droppedName: string | null;
}

const useStore = create<AddFolderState>(() => ({ isOpen: false, droppedName: null }));

export const useAddFolderState = useStore;

/** Adds a folder: with the system's dialog where there is one, else with our own. */
export async function openAddFolder(droppedName: string | null = null): Promise<void> {
  if (!isAdminNow()) {
    showToast({ message: folderTexts.firstRun.onlyAdmins, tone: "bad" });
    return;
  }
  try {
    const { canPickFolder } = await request("app.getInfo", {});
    if (!canPickFolder) {
      useStore.setState({ isOpen: true, droppedName });
      return;
    }
    const { path } = await request("library.pickFolder", {});
    if (path !== null) await addFolder(path);
  } catch (thrown) {
    showError(thrown);
  }
}

export function closeAddFolder(): void {
  useStore.setState({ isOpen: false, droppedName: null });
}

/** Watches a folder and starts reading it. Rejects with main's sentence when it cannot. */
export async function addFolder(path: string): Promise<void> {
  const { folder, changeUuid } = await request("library.addFolder", { path });
  showUndoable(folderTexts.add.added(lastPart(folder.path)), [changeUuid]);
}
