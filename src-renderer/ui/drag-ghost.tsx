import type { ReactNode } from "react";
import { useDragShown } from "#renderer/lib/drag.ts";
import css from "./drag-ghost.module.css";

/** What is being dragged and what a drop here would do, beside the pointer. Stands once in the shell. */
export function DragGhost(): ReactNode {
  const shown = useDragShown();
  if (shown === null) return null;
  const { label, hint, at } = shown;
  return (
    <div
      className={css["ghost"]}
      style={{ transform: `translate(${at.x + 14}px, ${at.y + 12}px)` }}
      aria-hidden="true"
    >
      <span className={css["label"]}>{label}</span>
      {hint !== null && hint !== "" && <span className={css["hint"]}>{hint}</span>}
    </div>
  );
}
