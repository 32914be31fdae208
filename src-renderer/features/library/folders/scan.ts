import type { ScanResult, Task } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { showError } from "#renderer/lib/toasts.ts";
import { type TasksOfKinds, useTasksOf } from "#renderer/lib/use-tasks.ts";

/** Starts a scan of one folder, or of all. What becomes of it is a task that everybody hears of. */
export function startScan(input: { folderUuid?: string; deep: boolean }): void {
  request("library.scan", input).catch(showError);
}

/** Has Segue compose its demo music and add it. */
export function startDemo(): void {
  request("library.addDemoMusic", {}).catch(showError);
}

const scanKinds: readonly string[] = ["library.scan"];
/** What fills an empty library: a scan, or the demo music that is scanned once it is composed. */
export const fillingKinds: readonly string[] = [...scanKinds, "app.makeDemoMusic"];

/** The scans, or tasks of some other kinds. */
export function useScanTasks(kinds: readonly string[] = scanKinds): TasksOfKinds {
  return useTasksOf(kinds);
}

const numbers = ["added", "updated", "unchanged", "moved", "missing", "failed"] as const;
export type ScanNumber = (typeof numbers)[number];
export const scanNumbers: readonly ScanNumber[] = numbers;

/** A task's result as a scan's, or null when it is something else (an older version's, a task that failed). */
export function scanResultOf(task: Task): ScanResult | null {
  const { result } = task;
  if (result === null || typeof result !== "object" || Array.isArray(result)) return null;
  const { added, updated, unchanged, moved, missing, failed, seconds, filesPerSecond } = result;
  if (
    typeof added !== "number" ||
    typeof updated !== "number" ||
    typeof unchanged !== "number" ||
    typeof moved !== "number" ||
    typeof missing !== "number" ||
    typeof failed !== "number" ||
    typeof seconds !== "number" ||
    typeof filesPerSecond !== "number"
  )
    return null;
  return { added, updated, unchanged, moved, missing, failed, seconds, filesPerSecond };
}
