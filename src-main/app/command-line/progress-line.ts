import type { TaskProgress } from "#shared/contract/index.ts";

const barWidth = 24;

/** Draws a task's progress on one line of a terminal; silent when standard error is not one. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  #isDrawn = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  draw(progress: TaskProgress): void {
    if (!this.#stream.isTTY) return;
    this.#stream.write(
      `\r\u001b[2K${progressText(progress).slice(0, Math.max(20, this.#stream.columns - 1))}`,
    );
    this.#isDrawn = true;
  }

  /** Takes the line away, so that what follows stands alone. */
  clear(): void {
    if (this.#isDrawn) this.#stream.write("\r\u001b[2K");
    this.#isDrawn = false;
  }
}

/** One line: phase, bar, counts, rate, time left. Exported for its test. */
export function progressText(progress: TaskProgress): string {
  const { phase, done, total, unitsPerSec, secondsLeft } = progress;
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  const filled = share === null ? 0 : Math.round(share * barWidth);
  const bar = share === null ? "" : ` ${"█".repeat(filled)}${"░".repeat(barWidth - filled)}`;
  const counts = total === null ? `${done}` : `${done}/${total}`;
  const rate = unitsPerSec === null ? "" : `  ${Math.round(unitsPerSec)}/s`;
  const left = secondsLeft === null ? "" : `  ${Math.ceil(secondsLeft)} s left`;
  return `${phase}${bar} ${counts}${rate}${left}`;
}
