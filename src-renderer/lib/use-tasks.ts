import { useEffect, useState } from "react";
import type { Task } from "#shared/contract/index.ts";
import { onEvent } from "./bridge.ts";
import { useResource } from "./use-resource.ts";

export interface TasksOfKinds {
  /** The one that runs or waits. */
  readonly active: Task | null;
  /** The newest one that is over. */
  readonly last: Task | null;
}

/** The tasks of some kinds, kept up to date by events. */
export function useTasksOf(kinds: readonly string[]): TasksOfKinds {
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
  const ofKinds = [...byUuid.values()]
    .filter((task) => kinds.includes(task.kind))
    .toSorted((a, b) => b.createdAt - a.createdAt);
  return {
    active: ofKinds.find((task) => task.status === "running") ?? ofKinds.find(isActive) ?? null,
    last: ofKinds.find((task) => !isActive(task)) ?? null,
  };
}

function isActive({ status }: Task): boolean {
  return status === "pending" || status === "running";
}
