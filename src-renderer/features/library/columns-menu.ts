import type { MenuItem } from "#renderer/ui/menu.tsx";
import {
  type ColumnState,
  defaultColumnState,
  defaultEntryColumnState,
  setColumnVisible,
  stepColumn,
} from "./column-state.ts";
import { columnDefinition, type ListKind } from "./columns.ts";
import { libraryTexts } from "./library-texts.ts";

/** The menu that shows, hides and (with Alt and the arrows) moves columns. */
export function columnsMenu(
  state: ColumnState,
  onChange: (change: (former: ColumnState) => ColumnState) => void,
  kind: ListKind = "songs",
): readonly MenuItem[] {
  const usual = kind === "entries" ? defaultEntryColumnState : defaultColumnState;
  const ids = state.columns.map((column) => column.id);
  return [
    { type: "label", label: libraryTexts.columns, hint: libraryTexts.columnsHint },
    ...state.columns.map(({ id, isVisible }): MenuItem => ({
      type: "check",
      label: columnDefinition(id).name,
      isChecked: isVisible,
      isDisabled: id === "title",
      onChange: (isChecked) => onChange((former) => setColumnVisible(former, id, isChecked)),
      onMove: (step) => onChange((former) => stepColumn(former, id, step, ids)),
    })),
    { type: "separator" },
    {
      type: "action",
      label: libraryTexts.resetColumns,
      onSelect: () => onChange(({ sort }) => ({ ...usual, sort })),
    },
  ];
}
