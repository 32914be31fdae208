import { EventEmitter } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { record, type RecordedScheme, type RecordedWindow } from "./record.ts";

/**
 * The `electron` module as far as an app that boots can tell, under plain Node. It records and answers; it draws nothing.
 * Whatever it does not know answers like a function that returns nothing.
 */

type Known = Readonly<Record<string | symbol, unknown>>;

/** Lets every property that is not there be a function that does nothing, so that only what matters needs writing. */
function generous<Type extends object>(target: Type): Type {
  return new Proxy(target, {
    get(object, key, receiver): unknown {
      if (key in object) return Reflect.get(object, key, receiver);
      // A promise-like or iterable object would be treated as one.
      if (typeof key === "symbol" || key === "then") return undefined;
      return () => undefined;
    },
  });
}

function emitting<Members extends object>(members: Members): EventEmitter & Members {
  return generous(Object.assign(new EventEmitter(), members));
}

const userFolder = process.env["SEGUE_FAKE_USER_FOLDER"] ?? process.cwd();
const { promise: whenReady, resolve: settleReady } = Promise.withResolvers<undefined>();

/** Called once the app's entry has run to its end: an entry that waits for readiness at its top level waits for ever. */
export function becomeReady(): void {
  record.ready = true;
  settleReady(undefined);
  app.emit("will-finish-launching");
  app.emit("ready");
}

const paths = new Map<string, string>();

export const app = emitting({
  isPackaged: true,
  name: "Segue",
  commandLine: generous({}),
  whenReady: () => whenReady,
  isReady: () => record.ready,
  getVersion: () => "0.0.0-test",
  getName: () => "Segue",
  getLocale: () => "en-GB",
  getAppPath: () => process.env["SEGUE_FAKE_APP_FOLDER"],
  getPath: (name: string) => {
    const path = paths.get(name) ?? join(userFolder, name);
    mkdirSync(path, { recursive: true });
    return path;
  },
  setPath: (name: string, path: string) => {
    paths.set(name, path);
  },
  requestSingleInstanceLock: () => {
    record.singleInstanceAsked = true;
    return true;
  },
  enableSandbox: () => {
    record.sandboxEnabled = true;
  },
  quit: () => {
    let prevented = false;
    const event = { preventDefault: () => (prevented = true), defaultPrevented: false };
    app.emit("before-quit", event);
    if (!prevented) app.emit("will-quit", event);
    if (!prevented) app.exit(0);
  },
  exit: (code = 0) => {
    record.exitCode = code;
    app.emit("quit", {}, code);
    process.exit(code);
  },
});

const webRequest = generous({});

export const protocol = generous({
  registerSchemesAsPrivileged: (schemes: readonly Omit<RecordedScheme, "beforeReady">[]) => {
    for (const scheme of schemes) {
      record.schemes.push({ ...scheme, beforeReady: !record.ready });
    }
  },
  handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => {
    record.protocols.set(scheme, handler);
  },
  isProtocolHandled: (scheme: string) => record.protocols.has(scheme),
});

const onlySession = emitting({
  protocol,
  webRequest,
  setPermissionRequestHandler: (handler: (...args: readonly unknown[]) => unknown) => {
    record.permissionRequest = handler;
  },
  setPermissionCheckHandler: (handler: (...args: readonly unknown[]) => unknown) => {
    record.permissionCheck = handler;
  },
  setDevicePermissionHandler: (handler: (...args: readonly unknown[]) => unknown) => {
    record.devicePermission = handler;
  },
});

export const session = { defaultSession: onlySession, fromPartition: () => onlySession };

interface Frame {
  url: string;
  readonly origin: string;
  readonly parent: null;
  readonly routingId: number;
  readonly processId: number;
  readonly detached: boolean;
  isDestroyed: () => boolean;
}

let nextId = 1;
const openWindows: BrowserWindow[] = [];

function makeWebContents(recorded: RecordedWindow) {
  const mainFrame: Frame = {
    url: "",
    get origin() {
      return this.url === "" ? "null" : `${new URL(this.url).protocol}//${new URL(this.url).host}`;
    },
    parent: null,
    routingId: 1,
    processId: 1,
    detached: false,
    isDestroyed: () => false,
  };
  return emitting({
    id: nextId++,
    mainFrame,
    session: onlySession,
    getURL: () => mainFrame.url,
    getTitle: () => "Segue",
    isDestroyed: () => false,
    isLoading: () => false,
    isCrashed: () => false,
    isDevToolsOpened: () => false,
    setWindowOpenHandler: (handler: (...args: readonly unknown[]) => unknown) => {
      recorded.windowOpenHandler = handler;
    },
    send: (channel: string, ...args: readonly unknown[]) => {
      record.sent.push({ channel, args });
    },
  });
}

