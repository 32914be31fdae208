import { useState } from "react";
import { type Drag, type Point, useDropTarget } from "#renderer/lib/drag.ts";
import type { VirtualRowsHandle } from "#renderer/ui/virtual-rows.tsx";

export const rowPx = 36;
export const headerPx = 34;

/** What happens with things dropped between the rows of a list. */
export interface RowsDrop {
  /** What a drop would do, in words; null: refused. */
  readonly hint: (drag: Drag) => string | null;
  /** Dropped before row `beforeIndex`, or at the end when that is the number of rows. */
  readonly drop: (drag: Drag, beforeIndex: number) => void;
}

/** The insertion line between the rows, and what is dropped there. */
export function useRowsDrop(
  rowsDrop: RowsDrop | undefined,
  rows: { current: VirtualRowsHandle | null },
  total: number,
): {
  readonly dropIndex: number | null;
  readonly attributes: ReturnType<typeof useDropTarget> | undefined;
} {
  const [dropIndex, setDropIndex] = useState<number | null>(null);
  const attributes = useDropTarget({
    over(drag, point) {
      const hint = rowsDrop?.hint(drag) ?? null;
      setDropIndex(hint === null ? null : indexBefore(point, rows.current?.element(), total));
      return hint;
    },
    leave: () => setDropIndex(null),
    drop: (drag, point) => rowsDrop?.drop(drag, indexBefore(point, rows.current?.element(), total)),
    scroller: () => rows.current?.element() ?? null,
  });
  return { dropIndex, attributes: rowsDrop === undefined ? undefined : attributes };
}

/** The row before which something at `point` goes in. */
function indexBefore(point: Point, table: HTMLElement | null | undefined, total: number): number {
  const element = document.elementFromPoint(point.x, point.y);
  const row = element?.closest<HTMLElement>("[data-index]");
  if (row === null || row === undefined) {
    const headBottom = (table?.getBoundingClientRect().top ?? 0) + headerPx;
    return point.y < headBottom ? firstInSight(table) : total;
  }
  const { top } = row.getBoundingClientRect();
  return Number(row.dataset["index"]) + (point.y > top + rowPx / 2 ? 1 : 0);
}

function firstInSight(table: HTMLElement | null | undefined): number {
  return Math.floor((table?.scrollTop ?? 0) / rowPx);
}

/** Which edge of the row at `index` carries the insertion line. */
export function insertionAt(
  index: number,
  dropIndex: number | null,
  total: number,
): "before" | "after" | null {
  if (dropIndex === index) return "before";
  return dropIndex === total && index === total - 1 ? "after" : null;
}
