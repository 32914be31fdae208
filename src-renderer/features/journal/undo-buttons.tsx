import { Redo2, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "#renderer/ui/button.tsx";
import { journalTexts } from "./journal-texts.ts";
import { redo, undo, useUndoState } from "./undo.ts";

export const undoKeys = ["Mod+Z"] as const;
export const redoKeys = ["Mod+Shift+Z", "Mod+Y"] as const;

/** Undo and redo, each naming what it would do. */
export function UndoButtons(): ReactNode {
  const state = useUndoState();
  return (
    <>
      <IconButton
        label={state.undo === null ? journalTexts.undo : journalTexts.undoOf(state.undo.summary)}
        shortcut={undoKeys[0]}
        disabled={state.undo === null}
        onClick={() => undo()}
      >
        <Undo2 />
      </IconButton>
      <IconButton
        label={state.redo === null ? journalTexts.redo : journalTexts.redoOf(state.redo.summary)}
        shortcut={redoKeys[0]}
        disabled={state.redo === null}
        onClick={() => redo()}
      >
        <Redo2 />
      </IconButton>
    </>
  );
}