export class BrowserWindow extends EventEmitter {
  static getAllWindows(): readonly BrowserWindow[] {
    return openWindows;
  }
  static getFocusedWindow(): BrowserWindow | null {
    return openWindows[0] ?? null;
  }
  static fromWebContents(contents: unknown): BrowserWindow | null {
    return openWindows.find((window) => window.webContents === contents) ?? null;
  }
  static fromId(id: number): BrowserWindow | null {
    return openWindows.find((window) => window.id === id) ?? null;
  }

  readonly id = nextId++;
  readonly webContents: ReturnType<typeof makeWebContents>;
  // No #private members: they cannot be reached through the generous proxy.
  private readonly recorded: RecordedWindow;
  private destroyed = false;

  constructor(options: Known = {}) {
    super();
    this.recorded = { options, loaded: [], windowOpenHandler: null };
    record.windows.push(this.recorded);
    this.webContents = makeWebContents(this.recorded);
    const self = generous(this);
    openWindows.push(self);
    app.emit("web-contents-created", {}, this.webContents);
    app.emit("browser-window-created", {}, self);
    return self;
  }

  loadURL(url: string): Promise<void> {
    this.recorded.loaded.push(url);
    this.webContents.mainFrame.url = url;
    setImmediate(() => {
      this.webContents.emit("dom-ready");
      this.webContents.emit("did-finish-load");
      this.emit("ready-to-show");
    });
    return Promise.resolve();
  }
  getBounds(): Known {
    return { x: 0, y: 0, width: 1200, height: 800 };
  }
  getNormalBounds(): Known {
    return this.getBounds();
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  isMaximized(): boolean {
    return false;
  }
  isMinimized(): boolean {
    return false;
  }
  isFullScreen(): boolean {
    return false;
  }
  isVisible(): boolean {
    return true;
  }
  close(): void {
    let prevented = false;
    this.emit("close", { preventDefault: () => (prevented = true) });
    if (!prevented) this.destroy();
  }
  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    openWindows.splice(openWindows.indexOf(this), 1);
    this.webContents.emit("destroyed");
    this.emit("closed");
    if (openWindows.length === 0) app.emit("window-all-closed");
  }
}

export const webContents = {
  getAllWebContents: () => openWindows.map((window) => window.webContents),
  fromId: (id: number) =>
    openWindows.find((window) => window.webContents.id === id)?.webContents ?? null,
};

export const ipcMain = emitting({
  handle: (channel: string, handler: (...args: readonly unknown[]) => unknown) => {
    record.handlers.set(channel, handler);
  },
  removeHandler: (channel: string) => {
    record.handlers.delete(channel);
  },
});

export const Menu = generous({
  buildFromTemplate: (template: unknown) => generous({ template, items: [] }),
  setApplicationMenu: () => {
    record.menus += 1;
  },
  getApplicationMenu: () => null,
});
export const MenuItem = class extends EventEmitter {};
export const Tray = class extends EventEmitter {};
export const Notification = class extends EventEmitter {
  static isSupported(): boolean {
    return false;
  }
};

export const shell = generous({
  openExternal: (url: string) => {
    record.openedOutside.push(url);
    return Promise.resolve();
  },
  openPath: () => Promise.resolve(""),
});
export const dialog = generous({
  showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: [] }),
  showSaveDialog: () => Promise.resolve({ canceled: true }),
  showMessageBox: () => Promise.resolve({ response: 0, checkboxChecked: false }),
  showErrorBox: (title: string, content: string) => {
    process.stderr.write(`${title}: ${content}\n`);
  },
});

const display = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
  workAreaSize: { width: 1920, height: 1040 },
  scaleFactor: 1,
};
export const screen = emitting({
  getAllDisplays: () => [display],
  getPrimaryDisplay: () => display,
  getDisplayMatching: () => display,
  getDisplayNearestPoint: () => display,
});
export const nativeTheme = emitting({ shouldUseDarkColors: false, themeSource: "system" });
export const powerMonitor = emitting({ getSystemIdleTime: () => 0 });
export const powerSaveBlocker = generous({ start: () => 1, isStarted: () => false });
export const nativeImage = generous({
  createFromPath: (path: string) => generous({ path, isEmpty: () => false }),
  createEmpty: () => generous({ isEmpty: () => true }),
});
export const systemPreferences = emitting({});
export const autoUpdater = emitting({});
export const globalShortcut = generous({ register: () => true });
export const clipboard = generous({});
export const crashReporter = generous({});
export const safeStorage = generous({ isEncryptionAvailable: () => false });
export const net = generous({ isOnline: () => false });
export const utilityProcess = generous({});
export const contextBridge = generous({});
export const ipcRenderer = emitting({});
export const webUtils = generous({});
export const webFrame = generous({});
