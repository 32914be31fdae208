import { app, type Session, shell, type WebContents } from "electron";
import { isOurPage } from "./origins.ts";

/** Pages outside that the app itself links to; everything else stays shut. */
const linkedHosts: readonly string[] = ["github.com", "www.gnu.org"];

/** Closes every way out of our page: navigation, new windows, embedded views and permissions. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** Applies to every page that is ever made, ours included. */
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
