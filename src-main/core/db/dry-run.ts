import type { Database, WriteTx } from "./database.ts";

/** Thrown to take a dry run back. */
class DryRun extends Error {
  readonly changed: number;

  constructor(changed: number) {
    super("dry run");
    this.changed = changed;
  }
}

/**
 * Runs a repair, or with `isDryRun` only tries it: everything is taken back.
 *
 * @returns how many rows it changed, or would have
 */
export function writeOrTry(
  database: Database,
  isDryRun: boolean,
  repair: (tx: WriteTx) => number,
): number {
  try {
    return database.write((tx) => {
      const changed = repair(tx);
      if (isDryRun) throw new DryRun(changed);
      return changed;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.changed;
    throw error;
  }
}
