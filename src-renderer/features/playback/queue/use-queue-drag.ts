import { type PointerEvent, useCallback, useEffect, useRef, useState } from "react";

interface QueueDragOptions {
  readonly scroller: () => HTMLElement | null;
  readonly rowHeight: number;
  /** The first row that may be moved, and that others may be dropped before. */
  readonly firstIndex: number;
  /** Row `from` was dropped before row `to` (indexes before the move). */
  readonly onMove: (from: number, to: number) => void;
}

interface Drag {
  readonly from: number;
  /** Where it would go in: before this row. */
  readonly to: number;
}

/** A press becomes a drag after this many pixels. */
const startDistance = 5;
const edge = 44;
const scrollPerFrame = 10;

/**
 * Dragging a row of the queue with the pointer: an insertion line follows, the list scrolls at its edges, Escape gives up.
 * Rows are found by what is under the pointer, so that windowing does not matter.
 */
export function useQueueDrag({ scroller, rowHeight, firstIndex, onMove }: QueueDragOptions): {
  readonly draggedIndex: number | null;
  readonly dropAt: (index: number, total: number) => "before" | "after" | null;
  readonly grab: (index: number, event: PointerEvent<HTMLElement>) => void;
} {
  const [drag, setDrag] = useState<Drag | null>(null);
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  const grab = useCallback(
    (from: number, press: PointerEvent<HTMLElement>) => {
      if (press.button !== 0 || from < firstIndex) return;
      const startY = press.clientY;
      let pointerX = press.clientX;
      let pointerY = startY;
      let to = from;
      let isDragging = false;
      let frame: number | null = null;

      function aim(): void {
        const row = document
          .elementFromPoint(pointerX, pointerY)
          ?.closest<HTMLElement>("[data-index]");
        if (row === undefined || row === null) return;
        const { top } = row.getBoundingClientRect();
        const index = Number(row.dataset["index"]);
        to = Math.max(firstIndex, pointerY > top + rowHeight / 2 ? index + 1 : index);
        setDrag({ from, to });
      }
      function scrollAtEdges(): void {
        frame = requestAnimationFrame(scrollAtEdges);
        const list = scroller();
        if (list === null) return;
        const { top, bottom } = list.getBoundingClientRect();
        if (pointerY < top + edge) list.scrollTop -= scrollPerFrame;
        else if (pointerY > bottom - edge) list.scrollTop += scrollPerFrame;
        else return;
        aim();
      }
      function onPointerMove(event: globalThis.PointerEvent): void {
        pointerX = event.clientX;
        pointerY = event.clientY;
        if (!isDragging && Math.abs(pointerY - startY) < startDistance) return;
        if (!isDragging) scrollAtEdges();
        isDragging = true;
        aim();
      }
      function onKeyDown(event: KeyboardEvent): void {
        if (event.key !== "Escape" || !isDragging) return;
        event.preventDefault();
        event.stopPropagation();
        end();
      }
      function onPointerUp(): void {
        end();
        if (isDragging) onMove(from, to);
      }
      function end(): void {
        removeEventListener("pointermove", onPointerMove);
        removeEventListener("pointerup", onPointerUp);
        removeEventListener("pointercancel", end);
        removeEventListener("keydown", onKeyDown, true);
        if (frame !== null) cancelAnimationFrame(frame);
        stop.current = null;
        setDrag(null);
      }
      stop.current?.();
      stop.current = end;
      addEventListener("pointermove", onPointerMove);
      addEventListener("pointerup", onPointerUp);
      addEventListener("pointercancel", end);
      addEventListener("keydown", onKeyDown, true);
    },
    [scroller, rowHeight, firstIndex, onMove],
  );

  function dropAt(index: number, total: number): "before" | "after" | null {
    if (drag === null || drag.to === drag.from || drag.to === drag.from + 1) return null;
    if (drag.to === index) return "before";
    return drag.to === total && index === total - 1 ? "after" : null;
  }
  return { draggedIndex: drag?.from ?? null, dropAt, grab };
}
