import { useEffect } from "react";

/** Sections above the wanted one fill in late and push it away: it is followed this long. */
const followMs = 2000;

/** Brings a section of the settings into sight and keeps it there until the page has settled or the person scrolls. */
export function useDeepLink(section: string | null): void {
  useEffect(() => {
    const target =
      section === null ? null : document.querySelector(`#settings-${CSS.escape(section)}`);
    const sections = document.querySelectorAll("[data-settings-scroller] > section");
    if (target === null) return undefined;
    const follow = new ResizeObserver(() => target.scrollIntoView());
    const stop = (): void => follow.disconnect();
    for (const element of sections) follow.observe(element);
    const timer = setTimeout(stop, followMs);
    const signs = ["wheel", "pointerdown", "keydown"] as const;
    for (const sign of signs) addEventListener(sign, stop, { once: true });
    return () => {
      stop();
      clearTimeout(timer);
      for (const sign of signs) removeEventListener(sign, stop);
    };
  }, [section]);
}
