import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Envelope } from "#shared/errors/app-error.ts";
import { databaseLocation, isSqlEchoOn } from "#core/db/database-location.ts";
import { openDatabase } from "#core/db/open-database.ts";
import { appRoot } from "#core/files/app-root.ts";
import { type DataPaths, dataPaths } from "#core/files/data-paths.ts";
import type { Caller, Visitor } from "#core/ipc/caller.ts";
import { EventHub } from "#core/ipc/event-hub.ts";
import { journalHandlers } from "#core/journal/journal.handlers.ts";
import { Journal } from "#core/journal/journal.ts";
import { journalMaintenance, pruneAtStart } from "#core/journal/retention.ts";
import { Router } from "#core/ipc/router.ts";
import { fileLogger, type Logger } from "#core/logging/logger.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { TaskQueue } from "#core/tasks/task-queue.ts";
import { taskHandlers } from "#core/tasks/tasks.handlers.ts";
import { downloadTransfer } from "#core/transfers/download.ts";
import { Transfers } from "#core/transfers/transfers.ts";
import { transferHandlers } from "#core/transfers/transfers.handlers.ts";
import {
  createAccounts,
  type SessionClient,
  type TrustedClient,
} from "#features/accounts/index.ts";
import { createExchange } from "#features/exchange/index.ts";
import { createLibraryImport, createSongs, type OpenedPaths } from "#features/library/index.ts";
import { createMaintenance } from "#features/maintenance/index.ts";
import {
  createPlayback,
  maintenanceTasks as playbackMaintenance,
} from "#features/playback/index.ts";
import {
  createPlaylists,
  maintenanceTasks as playlistsMaintenance,
} from "#features/playlists/index.ts";
import { appHandlers } from "./app.handlers.ts";
import { createDemo } from "./demo/create-demo.ts";
import type { ShellAbilities } from "./shell-abilities.ts";

export interface AppOptions {
  /** Absolute. */
  readonly dataFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly mode: "desktop" | "web" | "command_line" | "test";
  readonly shell?: ShellAbilities;
  /** By default a file under `logs/`. */
  readonly logger?: Logger;
  readonly now?: () => number;
}

/** The core, built and wired: what every entry adds its transport to. Knows nothing of Electron. */
export interface SegueApp {
  readonly events: EventHub;
  readonly logger: Logger;
  readonly paths: DataPaths;
  /** Sounds, pictures and files by id. Nobody gets pictures alone: those of the profiles to choose from. */
  readonly media: (request: Request, visitor: Visitor) => Promise<Response>;
  /** Answers one request of the contract; never rejects. */
  dispatch(channel: string, input: unknown, visitor: Visitor): Promise<Envelope<unknown>>;
  /** Who a window or browser is now, by the session it brings. Ask anew for every request and every event. */
  visitorFor(client: SessionClient): Visitor;
  /**
   * Who acts for a client that the system vouches for (it can read the data folder): the owner, or the profile it names.
   * @throws AppError not_found when no active profile is called so
   */
  callerFor(client: TrustedClient): Caller;
  /**
   * Files, playlists and folders as the system or a second launch named them: songs are taken into the library and play
   * next, the first at once; folders are watched. `app.opened` tells the windows when it is done.
   * @throws AppError `cancelled` when the app closes meanwhile
   */
  openFiles(paths: readonly string[], caller: Caller): Promise<OpenedPaths>;
  /** Resolves once no task runs or waits. */
  idle(): Promise<void>;
  /** Begins to work on tasks, those that a crash left among them. */
  start(): void;
  close(): Promise<void>;
}

/** Where the app of these options keeps its things. @throws AppError when the environment names no usable database */
export function pathsOf(options: AppOptions): DataPaths {
  return dataPaths(options.dataFolder, databaseLocation(options.environment, options.dataFolder));
}

/**
 * Opens the database and wires the features by hand.
 * @throws AppError with a sentence when the database cannot be opened
 */
