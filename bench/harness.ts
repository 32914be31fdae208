import { closeSync, openSync, readSync } from "node:fs";

/** One measured figure beside what it should be. */
export interface Measurement {
  readonly name: string;
  readonly unit: string;
  readonly measured: number;
  readonly target: number;
  /** `most`: the target is a ceiling; `least`: a floor. */
  readonly bound: "most" | "least";
  /** The same done by another program in the same run. */
  readonly peer?: { readonly name: string; readonly measured: number };
}

/** What every `NAME.bench.ts` exports. */
export interface BenchModule {
  readonly bench: () => Promise<Measurement[]>;
}

/** The value below which `part` (0 to 1) of the samples lie. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Milliseconds that `work` takes. */
export async function timeMs(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

export function isMet({ bound, measured, target }: Measurement): boolean {
  return bound === "most" ? measured <= target : measured >= target;
}

/** A table for the terminal and for docs/performance.md: what is 1.00x or better meets its target. */
export function table(measurements: readonly Measurement[]): string {
  const rows = measurements.map((one) => [
    one.name,
    `${one.bound === "most" ? "<=" : ">="} ${figure(one.target)} ${one.unit}`,
    `${figure(one.measured)} ${one.unit}`,
    `${(one.bound === "most" ? one.target / one.measured : one.measured / one.target).toFixed(2)}x`,
    one.peer === undefined ? "" : `${one.peer.name}: ${figure(one.peer.measured)} ${one.unit}`,
    isMet(one) ? "met" : "MISSED",
  ]);
  const head = ["What", "Target", "Measured", "Ratio", "Peer", ""];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(1);
}

/** Reads the file once: the targets are for a warm page cache, which the system may have given to something else. */
export function warmUp(path: string): void {
  const file = openSync(path, "r");
  const buffer = Buffer.allocUnsafe(1 << 20);
  while (readSync(file, buffer) > 0);
  closeSync(file);
}
