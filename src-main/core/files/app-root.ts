import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

let found: string | undefined;

/**
 * The folder that holds `package.json`, `migrations/` and `out/`: the repository when run from source, `app.asar` when
 * packaged. Found by walking up from this module, because the bundle lies at another depth than the source.
 */
export function appRoot(): string {
  if (found !== undefined) return found;
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`No package.json above ${import.meta.dirname}`);
    folder = parent;
  }
  found = folder;
  return folder;
}
