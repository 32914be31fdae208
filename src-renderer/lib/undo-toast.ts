import { request } from "./bridge.ts";
import { texts } from "./texts.ts";
import { showError, showToast } from "./toasts.ts";

/**
 * Says that something was done, with a button that takes it back.
 *
 * @param changeUuids as main answered them, oldest first; none of them: nothing was different, and nothing is said
 */
export function showUndoable(message: string, changeUuids: readonly (string | null)[]): void {
  const changes = changeUuids.filter((uuid) => uuid !== null);
  if (changes.length === 0) return;
  showToast({
    message,
    action: { label: texts.common.undo, run: () => void undoAll(changes).catch(showError) },
  });
}

async function undoAll(changeUuids: readonly string[]): Promise<void> {
  for (const uuid of changeUuids.toReversed()) await request("journal.undo", { uuid });
}
