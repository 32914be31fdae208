import type { Selection } from "#shared/contract/index.ts";
import { countIndexes, type IndexRanges, portionsOf } from "#shared/domain/library/index-ranges.ts";
import { request } from "#renderer/lib/bridge.ts";
import { isAdminNow } from "#renderer/lib/profile.ts";
import { texts } from "#renderer/lib/texts.ts";
import { showError, showToast } from "#renderer/lib/toasts.ts";
import { libraryTexts } from "./library-texts.ts";

/** What the contract takes in one selection. */
const maxRanges = 10_000;

/** The selection of ranges in one or more messages. Never empty. */
export function selectionsOf(snapshotId: string, ranges: IndexRanges): readonly Selection[] {
  return portionsOf(ranges, maxRanges).map((portion) => ({ snapshotId, ranges: [...portion] }));
}

export async function rateSongs(
  snapshotId: string,
  ranges: IndexRanges,
  rating: number | null,
): Promise<void> {
  for (const selection of selectionsOf(snapshotId, ranges))
    await request("songs.setRating", { selection, rating });
}

export async function favoriteSongs(
  snapshotId: string,
  ranges: IndexRanges,
  isFavorite: boolean,
): Promise<void> {
  for (const selection of selectionsOf(snapshotId, ranges))
    await request("songs.setFavorite", { selection, isFavorite });
}

/** Takes songs out of the library and offers to put them back. */
export async function removeSongs(snapshotId: string, ranges: IndexRanges): Promise<void> {
  if (countIndexes(ranges) === 0) return;
  if (!isAdminNow()) {
    showToast({ message: libraryTexts.removeOnlyAdmins, tone: "bad" });
    return;
  }
  const changeUuids: string[] = [];
  let removed = 0;
  for (const selection of selectionsOf(snapshotId, ranges)) {
    const answer = await request("songs.removeFromLibrary", { selection });
    if (answer.changeUuid !== null) changeUuids.push(answer.changeUuid);
    removed += answer.removed;
  }
  showToast({
    message: libraryTexts.removed(removed),
    action: { label: texts.common.undo, run: () => void restoreSongs(changeUuids, removed) },
  });
}

async function restoreSongs(changeUuids: readonly string[], count: number): Promise<void> {
  try {
    for (const uuid of changeUuids) await request("journal.undo", { uuid });
    showToast({ message: libraryTexts.restored(count), tone: "good", durationMs: 4000 });
  } catch (error) {
    showError(error);
  }
}
