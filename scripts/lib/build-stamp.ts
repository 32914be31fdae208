import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./project.ts";

const stampFile = join(projectRoot, "out/.build-stamp");
const inputs = [
  "src-shared/**/*",
  "src-main/**/*.ts",
  "src-renderer/**/*",
  "electron.vite.config.ts",
  "package.json",
  "package-lock.json",
];

/** Hash of everything that goes into the bundles. Contents, not times: a fresh checkout has new times and old contents. */
function inputHash(): string {
  const files = globSync(inputs, { cwd: projectRoot, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted((a, b) => (a < b ? -1 : 1));
  const hash = createHash("sha256");
  for (const file of files) hash.update(file.slice(projectRoot.length)).update(readFileSync(file));
  return hash.digest("hex");
}

/** Whether `out/` was built from other inputs than those that lie there now, or not at all. */
export function buildIsStale(): boolean {
  return !existsSync(stampFile) || readFileSync(stampFile, "utf8") !== inputHash();
}

/** Notes that `out/` is built from the present inputs. */
export function stampBuild(): void {
  writeFileSync(stampFile, inputHash());
}
