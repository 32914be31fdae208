import { useEffect } from "react";
import { texts } from "./texts.ts";

/** Names the page in the window's title and the browser's history. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${texts.appName}`;
  }, [title]);
}
