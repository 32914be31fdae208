import { useSyncExternalStore } from "react";

/**
 * Where the page is, kept behind `#`: `#/songs?q=moon`. The same address works from a file, Electron's own protocol and
 * the loopback server, and reloading never asks the server for a path it does not have.
 */
function subscribe(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  addEventListener("popstate", listener);
  return () => {
    removeEventListener("hashchange", listener);
    removeEventListener("popstate", listener);
  };
}

function parts(): readonly [path: string, search: string] {
  const hash = location.hash.replace(/^#\/?/u, "/");
  const at = hash.indexOf("?");
  if (at < 0) return [hash === "" ? "/" : hash, ""];
  return [hash.slice(0, at) || "/", hash.slice(at + 1)];
}

const currentPath = (): string => parts()[0];
const currentSearch = (): string => parts()[1];

/** Goes to `/path?search`. With `replace` the place being left is not kept for Back. */
export function navigate(to: string, options: { replace?: boolean; state?: unknown } = {}): void {
  const method = options.replace === true ? "replaceState" : "pushState";
  history[method](options.state ?? null, "", `#${to}`);
  dispatchEvent(new PopStateEvent("popstate", { state: history.state as unknown }));
}

/** wouter's location hook. */
export function useHashPath(): [string, typeof navigate] {
  return [useSyncExternalStore(subscribe, currentPath), navigate];
}
useHashPath.hrefs = (href: string): string => `#${href}`;

/** wouter's search hook: the text after `?`. */
export function useHashSearch(): string {
  return useSyncExternalStore(subscribe, currentSearch);
}