export function createApp(options: AppOptions): SegueApp {
  const now = options.now ?? Date.now;
  const paths = pathsOf(options);
  const logger = options.logger ?? fileLogger(join(paths.logs, "segue.log"), now);
  const database = openDatabase(paths.database, {
    backupFolder: paths.backups,
    now,
    ...(isSqlEchoOn(options.environment) ? { echo: echoToStandardError } : {}),
  });
  const events = new EventHub();
  const tasks = new TaskQueue({ database, events, logger, now });
  const journal = new Journal({ database, events, now });
  const transfers = new Transfers({ folder: paths.transfers, now, logger });
  const context: FeatureContext = {
    database,
    events,
    journal,
    tasks,
    transfers,
    logger,
    paths,
    now,
  };

  const accounts = createAccounts(context, {
    ports: {
      pictures: { keep: (transferUuid, caller) => imports.pictures.keep(transferUuid, caller) },
      playlists: {
        handOver: (tx, fromUserId, toUserId) => playlists.handOver(tx, fromUserId, toUserId),
        deleteAllOf: (tx, userId) => playlists.deleteAllOf(tx, userId),
      },
      leaving: (userId) => playback.forget(userId),
    },
  });
  const imports = createLibraryImport(context);
  const songs = createSongs(
    context,
    options.shell === undefined ? {} : { revealFile: options.shell.revealFile },
  );
  const playback = createPlayback(context, { songs, covers: imports.covers });
  const playlists = createPlaylists(context, { songs, pictures: imports.pictures });
  const version = appVersion();
  const exchange = createExchange(context, { pictures: imports.pictures, appVersion: version });
  const demo = createDemo(context, imports.handlers, () =>
    accounts.trustedCaller({ clientId: "demo", device: "demo" }),
  );
  for (const kind of imports.taskKinds) tasks.register(kind);
  tasks.register(demo.taskKind);
  for (const kind of exchange.taskKinds) tasks.register(kind);

  const facts = { version, mode: options.mode, startedAt: now() };
  const router = new Router(
    {
      ...appHandlers(context, facts, options.shell),
      ...accounts.handlers,
      ...imports.handlers,
      ...songs.handlers,
      ...playback.handlers,
      ...demo.handlers,
      ...taskHandlers(tasks),
      ...journalHandlers(context),
      ...transferHandlers(transfers),
      ...playlists.handlers,
      ...exchange.handlers,
      ...createMaintenance([
        ...playbackMaintenance(context),
        ...playlistsMaintenance(context),
        ...journalMaintenance(context),
      ]).handlers,
    },
    logger,
    options.mode === "test",
  );

  return {
    events,
    logger,
    paths,
    media: async (request, visitor) =>
      refuseToNobody(request, visitor) ??
      downloadTransfer(transfers, request, visitor) ??
      playback.mediaHandler(request),
    dispatch: (channel, input, visitor) => {
      accounts.noteActivity(visitor);
      return router.dispatch(channel, input, visitor);
    },
    visitorFor: (client) => accounts.visitorOf(client),
    callerFor: (client) => accounts.trustedCaller(client),
    openFiles: async (paths, caller) => {
      const opened = await imports.openPaths(paths, caller);
      const { songIds, folders, rejected } = opened;
      playback.openSongs(
        { songIds, folders, problems: rejected.map(({ message }) => message) },
        caller,
      );
      return opened;
    },
    idle: () => tasks.idle(),
    start: () => {
      pruneAtStart(context);
      tasks.start();
    },
    close: async () => {
      await tasks.close();
      // Files that are being opened end up in the queue.
      await imports.close();
      await Promise.all([playback.close(), playlists.close(), songs.close()]);
      transfers.close();
      database.close();
    },
  };
}

/** The version of `package.json`, the one place it is written. */
export function appVersion(): string {
  const file: unknown = JSON.parse(readFileSync(join(appRoot(), "package.json"), "utf8"));
  return z.object({ version: z.string() }).parse(file).version;
}

/** @returns null for whoever may go on */
function refuseToNobody(request: Request, { actor }: Visitor): Response | null {
  if (actor !== null || new URL(request.url).pathname.startsWith("/covers/")) return null;
  return new Response("Choose a profile and log in to go on.", {
    status: 401,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });
}

function echoToStandardError(sql: string): void {
  process.stderr.write(`${sql}\n`);
}
