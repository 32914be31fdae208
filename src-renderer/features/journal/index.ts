/** Undo, redo and the history of changes: what pages and the shell may use of it. */
export { ChangeFilterBar } from "./changes/change-filter-bar.tsx";
export { type ChangeFilter, isFiltered, journalFilter, noFilter } from "./changes/change-filter.ts";
export { ChangesList } from "./changes/changes-list.tsx";
export { useChanges } from "./changes/use-changes.ts";
export { journalTexts } from "./journal-texts.ts";
export { redoKeys, UndoButtons, undoKeys } from "./undo-buttons.tsx";
export { redo, startUndo, undo } from "./undo.ts";
