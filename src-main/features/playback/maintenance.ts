import type { Database } from "#core/db/database.ts";
import type { MaintenanceTask } from "#core/runtime/maintenance-task.ts";
import { CountersRepository } from "./counters.repository.ts";

/** Thrown to take a dry run back. */
class DryRun extends Error {
  readonly changed: number;

  constructor(changed: number) {
    super("dry run");
    this.changed = changed;
  }
}

/** Repairs that playback offers. */
export function maintenanceTasks(context: { readonly database: Database }): MaintenanceTask[] {
  const counters = new CountersRepository();
  return [
    {
      name: "rebuild-play-counters",
      title: "Rebuild play counters",
      run({ dryRun }) {
        const changed = recount(context.database, counters, dryRun);
        const would = dryRun ? "would be" : "were";
        return {
          changed,
          summary:
            changed === 0
              ? "Every play counter agrees with the history."
              : `${changed} play counters did not agree with the history and ${would} put right.`,
        };
      },
    },
  ];
}

function recount(database: Database, counters: CountersRepository, dryRun: boolean): number {
  try {
    return database.write((tx) => {
      const changed =
        counters.recountSongStats(tx) + counters.recountSongs(tx) + counters.recountSessions(tx);
      if (dryRun) throw new DryRun(changed);
      return changed;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.changed;
    throw error;
  }
}
