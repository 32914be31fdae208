import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where the data folder is when nobody names one: the system's place for application data. Every entry asks here, so that all
 * three share one library.
 *
 * @param isDemo the demo music gets a library of its own and never mixes with a person's
 */
export function defaultDataFolder(
  environment: NodeJS.ProcessEnv,
  isDemo = false,
  platform: NodeJS.Platform = process.platform,
): string {
  return join(applicationData(environment, platform), isDemo ? "Segue Demo" : "Segue");
}

function applicationData(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === "win32") return environment["APPDATA"] ?? join(homedir(), "AppData", "Roaming");
  if (platform === "darwin") return join(homedir(), "Library", "Application Support");
  const configured = environment["XDG_CONFIG_HOME"] ?? "";
  return configured === "" ? join(homedir(), ".config") : configured;
}
