import type { TaskStatus } from "#shared/contract/index.ts";

/** Which states may follow which. `failed` and `cancelled` go back to `pending` when a person resumes. */
const followers: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  pending: ["running", "cancelled"],
  running: ["completed", "failed", "cancelled", "pending"],
  completed: [],
  failed: ["pending"],
  cancelled: ["pending"],
};

/** True when a task may go from `from` to `to`. Running to pending is the taking up of work whose process died. */
export function mayFollow(from: TaskStatus, to: TaskStatus): boolean {
  return followers[from].includes(to);
}

export function isFinished(status: TaskStatus): boolean {
  return status === "completed" || status === "failed" || status === "cancelled";
}
