import { vi } from "vitest";
import { silentLogger } from "#core/logging/logger.ts";
import { runCommandLine } from "#app/command-line/run.ts";
import type { AppOptions } from "#app/compose.ts";

/** Options of an app for tests. @param dataFolder absolute */
export function testAppOptions(dataFolder: string): AppOptions {
  return { dataFolder, environment: {}, mode: "test", logger: silentLogger };
}

/** Runs a command in this process. @returns its exit code and what it printed on standard output and standard error */
export async function runSegue(options: AppOptions, ...argv: readonly string[]) {
  const printed = { out: "", error: "" };
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed.out += String(text);
    return true;
  });
  const error = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    printed.error += String(text);
    return true;
  });
  try {
    return { exitCode: await runCommandLine(argv, () => options), ...printed };
  } finally {
    out.mockRestore();
    error.mockRestore();
  }
}

/** The same with `--json`. @returns its document too; null where it printed none */
export async function runSegueJson(options: AppOptions, ...argv: readonly string[]) {
  const done = await runSegue(options, ...argv, "--json");
  const json: unknown = done.out === "" ? null : JSON.parse(done.out);
  return { ...done, json };
}
