import { useEffect } from "react";
import { redo, redoKeys, undo, undoKeys } from "#renderer/features/journal/index.ts";
import { onEvent } from "#renderer/lib/bridge.ts";
import { navigate } from "#renderer/lib/hash-location.ts";
import { isTypingTarget, matchesAnyKey } from "#renderer/lib/keys.ts";
import { focusSearch } from "#renderer/lib/search-focus.ts";

/** Keys and menu commands that belong to no page: search, history, the list of keys. Transport keys are the player's. */
export function useAppCommands({ showShortcuts }: { readonly showShortcuts: () => void }): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented) return;
      const run = commandFor(event, showShortcuts);
      if (run === undefined) return;
      event.preventDefault();
      run();
    }
    addEventListener("keydown", onKeyDown);
    const stops = [
      onEvent("app.command", ({ command }) => {
        if (command === "focusSearch") focusSearch();
        else if (command === "openSettings") navigate("/settings");
        else if (command === "showShortcuts") showShortcuts();
        else if (command === "undo") undoWhereFocused("undo");
        else if (command === "redo") undoWhereFocused("redo");
      }),
    ];
    return () => {
      removeEventListener("keydown", onKeyDown);
      for (const stop of stops) stop();
    };
  }, [showShortcuts]);
}

function commandFor(event: KeyboardEvent, showShortcuts: () => void): (() => void) | undefined {
  if (matchesAnyKey(event, ["Mod+L", "Mod+F"])) return focusSearch;
  if (matchesAnyKey(event, ["Mod+/"])) return showShortcuts;
  if (matchesAnyKey(event, ["Mod+,"])) return () => navigate("/settings");
  if (isTypingTarget(event.target)) return undefined;
  if (matchesAnyKey(event, redoKeys)) return redo;
  if (matchesAnyKey(event, undoKeys)) return undo;
  if (matchesAnyKey(event, ["?"])) return showShortcuts;
  if (matchesAnyKey(event, ["/"])) return focusSearch;
  return undefined;
}

/** The menu's Undo: of the typing, where somebody types; of the last change everywhere else. */
function undoWhereFocused(step: "undo" | "redo"): void {
  // The one way to a text field's own history. It stays, whatever its mark as deprecated says: nothing replaces it.
  if (isTypingTarget(document.activeElement)) document.execCommand(step);
  else if (step === "undo") undo();
  else redo();
}
