import { join } from "node:path";
import { parseArgs } from "node:util";
import { app, type BrowserWindow, dialog, Menu, session } from "electron";
import { toWireError } from "#shared/errors/app-error.ts";
import { dataFolderOf } from "#core/db/database-location.ts";
import { appRoot } from "#core/files/app-root.ts";
import { fileLogger, type Logger } from "#core/logging/logger.ts";
import { defaultDataFolder } from "#app/default-data-folder.ts";
import { prepareDemo } from "#app/demo/prepare-demo.ts";
import { type OwnedApp, startOwnedApp } from "#app/owner/owned-app.ts";
import { DesktopSession } from "./desktop-session.ts";
import { desktopShell } from "./desktop-shell.ts";
import { guardContents, guardSession } from "./guards.ts";
import { serveIpc } from "./ipc-transport.ts";
import { bringToFront, openMainWindow } from "./main-window.ts";
import { buildMenu } from "./menu.ts";
import { namedPaths } from "./named-paths.ts";
import { pageUrl } from "./origins.ts";
import { handleProtocols, registerSchemes } from "./protocols.ts";

/** A command-line call that owns the folder for a moment is waited for; a web mode that stays is not. */
const ownershipTries = 20;
const ownershipPauseMs = 250;
/** Several files opened at once come one by one (macOS), or each by a launch of its own (Windows): they belong together. */
const gatherFilesMs = 250;

/**
 * Runs the desktop app: schemes before ready, one instance, the core, the window. Files named on the command line, by a
 * second launch or by the system are handed to the player.
 */
export function runDesktop(): void {
  app.enableSandbox();
  registerSchemes();
  const isDemo = process.argv.includes("--demo");
  const dataFolder = dataFolderOf(
    option("data-dir"),
    process.env,
    defaultDataFolder(process.env, isDemo),
  );
  // Chromium's own files go where ours are, so that two data folders are two separate apps.
  app.setPath("userData", dataFolder);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const logger = fileLogger(join(dataFolder, "logs", "segue.log"));
  logCrashes(logger);
  const desktop = new Desktop(dataFolder, logger);
  app.on("second-instance", (_event, argv, workingDirectory) =>
    desktop.open(namedPaths(argv, workingDirectory, app.isPackaged)),
  );
  // macOS names files this way, possibly before the app is ready.
  app.on("open-file", (event, path) => {
    event.preventDefault();
    desktop.open([path]);
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  app.on("activate", () => desktop.show());
  app.on("will-quit", (event) => desktop.closeBefore(event));
  void app.whenReady().then(() => desktop.start());
  desktop.open(namedPaths(process.argv, process.cwd(), app.isPackaged));
}

class Desktop {
  readonly #dataFolder: string;
  readonly #logger: Logger;
  readonly #page = pageUrl(app.isPackaged, process.env);
  readonly #waitingFiles: string[] = [];
  #gathering: NodeJS.Timeout | undefined;
  #owned: OwnedApp | undefined;
  #login: DesktopSession | undefined;
  #window: BrowserWindow | undefined;
  #isOpeningWindow = false;
  #isClosed = false;

  constructor(dataFolder: string, logger: Logger) {
    this.#dataFolder = dataFolder;
    this.#logger = logger;
  }

  async start(): Promise<void> {
    try {
      guardSession(session.defaultSession, this.#page);
      guardContents(this.#page);
      const owned = await this.#own();
      if (owned === null) {
        dialog.showErrorBox(
          "Segue is already open",
          "Another Segue (web mode, perhaps) uses this library. Close it first.",
        );
        app.quit();
        return;
      }
      this.#owned = owned;
      const login = new DesktopSession(owned.app.paths.desktopSession);
      this.#login = login;
      handleProtocols(join(appRoot(), "out", "renderer"), (request) =>
        owned.app.media(request, owned.app.visitorFor(login.client("desktop-media"))),
      );
      serveIpc(owned.app, login, this.#page);
      // Files that came while nobody was logged in wait for whoever does.
      owned.app.events.subscribe(({ name }) => {
        if (name === "auth.changed" && this.#waitingFiles.length > 0) this.open([]);
      });
      Menu.setApplicationMenu(
        buildMenu((command) => owned.app.events.emit("app.command", { command })),
      );
      await this.#openWindow(owned);
      this.open([]);
      if (process.argv.includes("--demo")) await prepareDemo(owned.app);
    } catch (error) {
      this.#logger.error("The app could not start", { error });
      dialog.showErrorBox("Segue could not start", toWireError(error).message);
      app.exit(1);
    }
  }

  /** Shows the window, making it anew where it was closed (macOS keeps the app running). */
  show(): void {
    if (this.#window !== undefined && !this.#window.isDestroyed()) {
      bringToFront(this.#window);
      return;
    }
    const owned = this.#owned;
    if (owned === undefined || this.#isOpeningWindow) return;
    this.#openWindow(owned).catch((error: unknown) =>
      this.#logger.error("The window could not be opened", { error }),
    );
  }

  /** Shows the window and opens files, with those that are named about the same time. */
  open(paths: readonly string[]): void {
    this.#waitingFiles.push(...paths);
    const owned = this.#owned;
    if (owned === undefined) return;
    this.show();
    if (this.#waitingFiles.length === 0) return;
    clearTimeout(this.#gathering);
    this.#gathering = setTimeout(() => this.#handOver(owned), gatherFilesMs);
  }

  #handOver({ app: core }: OwnedApp): void {
    if (this.#isClosed || this.#login === undefined) return;
    const { actor, ...visitor } = core.visitorFor(this.#login.client("desktop-shell"));
    if (actor === null) return;
    core
      .openFiles(this.#waitingFiles.splice(0), { ...visitor, actor })
      .catch((error: unknown) => this.#logger.error("Files could not be opened", { error }));
  }

  async #openWindow(owned: OwnedApp): Promise<void> {
    if (this.#login === undefined) return;
    this.#isOpeningWindow = true;
    try {
      this.#window = await openMainWindow(owned.app, this.#login, this.#page);
    } finally {
      this.#isOpeningWindow = false;
    }
  }

  /** Holds the end back until the core has put everything away. */
  closeBefore(event: Electron.Event): void {
    if (this.#isClosed || this.#owned === undefined) return;
    event.preventDefault();
    this.#isClosed = true;
    void this.#owned
      .close()
      .catch((error: unknown) => this.#logger.error("Closing failed", { error }))
      .finally(() => app.quit());
  }

  async #own(): Promise<OwnedApp | null> {
    const options = {
      mode: "desktop",
      dataFolder: this.#dataFolder,
      environment: process.env,
      shell: desktopShell,
      logger: this.#logger,
    } as const;
    for (let attempt = 1; ; attempt++) {
      const owned = await startOwnedApp(options);
      if (owned !== null || attempt === ownershipTries) return owned;
      await new Promise((resolve) => setTimeout(resolve, ownershipPauseMs));
    }
  }
}

function logCrashes(logger: Logger): void {
  process.on("uncaughtException", (error) => {
    logger.error("Uncaught exception", { error });
    dialog.showErrorBox(
      "Segue stopped",
      "Something went wrong inside Segue. The log in the data folder has the details.",
    );
    app.exit(1);
  });
  process.on("unhandledRejection", (error) => logger.error("Unhandled rejection", { error }));
  app.on("child-process-gone", (_event, details) =>
    logger.error("A helper process ended", { ...details }),
  );
}

function option(name: string): string | undefined {
  const { values } = parseArgs({
    args: process.argv.slice(1),
    strict: false,
    options: { [name]: { type: "string" } },
  });
  const value = values[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
