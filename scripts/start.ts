import { spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "./build.ts";
import { buildIsStale } from "./lib/build-stamp.ts";
import { fetchElectron, fetchFailedRecently, installedElectron } from "./lib/electron-binary.ts";
import { projectRoot } from "./lib/project.ts";
import { chooseShell } from "./lib/shell-choice.ts";

/** Runs a child in the foreground: it gets the terminal and the signals, we end as it ends. */
function hand(file: string, args: readonly string[]): void {
  const child = spawn(file, args, { cwd: projectRoot, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    // A terminal sends SIGINT to both; a second one does no harm, and a supervisor signals only us.
    process.on(signal, () => child.kill(signal));
  }
  child.on("error", (error) => {
    console.error(`Segue could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 0);
  });
}

/** A window has no port, and takes bare words for files to open. */
function withoutWebOptions(args: readonly string[]): string[] {
  return args.filter(
    (argument, index) =>
      argument !== "--no-open" && !argument.startsWith("--port") && args[index - 1] !== "--port",
  );
}

const args = process.argv.slice(2);
if (buildIsStale() && !build()) {
  console.error("Segue could not be built; the messages above say why.");
  process.exit(1);
}
const choice = chooseShell({
  webAsked: args.includes("--web"),
  platform: process.platform,
  environment: process.env,
  userId: process.geteuid?.(),
  installed: installedElectron,
  failedRecently: () => fetchFailedRecently(Date.now()),
  fetch: () => {
    console.error("Fetching Electron, once (about 110 MB) ...");
    return fetchElectron();
  },
});
if (choice.shell === "electron") {
  hand(choice.binary, [projectRoot, ...withoutWebOptions(args)]);
} else {
  if (choice.reason !== null) console.error(`Segue runs in the browser: ${choice.reason}`);
  hand(process.execPath, [
    // Worker threads come and go here too: see vitest.config.ts.
    "--no-memory-protection-keys",
    join(projectRoot, "out/main/web.js"),
    ...args.filter((argument) => argument !== "--web"),
  ]);
}
