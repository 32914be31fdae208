import { useEffect, useState } from "react";
import type { ScanResult, Task } from "#shared/contract/index.ts";
import { onEvent, request } from "#renderer/lib/bridge.ts";
import { showError } from "#renderer/lib/toasts.ts";
import { useResource } from "#renderer/lib/use-resource.ts";

/** Starts a scan of one folder, or of all. What becomes of it is a task that everybody hears of. */
export function startScan(input: { folderUuid?: string; deep: boolean }): void {
  request("library.scan", input).catch(showError);
}

/** Has Segue compose its demo music and add it. */
export function startDemo(): void {
  request("library.addDemoMusic", {}).catch(showError);
}

export interface ScanTasks {
  /** The scan that runs or waits. */
  readonly active: Task | null;
  /** The newest one that is over. */
  readonly last: Task | null;
}

const scanKinds: readonly string[] = ["library.scan"];
/** What fills an empty library: a scan, or the demo music that is scanned once it is composed. */
export const fillingKinds: readonly string[] = [...scanKinds, "app.makeDemoMusic"];

/** The tasks of some kinds (scans by default), kept up to date by events. */
export function useScanTasks(kinds: readonly string[] = scanKinds): ScanTasks {
  const { value } = useResource("tasks.list", { limit: 50 });
  const [heard, setHeard] = useState<ReadonlyMap<string, Task>>(new Map());
  useEffect(
    () =>
      onEvent("tasks.changed", ({ task }) =>
        setHeard((former) => new Map([...former, [task.uuid, task]])),
      ),
    [],
  );
  const byUuid = new Map((value?.tasks ?? []).map((task) => [task.uuid, task]));
  for (const [uuid, task] of heard) byUuid.set(uuid, task);
  const scans = [...byUuid.values()]
    .filter((task) => kinds.includes(task.kind))
    .toSorted((a, b) => b.createdAt - a.createdAt);
  const isActive = (task: Task): boolean => task.status === "pending" || task.status === "running";
  return {
    active: scans.find((task) => task.status === "running") ?? scans.find(isActive) ?? null,
    last: scans.find((task) => !isActive(task)) ?? null,
  };
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
