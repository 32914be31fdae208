import { useEffect } from "react";
import { useLatest } from "#renderer/lib/use-latest.ts";

/** Escape goes one step back; null: there is nowhere to go. */
export function useEscape(back: (() => void) | null): void {
  const latest = useLatest(back);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const goBack = latest();
      if (event.key !== "Escape" || event.defaultPrevented || goBack === null) return;
      event.preventDefault();
      goBack();
    }
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [latest]);
}
