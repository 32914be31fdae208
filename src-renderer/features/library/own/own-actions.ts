import type { Selection } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { showUndoable } from "#renderer/lib/undo-toast.ts";
import { ownTexts } from "./own-texts.ts";

/** Hides songs from one's lists, or shows them again; offers to take it back. */
export async function hideSongs(
  selections: readonly Selection[],
  isHidden: boolean,
): Promise<void> {
  let changed = 0;
  const changeUuids: (string | null)[] = [];
  for (const selection of selections) {
    const answer = await request("songs.setHidden", { selection, isHidden });
    changed += answer.changed;
    changeUuids.push(answer.changeUuid);
  }
  showUndoable(isHidden ? ownTexts.hidden(changed) : ownTexts.unhidden(changed), changeUuids);
}

/** Puts one tag on songs or takes it from them. */
export async function editTag(
  selections: readonly Selection[],
  tag: string,
  action: "add" | "remove",
): Promise<void> {
  let changed = 0;
  const changeUuids: (string | null)[] = [];
  for (const selection of selections) {
    const answer = await request("songs.editTags", {
      selection,
      add: action === "add" ? [tag] : [],
      remove: action === "remove" ? [tag] : [],
    });
    changed += answer.changed;
    changeUuids.push(answer.changeUuid);
  }
  const say = action === "add" ? ownTexts.tagged : ownTexts.untagged;
  showUndoable(say(tag, changed), changeUuids);
}
