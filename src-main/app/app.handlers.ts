import { release } from "node:os";
import { statSync } from "node:fs";
import { AppError } from "#shared/errors/app-error.ts";
import { schemaVersion } from "#core/db/migrations.ts";
import type { HandlersFor } from "#core/ipc/router.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import type { ShellAbilities } from "./shell-abilities.ts";

export interface AppFacts {
  readonly version: string;
  readonly mode: "desktop" | "web" | "command_line" | "test";
  readonly startedAt: number;
}

type AppChannels = "app.getInfo" | "app.openDataFolder" | "app.reportError" | "library.pickFolder";

/** Channels about the app itself and about what its shell can do. */
export function appHandlers(
  context: FeatureContext,
  facts: AppFacts,
  shell: ShellAbilities | undefined,
): HandlersFor<AppChannels> {
  const { database, logger, paths } = context;
  return {
    "app.getInfo": () => ({
      ...facts,
      platform: `${process.platform} ${release()} ${process.arch}`,
      dataFolder: paths.root,
      databasePath: database.path,
      databaseBytes: bytesOf(database.path) + bytesOf(`${database.path}-wal`),
      schemaVersion: schemaVersion(database.sqlite),
      sqliteVersion: database.read.pluck<string>("SELECT sqlite_version()")[0] ?? "",
      nodeVersion: process.versions.node,
      electronVersion: process.versions["electron"] ?? null,
      canPickFolder: shell !== undefined,
      canRevealFile: shell !== undefined,
    }),
    "app.openDataFolder": async () => {
      await wanted(shell).openFolder(paths.root);
      return {};
    },
    "app.reportError": ({ message, stack }) => {
      logger.error("The page failed", { message, stack });
      return {};
    },
    "library.pickFolder": async () => ({ path: await wanted(shell).pickFolder() }),
  };
}

/** 0 for a file that is not there: the write-ahead log comes and goes. */
function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function wanted(shell: ShellAbilities | undefined): ShellAbilities {
  if (shell !== undefined) return shell;
  throw new AppError(
    "unsupported",
    "Only the desktop app can do this. In a browser, type or choose the folder's path instead.",
  );
}
