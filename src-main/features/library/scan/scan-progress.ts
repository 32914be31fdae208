import type { TaskProgress } from "#shared/contract/index.ts";

export const scanPhases = [
  "Finding files",
  "Reading tags",
  "Covers",
  "Moved files",
  "Finishing",
] as const;
export type ScanPhase = (typeof scanPhases)[number];

/** Seconds over which the speed is smoothed: steady enough to read, quick enough to be true. */
const smoothingSec = 3;

/** Counts what a phase has done and how fast, and tells it. */
export class ScanProgress {
  readonly #report: (progress: TaskProgress) => void;
  readonly #clock: () => number;
  #phase: ScanPhase = "Finding files";
  #done = 0;
  #total: number | null = null;
  #unitsPerSec: number | null = null;
  #measuredAt = 0;
  #measuredDone = 0;

  /** @param clock milliseconds, monotonic */
  constructor(report: (progress: TaskProgress) => void, clock: () => number) {
    this.#report = report;
    this.#clock = clock;
  }

  /** @param total null while the amount is not known */
  begin(phase: ScanPhase, total: number | null): void {
    this.#phase = phase;
    this.#done = 0;
    this.#total = total;
    this.#unitsPerSec = null;
    this.#measuredAt = this.#clock();
    this.#measuredDone = 0;
    this.#tell();
  }

  advance(units: number): void {
    this.#done += units;
    this.#measure();
    this.#tell();
  }

  #measure(): void {
    const now = this.#clock();
    const elapsedSec = (now - this.#measuredAt) / 1000;
    if (elapsedSec < 0.1) return;
    const speed = (this.#done - this.#measuredDone) / elapsedSec;
    // Exponential smoothing whose weight follows the time passed, not the number of calls.
    const weight = 1 - Math.exp(-elapsedSec / smoothingSec);
    this.#unitsPerSec =
      this.#unitsPerSec === null ? speed : this.#unitsPerSec + weight * (speed - this.#unitsPerSec);
    this.#measuredAt = now;
    this.#measuredDone = this.#done;
  }

  #tell(): void {
    const left = this.#total === null ? null : Math.max(0, this.#total - this.#done);
    const speed = this.#unitsPerSec;
    this.#report({
      phase: this.#phase,
      phaseIndex: scanPhases.indexOf(this.#phase),
      phaseCount: scanPhases.length,
      done: this.#done,
      total: this.#total,
      unitsPerSec: speed,
      secondsLeft: left === null || speed === null || speed <= 0 ? null : left / speed,
    });
  }
}
