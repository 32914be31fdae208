import { appOptionsFor } from "#app/command-line/app-options.ts";
import { runCommandLine } from "#app/command-line/run.ts";

process.exitCode = await runCommandLine(process.argv.slice(2), (dataDir) =>
  appOptionsFor("command_line", dataDir),
);
