import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import type { ScanIssue, ScanResult } from "#shared/contract/index.ts";
import { scanResultSchema } from "#shared/contract/library.contract.ts";
import { completedTask } from "./completed-task.ts";
import type { CoreConnection } from "./core-connection.ts";

/** What `import` and `scan` answer: the numbers of all their folders, and the files that could not be read. */
export interface ImportReport extends ScanResult {
  readonly issues: readonly Pick<ScanIssue, "path" | "code" | "message">[];
}

const windowSize = 1000;

/** Watches each folder (or scans it again when it is watched already) and waits until all are read. */
export async function importFolders(
  core: CoreConnection,
  folders: readonly string[],
  deep: boolean,
): Promise<ImportReport> {
  const paths = folders.map((folder) => resolve(folder));
  const results: ScanResult[] = [];
  for (const path of paths) results.push(await runScan(core, await startImport(core, path, deep)));
  return report(core, results, paths.map(realPath));
}

/** Scans every watched folder. */
export async function scanAll(core: CoreConnection, deep: boolean): Promise<ImportReport> {
  const { taskId } = await core.request("library.scan", { deep });
  const { folders } = await core.request("library.listFolders", {});
  return report(
    core,
    [await runScan(core, taskId)],
    folders.map((folder) => folder.path),
  );
}

async function startImport(core: CoreConnection, path: string, deep: boolean): Promise<string> {
  const { folders } = await core.request("library.listFolders", {});
  const real = realPath(path);
  const watched = folders.find((folder) => folder.path === real || isInside(real, folder.path));
  if (watched !== undefined)
    return (await core.request("library.scan", { folderUuid: watched.uuid, deep })).taskId;
  return (await core.request("library.addFolder", { path, deep })).taskId;
}

async function runScan(core: CoreConnection, taskId: string): Promise<ScanResult> {
  const task = await completedTask(
    core,
    taskId,
    "Cancelled. What was read so far is in the library.",
  );
  return scanResultSchema.parse(task.result);
}

async function report(
  core: CoreConnection,
  results: readonly ScanResult[],
  roots: readonly string[],
): Promise<ImportReport> {
  const sum = (key: keyof ScanResult): number =>
    results.reduce((total, result) => total + result[key], 0);
  const seconds = sum("seconds");
  const files = sum("added") + sum("updated") + sum("unchanged") + sum("moved") + sum("failed");
  return {
    added: sum("added"),
    updated: sum("updated"),
    unchanged: sum("unchanged"),
    moved: sum("moved"),
    missing: sum("missing"),
    failed: sum("failed"),
    seconds,
    filesPerSecond: seconds === 0 ? 0 : Math.round(files / seconds),
    issues: await issuesUnder(core, roots),
  };
}

async function issuesUnder(
  core: CoreConnection,
  roots: readonly string[],
): Promise<ImportReport["issues"]> {
  const found: Pick<ScanIssue, "path" | "code" | "message">[] = [];
  for (let offset = 0; ; offset += windowSize) {
    const { rows, total } = await core.request("library.listScanIssues", {
      offset,
      limit: windowSize,
    });
    for (const { path, code, message } of rows) {
      if (roots.some((root) => path === root || isInside(path, root)))
        found.push({ path, code, message });
    }
    if (offset + windowSize >= total) return found;
  }
}

/** The path with links followed; as given when there is nothing there, so that the core says what is wrong with it. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

function isInside(path: string, folder: string): boolean {
  const root = /[/\\]$/.test(folder) ? folder : folder + (folder.includes("\\") ? "\\" : "/");
  return path.startsWith(root);
}
