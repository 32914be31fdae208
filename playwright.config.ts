import "./scripts/guard-node.mjs";
import { defineConfig } from "@playwright/test";
import type { ShellOption } from "./e2e/fixtures/shell-option.ts";
import { findChromium, noChromium } from "./scripts/chromium.ts";
import { hasDisplay, installedElectron } from "./scripts/lib/electron-binary.ts";

const executablePath = findChromium();
if (executablePath === null) throw new Error(noChromium);

const isRoot = process.platform === "linux" && process.geteuid?.() === 0;

export default defineConfig<ShellOption>({
  testDir: "e2e",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: process.env["CI"] !== undefined,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: { trace: "retain-on-failure", locale: "en-GB", viewport: { width: 1280, height: 800 } },
  projects: [
    {
      name: "web",
      use: {
        shell: "web",
        launchOptions: {
          executablePath,
          args: [
            // Chromium's own sandbox refuses root; what is loaded here is our page alone.
            ...(isRoot ? ["--no-sandbox"] : []),
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--autoplay-policy=no-user-gesture-required",
          ],
        },
      },
    },
    // The same specs in the real shell, wherever its binary is and a window can open.
    ...(installedElectron() !== null && hasDisplay(process.platform, process.env) && !isRoot
      ? [{ name: "electron", workers: 1, use: { shell: "electron" as const } }]
      : []),
  ],
});
