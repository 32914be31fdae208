import { dataFolderOf } from "#core/db/database-location.ts";
import type { AppOptions } from "#app/compose.ts";
import { defaultDataFolder } from "#app/default-data-folder.ts";

/** What the entries without a window build the app from. */
export function appOptionsFor(
  mode: AppOptions["mode"],
  dataDir: string | undefined,
  isDemo = false,
): AppOptions {
  return {
    mode,
    dataFolder: dataFolderOf(dataDir, process.env, defaultDataFolder(process.env, isDemo)),
    environment: process.env,
  };
}
