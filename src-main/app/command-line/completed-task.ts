import type { Task } from "#shared/contract/index.ts";
import { AppError, errorCodes } from "#shared/errors/app-error.ts";
import { isFinished } from "#core/tasks/task-state.ts";
import type { CoreConnection } from "./core-connection.ts";
import { ProgressLine } from "./progress-line.ts";

/**
 * Waits for a task, showing how far it is on standard error; Ctrl+C cancels it.
 *
 * @param cancelled what to say when it was cancelled
 * @throws AppError what the task failed with; `cancelled`
 */
export async function completedTask(
  core: CoreConnection,
  taskId: string,
  cancelled = "Cancelled.",
): Promise<Task> {
  const line = new ProgressLine(process.stderr);
  const cancel = (): void => {
    void core.request("tasks.cancel", { uuid: taskId });
  };
  process.once("SIGINT", cancel);
  try {
    const task = await finishedTask(core, taskId, line);
    if (task.status === "completed") return task;
    if (task.status === "cancelled") throw new AppError("cancelled", cancelled);
    throw new AppError(
      errorCodes.find((code) => code === task.errorCode) ?? "internal",
      task.errorMessage ?? "The task failed.",
    );
  } finally {
    line.clear();
    process.off("SIGINT", cancel);
  }
}

/** Asks once, then listens: the task may have ended before the listener was there. */
async function finishedTask(
  core: CoreConnection,
  taskId: string,
  line: ProgressLine,
): Promise<Task> {
  return new Promise((resolveTask, reject) => {
    const look = (task: Task): void => {
      if (task.uuid !== taskId) return;
      if (task.progress !== null) line.draw(task.progress);
      if (isFinished(task.status)) resolveTask(task);
    };
    core.on("tasks.changed", ({ task }) => look(task));
    core.request("tasks.get", { uuid: taskId }).then(look, reject);
  });
}
