import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where the data folder is when nobody names one: the system's place for application data, the very folder Electron
 * proposes as `userData`, so that all three entries share one library.
 */
export function defaultDataFolder(
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === "win32")
    return join(environment["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), "Segue");
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "Segue");
  return join(environment["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), "Segue");
}
