import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";

/** The repository's folder. */
export const projectRoot = resolve(import.meta.dirname, "../..");

const manifestSchema = z.object({
  version: z.string(),
  bin: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
});

/**
 * The JavaScript file behind a package's command, to be run by this same Node: the shims in node_modules/.bin are shell
 * scripts on Windows and would start whichever Node comes first on the path.
 */
export function commandFile(packageName: string, command: string = packageName): string {
  const folder = join(projectRoot, "node_modules", packageName);
  const manifest = manifestSchema.parse(
    JSON.parse(readFileSync(join(folder, "package.json"), "utf8")),
  );
  const file = typeof manifest.bin === "string" ? manifest.bin : manifest.bin?.[command];
  if (file === undefined) throw new Error(`The package ${packageName} has no command ${command}.`);
  return join(folder, file);
}
