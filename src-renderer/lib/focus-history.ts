import { useEffect, useRef } from "react";

/** Newest last. Menus and what lies in them are gone by the time that a dialog they opened closes. */
let history: WeakRef<HTMLElement>[] = [];
const keptPlaces = 12;
const passing = "[role=menu], [data-radix-popper-content-wrapper]";

/** Notes where the focus was, so that a dialog can give it back to what is still there. Once, when the page starts. */
export function startFocusHistory(): void {
  document.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof HTMLElement) || target.closest(passing) !== null) return;
    history = history.filter((place) => place.deref() !== target).slice(1 - keptPlaces);
    history.push(new WeakRef(target));
  });
}

/**
 * Gives the focus back after `closed` went away: to the last place outside it that is still in the page and takes it; else
 * to the page itself, so that the next Tab starts there and not at the top of the window.
 */
export function restoreFocus(closed: Element | null): void {
  for (const place of history.toReversed()) {
    const element = place.deref();
    if (element === undefined || !element.isConnected || closed?.contains(element) === true)
      continue;
    element.focus({ preventScroll: true });
    if (document.activeElement === element) return;
  }
  focusPage();
}

/** Puts the focus on what the page is about, its list for example, else on the page. */
export function focusPage(): void {
  const page = document.querySelector<HTMLElement>("#page");
  (page?.querySelector<HTMLElement>("[data-page-focus]") ?? page)?.focus({ preventScroll: true });
}

/** A page that was left takes what had the focus with it: then the new one gets it. Not the first, which nobody left. */
export function useFocusAfterLeaving(path: string): void {
  const former = useRef(path);
  useEffect(() => {
    if (former.current === path) return undefined;
    former.current = path;
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) focusPage();
    });
    return () => cancelAnimationFrame(frame);
  }, [path]);
}
