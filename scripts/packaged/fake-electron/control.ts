import { record } from "./record.ts";
import { BrowserWindow, app } from "./module.ts";

/** The questions the test asks over the child process's own channel, and how each is answered. */

export interface Ask {
  readonly id: number;
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

function onlyWindow(): BrowserWindow {
  const window = BrowserWindow.getAllWindows()[0];
  if (window === undefined) throw new Error("No window is open.");
  return window;
}

/** The sender of a message: our window, a page of another origin in it, a frame inside it, or another window. */
function sender(kind: unknown): object {
  const { webContents } = onlyWindow();
  const { mainFrame } = webContents;
  switch (kind) {
    case "own":
      return { sender: webContents, senderFrame: mainFrame };
    case "foreign-origin":
      return {
        sender: webContents,
        senderFrame: { ...mainFrame, url: "https://example.org/", origin: "https://example.org" },
      };
    case "subframe":
      return {
        sender: webContents,
        senderFrame: { ...mainFrame, routingId: 9, parent: mainFrame },
      };
    case "gone":
      return { sender: webContents, senderFrame: null };
    default:
      throw new Error(`No such sender: ${String(kind)}`);
  }
}

async function fetchFrom(input: Ask["input"]): Promise<unknown> {
  const url = String(input["url"]);
  const handler = record.protocols.get(new URL(url).protocol.replace(":", ""));
  if (handler === undefined) throw new Error(`No handler for ${url}`);
  const headers = (input["headers"] ?? {}) as Record<string, string>;
  const response = await handler(new Request(url, { headers }));
  const body = Buffer.from(await response.arrayBuffer());
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    bytes: body.length,
    text: body.subarray(0, 2000).toString("utf8"),
  };
}

/** Emits a cancellable event at the page and says whether the app cancelled it. */
function isPrevented(name: string, url: string): boolean {
  const { webContents } = onlyWindow();
  let prevented = false;
  const event = {
    url,
    isMainFrame: true,
    frame: webContents.mainFrame,
    preventDefault: () => {
      prevented = true;
    },
  };
  webContents.emit(name, event, url);
  return prevented;
}

function permission(name: string, origin: string): { request: boolean; check: boolean } {
  const { webContents } = onlyWindow();
  if (record.permissionRequest === null || record.permissionCheck === null) {
    throw new Error("The session has no permission handlers.");
  }
  let granted = true;
  record.permissionRequest(webContents, name, (answer: boolean) => (granted = answer), {});
  const check = record.permissionCheck(webContents, name, origin, {});
  return { request: granted, check: check === true };
}

function state(): unknown {
  return {
    windows: record.windows.map(({ options, loaded, windowOpenHandler }) => ({
      webPreferences: options["webPreferences"],
      loaded,
      guardsWindowOpen: windowOpenHandler !== null,
    })),
    schemes: record.schemes,
    protocols: [...record.protocols.keys()],
    handlers: [...record.handlers.keys()],
    menus: record.menus,
    singleInstanceAsked: record.singleInstanceAsked,
    openedOutside: record.openedOutside,
    sent: record.sent,
  };
}

export async function answer({ command, input }: Ask): Promise<unknown> {
  switch (command) {
    case "state":
      return state();
    case "invoke": {
      const handler = record.handlers.get(String(input["channel"]));
      if (handler === undefined) throw new Error(`No handler for ${String(input["channel"])}`);
      // As structured clone would carry it: what cannot be cloned fails here as it would there.
      return structuredClone(
        await handler(sender(input["sender"]), ...(input["args"] as readonly unknown[])),
      );
    }
    case "fetch":
      return fetchFrom(input);
    case "prevented":
      return isPrevented(String(input["event"]), String(input["url"]));
    case "window-open":
      return record.windows[0]?.windowOpenHandler?.({
        url: input["url"],
        disposition: "new-window",
      });
    case "permission":
      return permission(String(input["name"]), String(input["origin"]));
    case "second-instance":
      app.emit("second-instance", {}, input["argv"], process.cwd(), null);
      return null;
    case "quit":
      setImmediate(() => {
        app.quit();
      });
      return null;
    default:
      throw new Error(`No such command: ${command}`);
  }
}
