import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { commandFile, projectRoot } from "./lib/project.ts";

const linuxPaths = [
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/snap/bin/chromium",
  "/usr/bin/microsoft-edge",
];

function candidates(): string[] {
  switch (process.platform) {
    case "win32":
      return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) => {
        const folder = process.env[name];
        if (folder === undefined) return [];
        return [
          join(folder, "Google/Chrome/Application/chrome.exe"),
          join(folder, "Chromium/Application/chrome.exe"),
          join(folder, "Microsoft/Edge/Application/msedge.exe"),
        ];
      });
    case "darwin":
      return ["/Applications", join(process.env["HOME"] ?? "", "Applications")].flatMap(
        (folder) => [
          join(folder, "Google Chrome.app/Contents/MacOS/Google Chrome"),
          join(folder, "Chromium.app/Contents/MacOS/Chromium"),
          join(folder, "Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
        ],
      );
    default:
      return linuxPaths;
  }
}

/**
 * The browser for the end-to-end tests: `SEGUE_CHROMIUM`, a system Chrome or Chromium (they decode AAC, which
 * Playwright's own build does not), or Playwright's. Null where there is none.
 */
export function findChromium(): string | null {
  const asked = process.env["SEGUE_CHROMIUM"];
  if (asked !== undefined && asked !== "") return asked;
  return [...candidates(), chromium.executablePath()].find((path) => existsSync(path)) ?? null;
}

function run(command: string, args: readonly string[]): void {
  // Output to stderr: whoever asked for the browser owns stdout.
  spawnSync(command, args, {
    cwd: projectRoot,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}

/** Finds a browser or installs one; null when neither works. */
export function ensureChromium(): string | null {
  const found = findChromium();
  if (found !== null) return found;
  if (process.platform === "linux" && process.geteuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    run("apt-get", ["update"]);
    run("apt-get", ["install", "-y", "chromium"]);
    const installed = findChromium();
    if (installed !== null) return installed;
  }
  run(process.execPath, [commandFile("@playwright/test", "playwright"), "install", "chromium"]);
  return findChromium();
}

/** What to say when there is no browser. */
export const noChromium =
  "No Chromium for the end-to-end tests: install Google Chrome or Chromium, or set SEGUE_CHROMIUM to the path of one.";

if (import.meta.main) {
  const path = ensureChromium();
  if (path === null) {
    console.error(noChromium);
    process.exitCode = 1;
  } else {
    console.log(path);
  }
}
