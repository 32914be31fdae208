import { Columns3 } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { columnsMenu } from "#renderer/features/library/columns-menu.ts";
import {
  type ColumnState,
  sanitiseEntryColumnState,
} from "#renderer/features/library/column-state.ts";
import type { ListSortOrder } from "#renderer/features/library/columns.ts";
import { libraryTexts } from "#renderer/features/library/library-texts.ts";
import { useUiState } from "#renderer/lib/ui-state.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { DropdownMenu } from "#renderer/ui/menu.tsx";

export interface EntryColumns {
  readonly state: ColumnState;
  readonly change: (change: (former: ColumnState) => ColumnState) => void;
  readonly isLoaded: boolean;
}

/** Columns are arranged once for all playlists; each is looked at in an order of its own, which is not kept. */
export function useEntryColumns(
  initialSort: readonly ListSortOrder[],
  isShared: boolean,
): EntryColumns {
  const [arranged, arrange, isLoaded] = useUiState("playlist.columns", sanitiseEntryColumnState);
  const [sort, setSort] = useState(initialSort);
  const state = useMemo(
    () => ({ ...(isShared ? arranged : withoutAdders(arranged)), sort }),
    [arranged, sort, isShared],
  );
  const change = useCallback(
    (update: (former: ColumnState) => ColumnState) => {
      const next = update(state);
      if (next.sort !== state.sort) setSort(next.sort);
      if (next.columns !== state.columns || next.isUntouched !== state.isUntouched)
        arrange(() => ({ ...next, sort: [] }));
    },
    [arrange, state],
  );
  return { state, change, isLoaded };
}

/** Whoever is alone in a playlist knows who added the songs; a column that was asked for stays. */
function withoutAdders(state: ColumnState): ColumnState {
  if (!state.isUntouched) return state;
  const columns = state.columns.map((column) =>
    column.id === "addedBy" ? { ...column, isVisible: false } : column,
  );
  return { ...state, columns };
}

export function EntryColumnsButton({ columns }: { readonly columns: EntryColumns }): ReactNode {
  return (
    <DropdownMenu align="end" items={columnsMenu(columns.state, columns.change, "entries")}>
      <IconButton label={libraryTexts.columns} hasTooltip={false}>
        <Columns3 />
      </IconButton>
    </DropdownMenu>
  );
}
