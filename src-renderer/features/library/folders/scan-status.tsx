import { type ReactNode, useState } from "react";
import type { ScanResult, Task, TaskProgress } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { formatAgo, formatCount, formatDuration } from "#renderer/lib/format.ts";
import { showError } from "#renderer/lib/toasts.ts";
import { Button } from "#renderer/ui/button.tsx";
import { ProgressBar } from "#renderer/ui/states.tsx";
import { folderTexts } from "./folder-texts.ts";
import { scanNumbers, scanResultOf, startScan, useScanTasks } from "./scan.ts";
import css from "./scan-status.module.css";

const say = folderTexts.scan;

/** What the scanner does, or what it did last, and the ways to start it. */
export function ScanStatus(): ReactNode {
  const { active, last } = useScanTasks();
  return (
    <div className={css["status"]}>
      {active === null ? (
        <LastScan task={last} />
      ) : (
        <ScanProgress key={active.uuid} task={active} />
      )}
      {active === null && (
        <div className={css["buttons"]}>
          <Button title={say.quickHint} onClick={() => startScan({ deep: false })}>
            {say.quick}
          </Button>
          <Button variant="quiet" title={say.deepHint} onClick={() => startScan({ deep: true })}>
            {say.deep}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A running scan: step, share, files, speed, time left, cancel. */
export function ScanProgress({ task }: { readonly task: Task }): ReactNode {
  const [isCancelling, setCancelling] = useState(false);
  const { progress } = task;
  const share =
    progress === null || progress.total === null || progress.total === 0
      ? null
      : progress.done / progress.total;
  function cancel(): void {
    setCancelling(true);
    request("tasks.cancel", { uuid: task.uuid }).catch((thrown: unknown) => {
      setCancelling(false);
      showError(thrown);
    });
  }
  return (
    <div className={css["progress"]}>
      <div className={css["line"]}>
        <span className={css["phase"]}>
          {progress === null ? say.waiting : phaseText(progress)}
        </span>
        <Button size="small" disabled={isCancelling} onClick={cancel}>
          {isCancelling ? say.cancelling : say.cancel}
        </Button>
      </div>
      <ProgressBar label={task.title} value={share} />
      <p className={css["facts"]}>{factsOf(task)}</p>
    </div>
  );
}

/** A task of one phase needs no "step 1 of 1". */
function phaseText({ phase, phaseIndex, phaseCount }: TaskProgress): string {
  return phaseCount === 1 ? phase : say.phase(phaseIndex + 1, phaseCount, phase);
}

function factsOf({ progress, title }: Task): string {
  if (progress === null) return title;
  const facts = [];
  if (progress.total !== null && progress.total > 0)
    facts.push(say.files(formatCount(progress.done), formatCount(progress.total)));
  else if (progress.done > 0) facts.push(say.filesSoFar(formatCount(progress.done)));
  if (progress.unitsPerSec !== null && progress.unitsPerSec >= 1)
    facts.push(say.speed(formatCount(progress.unitsPerSec)));
  if (progress.secondsLeft !== null && progress.secondsLeft >= 1)
    facts.push(say.left(formatDuration(progress.secondsLeft)));
  return facts.length === 0 ? title : facts.join(" · ");
}

function LastScan({ task }: { readonly task: Task | null }): ReactNode {
  if (task === null) return <p className={css["facts"]}>{say.never}</p>;
  const result = scanResultOf(task);
  if (task.status === "failed")
    return (
      <p role="alert" className={css["failed"]}>
        {say.failed}
        {task.errorMessage === null ? "." : `: ${task.errorMessage}`}
      </p>
    );
  if (task.status === "cancelled")
    return (
      <div className={css["line"]}>
        <p className={css["facts"]}>{say.cancelled}</p>
        <Button
          size="small"
          onClick={() => void request("tasks.resume", { uuid: task.uuid }).catch(showError)}
        >
          {say.again}
        </Button>
      </div>
    );
  if (result === null) return null;
  return (
    <>
      <dl className={css["numbers"]}>
        {scanNumbers.map((name) => (
          <div key={name} className={css["number"]}>
            <dt>{say.numbers[name]}</dt>
            <dd>{formatCount(result[name])}</dd>
          </div>
        ))}
      </dl>
      <p className={css["facts"]}>{finishedOf(task, result)}</p>
    </>
  );
}

function finishedOf({ completedAt, createdAt }: Task, result: ScanResult): string {
  return say.finished(
    formatAgo(completedAt ?? createdAt, Date.now()),
    result.seconds < 1 ? say.moment : formatDuration(result.seconds),
    formatCount(result.filesPerSecond),
  );
}
