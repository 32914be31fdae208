import { create } from "zustand";
import type { JournalEntry } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { onEvent, onReconnect, request } from "#renderer/lib/bridge.ts";
import { navigate } from "#renderer/lib/hash-location.ts";
import { texts } from "#renderer/lib/texts.ts";
import { dismissUndoToasts, reportError, showError, showToast } from "#renderer/lib/toasts.ts";
import { journalTexts } from "./journal-texts.ts";

interface UndoState {
  /** What an undo would take back now; null: nothing. */
  readonly undo: JournalEntry | null;
  readonly redo: JournalEntry | null;
}

const useStore = create<UndoState>(() => ({ undo: null, redo: null }));
const toastMs = 5000;
/** Steps go one after another, so that three presses undo three changes and never one of them twice. */
let tail: Promise<void> = Promise.resolve();
let newest = 0;

export function useUndoState(): UndoState {
  return useStore();
}

/** Keeps what undo and redo would do. Called once by the app; answers what stops it. */
export function startUndo(): () => void {
  const again = (): void => void load().catch(reportError);
  again();
  const stops = [onEvent("journal.changed", again), onReconnect(again)];
  return () => {
    for (const stop of stops) stop();
  };
}

async function load(): Promise<void> {
  const mine = ++newest;
  const state = await request("journal.getState", {});
  if (mine === newest) useStore.setState(state);
}

/** Takes back the latest change, or the one named, and says which it was or why not. */
export function undo(uuid?: string): void {
  step(async () => {
    const { entry } = await request("journal.undo", uuid === undefined ? {} : { uuid });
    dismissUndoToasts();
    if (entry === null) showToast({ message: journalTexts.nothingToUndo, durationMs: toastMs });
    else
      showToast({
        message: journalTexts.undone(entry.summary),
        durationMs: toastMs,
        action: { label: texts.common.redo, run: redo },
      });
  });
}

/** Does again what was undone last. */
export function redo(): void {
  step(async () => {
    const { entry } = await request("journal.redo", {});
    dismissUndoToasts();
    if (entry === null) showToast({ message: journalTexts.nothingToRedo, durationMs: toastMs });
    else
      showToast({
        message: journalTexts.redone(entry.summary),
        durationMs: toastMs,
        action: { label: texts.common.undo, run: () => undo(entry.uuid) },
      });
  });
}

function step(work: () => Promise<void>): void {
  tail = tail.then(work).catch((thrown: unknown) => {
    dismissUndoToasts();
    if (thrown instanceof AppError && thrown.code === "conflict")
      showToast({
        message: thrown.message,
        tone: "bad",
        action: { label: journalTexts.showChanges, run: () => navigate("/history/changes") },
      });
    else showError(thrown);
  });
}
