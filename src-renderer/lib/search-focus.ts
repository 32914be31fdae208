/** Marks the one search field, so that keys and menus anywhere find it. */
export const searchFieldId = "segue-search";

/** Puts the cursor into the search field with its text selected, ready to be overwritten. */
export function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>(`#${searchFieldId} input`);
  field?.focus();
  field?.select();
}
