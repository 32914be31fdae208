import { type BrowserWindow, ipcMain, type IpcMainInvokeEvent } from "electron";
import { type Envelope, toWireError, AppError } from "#shared/errors/app-error.ts";
import { isFor } from "#core/ipc/event-hub.ts";
import type { SegueApp } from "#app/compose.ts";
import type { DesktopSession } from "./desktop-session.ts";
import { isOurPage } from "./origins.ts";

/**
 * Carries the contract over Electron's IPC. The sender is checked first (our page, its top frame), then the router checks
 * channel and input. The answer is always an envelope: a rejection would lose the error's code on the way.
 */
export function serveIpc(app: SegueApp, login: DesktopSession, page: string): void {
  ipcMain.handle(
    "segue:request",
    (event, channel: unknown, input: unknown): Promise<Envelope<unknown>> => {
      if (!isTrusted(event, page) || typeof channel !== "string") {
        const error = new AppError(
          "not_allowed",
          "This request did not come from Segue's own page.",
        );
        return Promise.resolve({ ok: false, error: toWireError(error) });
      }
      const visitor = app.visitorFor(login.client(`window-${event.sender.id}`));
      return app.dispatch(channel, input, visitor);
    },
  );
}

/** Forwards the core's events to a window for as long as it lives, to whoever it belongs to at the time. */
export function forwardEvents(app: SegueApp, login: DesktopSession, window: BrowserWindow): void {
  const clientId = `window-${window.webContents.id}`;
  const unsubscribe = app.events.subscribe((event) => {
    if (!isFor(event, app.visitorFor(login.client(clientId)))) return;
    if (!window.isDestroyed()) window.webContents.send("segue:event", event.name, event.payload);
  });
  window.once("closed", unsubscribe);
}

function isTrusted(event: IpcMainInvokeEvent, page: string): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOurPage(frame.url, page);
}
