import { type PointerEvent, useCallback, useState } from "react";
import { type Drag, grab as grabShared, type Point, useDropTarget } from "#renderer/lib/drag.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";

interface QueueDragOptions {
  readonly scroller: () => HTMLElement | null;
  readonly rowHeight: number;
  /** The first row that may be moved, and that others may be dropped before. */
  readonly firstIndex: number;
  /** What is known of a row; null: it cannot be dragged. */
  readonly songAt: (index: number) => { readonly uuid: string; readonly title: string } | null;
  /** Row `from` was dropped before row `to` (indexes before the move). */
  readonly onMove: (from: number, to: number) => void;
  /** Songs of another list were dropped. */
  readonly onAppend: (drag: Drag & { readonly type: "songs" }) => void;
}

interface Shown {
  /** Null: songs of another list. */
  readonly from: number | null;
  /** Where it would go in: before this row. */
  readonly to: number;
}

const origin = "queue";

/**
 * Dragging rows of the queue: within it an insertion line follows, anywhere else they are songs like any others. Rows are found
 * by what is under the pointer, so that windowing does not matter.
 */
export function useQueueDrag(options: QueueDragOptions): {
  readonly draggedIndex: number | null;
  readonly isTarget: boolean;
  readonly attributes: ReturnType<typeof useDropTarget>;
  readonly dropAt: (index: number, total: number) => "before" | "after" | null;
  readonly grab: (index: number, event: PointerEvent<HTMLElement>) => void;
} {
  const { scroller, rowHeight, firstIndex, songAt, onMove, onAppend } = options;
  const [shown, setShown] = useState<Shown | null>(null);

  function rowBefore(point: Point, from: number): number {
    const row = document.elementFromPoint(point.x, point.y)?.closest<HTMLElement>("[data-index]");
    if (row === undefined || row === null) return shown?.to ?? from;
    const { top } = row.getBoundingClientRect();
    const index = Number(row.dataset["index"]);
    return Math.max(firstIndex, point.y > top + rowHeight / 2 ? index + 1 : index);
  }

  const attributes = useDropTarget({
    over(drag, point) {
      if (drag.type !== "songs") return null;
      if (drag.origin !== origin) {
        setShown({ from: null, to: -1 });
        return playbackTexts.queue.dropHere;
      }
      const from = drag.ranges[0]?.from ?? 0;
      setShown({ from, to: rowBefore(point, from) });
      return "";
    },
    leave: () => setShown(null),
    drop(drag, point) {
      if (drag.type !== "songs") return;
      if (drag.origin !== origin) return onAppend(drag);
      const from = drag.ranges[0]?.from ?? 0;
      onMove(from, rowBefore(point, from));
    },
    scroller,
  });

  const grab = useCallback(
    (from: number, press: PointerEvent<HTMLElement>) => {
      grabShared(press, () => {
        const song = songAt(from);
        if (song === null) return null;
        return {
          type: "songs",
          label: song.title,
          count: 1,
          selections: [{ uuids: [song.uuid] }],
          // The song that plays has no place of its own to be moved to.
          origin: from < firstIndex ? "now playing" : origin,
          ranges: [{ from, to: from + 1 }],
        };
      });
    },
    [songAt, firstIndex],
  );

  function dropAt(index: number, total: number): "before" | "after" | null {
    if (shown === null || shown.from === null) return null;
    if (shown.to === shown.from || shown.to === shown.from + 1) return null;
    if (shown.to === index) return "before";
    return shown.to === total && index === total - 1 ? "after" : null;
  }
  return {
    draggedIndex: shown?.from ?? null,
    isTarget: shown !== null && shown.from === null,
    attributes,
    dropAt,
    grab,
  };
}
