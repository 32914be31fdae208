import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { stampBuild } from "./lib/build-stamp.ts";
import { commandFile, projectRoot } from "./lib/project.ts";

/** Builds main, preload and renderer into `out/` and stamps it. All output goes to stderr: stdout is for the app. */
export function build(): boolean {
  rmSync(join(projectRoot, "out"), { recursive: true, force: true });
  const { status } = spawnSync(process.execPath, [commandFile("electron-vite"), "build"], {
    cwd: projectRoot,
    stdio: ["ignore", 2, 2],
  });
  if (status === 0) stampBuild();
  return status === 0;
}

if (import.meta.main) process.exitCode = build() ? 0 : 1;
