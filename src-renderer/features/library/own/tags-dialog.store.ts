import { create } from "zustand";
import type { Selection } from "#shared/contract/index.ts";

/** The songs whose tags are being edited; null while the dialog is closed. */
export const useTagsDialog = create<{ selections: readonly Selection[] | null }>(() => ({
  selections: null,
}));

/** Opens the tags of songs for editing; needs `TagsDialog` in the document. */
export function editTagsOf(selections: readonly Selection[]): void {
  if (selections.length > 0) useTagsDialog.setState({ selections });
}

export function closeTagsDialog(): void {
  useTagsDialog.setState({ selections: null });
}
