import { memo, type ReactNode } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import { Skeleton } from "#renderer/ui/states.tsx";
import type { LaidOutColumn } from "./column-state.ts";
import { columnDefinition } from "./columns.ts";
import { CellContent, type CellProps, unavailableReason } from "./song-cells.tsx";
import css from "./song-table.module.css";
import type { LoadedRow } from "./song-windows.ts";

export interface SongRowProps extends Omit<CellProps, "id" | "song"> {
  readonly row: LoadedRow;
  readonly columns: readonly LaidOutColumn[];
  readonly isSelected: boolean;
  /** Has the keyboard's focus within the table. */
  readonly isLead: boolean;
  /** Names its neighbours' state, so that a block of selected rows is drawn as one. */
  readonly isAboveSelected: boolean;
  readonly isBelowSelected: boolean;
  /** Where the insertion line of a drag stands. */
  readonly drop: "before" | "after" | null;
}

export function rowElementId(index: number): string {
  return `song-row-${index}`;
}

/** One line of the table. Memoised: scrolling and selecting redraw only the rows that changed. */
export const SongTableRow = memo(function SongTableRow(props: SongRowProps): ReactNode {
  const { row, columns, index, isSelected, isLead, isCurrent } = props;
  const isLoaded = row !== undefined && row !== null;
  return (
    <div
      id={rowElementId(index)}
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-busy={row === undefined}
      className={classNames(
        css["row"],
        isSelected && css["selected"],
        isSelected && props.isAboveSelected && css["joined-above"],
        isSelected && props.isBelowSelected && css["joined-below"],
        isLead && css["lead"],
        isCurrent && css["current"],
        props.drop !== null && css[`insert-${props.drop}`],
        isLoaded && unavailableReason(row) !== null && css["away"],
      )}
    >
      {columns.map(({ id }) => {
        const { align } = columnDefinition(id);
        return (
          <div
            key={id}
            role="gridcell"
            data-column={id}
            className={classNames(css["cell"], css[align], id === "title" && css["title"])}
          >
            {isLoaded ? (
              <CellContent {...props} id={id} song={row} />
            ) : (
              row === undefined && <SkeletonCell id={id} index={index} />
            )}
          </div>
        );
      })}
    </div>
  );
});

/** Grey bars of uneven length, the same for the same row, where a song is still coming. */
function SkeletonCell({
  id,
  index,
}: {
  readonly id: LaidOutColumn["id"];
  readonly index: number;
}): ReactNode {
  if (id === "isFavorite") return null;
  const { isFlexible } = columnDefinition(id);
  const percent = isFlexible ? 35 + ((index * 37 + id.length * 11) % 40) : 60;
  return (
    <>
      {id === "title" && (
        <Skeleton width={26} height={26} className={css["cover-skeleton"] ?? ""} />
      )}
      <Skeleton width={`${percent}%`} />
    </>
  );
}
