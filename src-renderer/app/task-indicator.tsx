import { LoaderCircle, X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { Task } from "#shared/contract/index.ts";
import { onEvent, onReconnect, request } from "#renderer/lib/bridge.ts";
import { formatCount, formatDuration } from "#renderer/lib/format.ts";
import { texts } from "#renderer/lib/texts.ts";
import { showError } from "#renderer/lib/toasts.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { ProgressBar } from "#renderer/ui/states.tsx";
import css from "./task-indicator.module.css";

/** The background work that runs: what, how far, how fast, how long still, and a way to stop it. */
export function TaskIndicator(): ReactNode {
  const tasks = useActiveTasks();
  const task = tasks.find((candidate) => candidate.status === "running") ?? tasks[0];
  if (task === undefined) return null;
  const share = shareDone(task);
  const pace = describePace(task);
  return (
    <section className={css["indicator"]} aria-label={texts.tasks.label}>
      <div className={css["head"]}>
        <LoaderCircle className={css["spinner"]} aria-hidden="true" />
        <span className={css["title"]}>{task.title}</span>
        <CancelButton key={task.uuid} task={task} />
      </div>
      <ProgressBar label={task.title} value={share} />
      <p className={css["facts"]}>
        {task.progress?.phase ?? texts.tasks.preparing}
        {share !== null && <span className={css["share"]}>{Math.floor(share * 100)} %</span>}
      </p>
      {pace !== "" && <p className={css["facts"]}>{pace}</p>}
      {tasks.length > 1 && <p className={css["facts"]}>{texts.tasks.more(tasks.length - 1)}</p>}
    </section>
  );
}

function CancelButton({ task }: { readonly task: Task }): ReactNode {
  const [isAsked, setAsked] = useState(false);
  function cancel(): void {
    setAsked(true);
    request("tasks.cancel", { uuid: task.uuid }).catch((error: unknown) => {
      setAsked(false);
      showError(error);
    });
  }
  return (
    <IconButton
      size="small"
      label={isAsked ? texts.tasks.cancelling : texts.tasks.cancelNamed(task.title)}
      disabled={isAsked}
      onClick={cancel}
    >
      <X />
    </IconButton>
  );
}

function shareDone({ progress }: Task): number | null {
  if (progress === null || progress.total === null || progress.total === 0) return null;
  return progress.done / progress.total;
}

/** `2,310 files/s · 26 s left`, as far as it is known. */
function describePace({ progress }: Task): string {
  const facts: string[] = [];
  if (progress !== null && progress.unitsPerSec !== null && progress.unitsPerSec >= 1)
    facts.push(texts.tasks.filesPerSec(formatCount(progress.unitsPerSec)));
  if (progress !== null && progress.secondsLeft !== null && progress.secondsLeft >= 1)
    facts.push(texts.tasks.left(formatDuration(progress.secondsLeft)));
  return facts.join(" · ");
}

function isActive(task: Task): boolean {
  return task.status === "pending" || task.status === "running";
}

function useActiveTasks(): readonly Task[] {
  const { value } = useResource("tasks.list", { limit: 20 });
  const [heard, setHeard] = useState<ReadonlyMap<string, Task>>(new Map());
  useEffect(() => {
    const stops = [
      // Finished ones stay known: the list was answered before and still calls them active.
      onEvent("tasks.changed", ({ task }) =>
        setHeard((former) => new Map([...former, [task.uuid, task]])),
      ),
      // What ended while main was lost was never heard of: the list, asked anew, is the truth.
      onReconnect(() => setHeard(new Map())),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  const all = new Map((value?.tasks ?? []).map((task) => [task.uuid, task]));
  for (const [uuid, task] of heard) all.set(uuid, task);
  return [...all.values()].filter(isActive);
}
