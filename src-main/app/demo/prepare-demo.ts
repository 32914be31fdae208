import { randomUUID } from "node:crypto";
import type { Task } from "#shared/contract/index.ts";
import { AppError, fromWireError } from "#shared/errors/app-error.ts";
import { ProgressLine } from "#app/command-line/progress-line.ts";
import type { SegueApp } from "#app/compose.ts";

/**
 * Starts the demo music and draws its progress on the terminal, as the page does in its corner. Resolves when it is in the
 * library.
 *
 * @throws AppError when it could not be made, with the task's sentence
 */
export async function prepareDemo(app: SegueApp): Promise<void> {
  const caller = app.callerFor({ clientId: randomUUID(), device: "command-line" });
  const line = new ProgressLine(process.stderr);
  const ended: Task[] = [];
  const unsubscribe = app.events.subscribe((event) => {
    if (event.name !== "tasks.changed" || !("task" in event.payload)) return;
    draw(line, event.payload.task);
    if (event.payload.task.completedAt !== null) ended.push(event.payload.task);
  });
  try {
    const answer = await app.dispatch("library.addDemoMusic", {}, caller);
    if (!answer.ok) throw fromWireError(answer.error);
    await app.idle();
    const [failed] = ended.filter((task) => task.status === "failed");
    if (failed !== undefined)
      throw new AppError("unavailable", failed.errorMessage ?? "The demo music could not be made.");
  } finally {
    unsubscribe();
    line.clear();
  }
}

function draw(line: ProgressLine, task: Task): void {
  if (task.status === "running" && task.progress !== null) line.draw(task.progress);
}
