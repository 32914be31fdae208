import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectRoot } from "./project.ts";

const packageFolder = join(projectRoot, "node_modules/electron");
/** Present while the last attempt to fetch Electron failed; its time of writing is the time of the failure. */
const failureMark = join(projectRoot, "node_modules/.cache/segue/electron-fetch-failed");
const failureLastsMs = 24 * 3_600_000;
const fetchLimitMs = 90_000;

/** Electron's executable, or null where only the npm package is there (it fetches its binary lazily). */
export function installedElectron(): string | null {
  const pathFile = join(packageFolder, "path.txt");
  if (!existsSync(pathFile)) return null;
  const distribution = process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(packageFolder, "dist");
  const binary = join(distribution, readFileSync(pathFile, "utf8"));
  return existsSync(binary) ? binary : null;
}

/** Whether a fetch failed within the last day: a start offline should not wait for the same failure each time. */
export function fetchFailedRecently(now: number): boolean {
  return existsSync(failureMark) && now - statSync(failureMark).mtimeMs < failureLastsMs;
}

/** Runs the package's own download, with a time limit. Returns the executable, or null and remembers the failure. */
export function fetchElectron(): string | null {
  spawnSync(process.execPath, [join(packageFolder, "install.js")], {
    stdio: ["ignore", "ignore", "ignore"],
    timeout: fetchLimitMs,
  });
  const binary = installedElectron();
  if (binary === null) {
    mkdirSync(dirname(failureMark), { recursive: true });
    writeFileSync(failureMark, "Delete this file, or run `npx install-electron`, to try again.\n");
  }
  return binary;
}

/** Windows and macOS always have a display as far as a program can know; Linux says so in its environment. */
export function hasDisplay(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform === "win32" || platform === "darwin") return true;
  return Boolean(environment["DISPLAY"]) || Boolean(environment["WAYLAND_DISPLAY"]);
}
