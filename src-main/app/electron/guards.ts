import { app, type Session, shell, type WebContents } from "electron";
import { isOurPage } from "./origins.ts";

/** Pages outside that the app itself links to; everything else stays shut. */
const linkedHosts: readonly string[] = ["github.com", "www.gnu.org"];

/** What the page asks the system for: to put a path that a person copies on the clipboard, and to tell of what happened. */
const granted: readonly string[] = ["clipboard-sanitized-write", "notifications"];

/** Refuses every permission but the granted, and those to anyone but our page. */
export function guardSession(session: Session, page: string): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(granted.includes(permission) && isOurPage(contents.getURL(), page));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => granted.includes(permission) && isOurPage(origin, page),
  );
  session.setDevicePermissionHandler(() => false);
}

/** Closes the ways out of every page that is ever made, ours included: navigation, new windows, embedded views. */
export function guardContents(page: string): void {
  app.on("web-contents-created", (_event, contents) => guard(contents, page));
}

function guard(contents: WebContents, page: string): void {
  contents.on("will-navigate", (event, url) => {
    if (!isOurPage(url, page)) event.preventDefault();
  });
  contents.on("will-redirect", (event, url) => {
    if (!isOurPage(url, page)) event.preventDefault();
  });
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isLinked(url)) void shell.openExternal(url);
    return { action: "deny" };
  });
}

function isLinked(url: string): boolean {
  try {
    const { protocol, hostname } = new URL(url);
    return protocol === "https:" && linkedHosts.includes(hostname);
  } catch {
    return false;
  }
}
