import { join } from "node:path";
import { BrowserWindow, nativeTheme, screen } from "electron";
import { appRoot } from "#core/files/app-root.ts";
import type { SegueApp } from "#app/compose.ts";
import type { DesktopSession } from "./desktop-session.ts";
import { forwardEvents } from "./ipc-transport.ts";
import { restoreWindow, smallestWindow, type WindowState } from "./window-bounds.ts";

const component = "desktop.window";
/** Moving a window tells of it many times a second; what counts is where it comes to rest. */
const rememberAfterMs = 500;

/** Makes the window where it was left, sandboxed, showing nothing before the page has drawn itself. */
export async function openMainWindow(
  app: SegueApp,
  login: DesktopSession,
  page: string,
): Promise<BrowserWindow> {
  const state = restoreWindow(await storedState(app), workAreas());
  const window = new BrowserWindow({
    x: state.x,
    y: state.y,
    width: state.width,
    height: state.height,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: "Segue",
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#130f0c" : "#fcfaf7",
    ...(process.platform === "linux" ? { icon: join(appRoot(), "resources", "icon.png") } : {}),
    webPreferences: {
      preload: join(appRoot(), "out", "preload", "index.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // Music goes on while the window is hidden; timers of the player must not be slowed down.
      backgroundThrottling: false,
    },
  });
  forwardEvents(app, login, window);
  rememberState(app, window);
  watchPage(app, window);
  window.once("ready-to-show", () => {
    if (state.isMaximized) window.maximize();
    window.show();
  });
  await window.loadURL(page);
  return window;
}

/** Brings the window to the front, as a second launch or a click in the dock expects. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function workAreas(): Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  return [primary, ...others].map((display) => display.workArea);
}

async function storedState(app: SegueApp): Promise<unknown> {
  const answer = await app.dispatch("app.getUiState", { component }, callerOf(app));
  // Whatever was stored is checked by restoreWindow; without it the window opens in the middle.
  return answer.ok &&
    typeof answer.value === "object" &&
    answer.value !== null &&
    "state" in answer.value
    ? answer.value.state
    : null;
}

function rememberState(app: SegueApp, window: BrowserWindow): void {
  let timer: NodeJS.Timeout | undefined;
  const store = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed()) return;
    const state: WindowState = { ...window.getNormalBounds(), isMaximized: window.isMaximized() };
    void app.dispatch("app.setUiState", { component, state }, callerOf(app));
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(store, rememberAfterMs);
  };
  window.on("resize", soon);
  window.on("move", soon);
  window.on("close", store);
}

function watchPage(app: SegueApp, window: BrowserWindow): void {
  window.webContents.on("render-process-gone", (_event, details) => {
    app.logger.error("The page's process ended", {
      reason: details.reason,
      exitCode: details.exitCode,
    });
    if (details.reason !== "clean-exit" && !window.isDestroyed()) window.webContents.reload();
  });
  window.webContents.on("preload-error", (_event, path, error) => {
    app.logger.error("The preload script failed", { path, error });
  });
  window.on("unresponsive", () => app.logger.warn("The page does not respond"));
}

/** Where the window stands is the installation's matter, whoever uses it. */
function callerOf(app: SegueApp): ReturnType<SegueApp["callerFor"]> {
  return app.callerFor({ clientId: "desktop-shell", device: "desktop" });
}
