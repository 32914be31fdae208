import type { Database } from "#core/db/database.ts";
import { writeOrTry } from "#core/db/dry-run.ts";
import type { MaintenanceTask } from "#core/runtime/maintenance-task.ts";
import { CountersRepository } from "./counters.repository.ts";

/** Repairs that playback offers. */
export function maintenanceTasks(context: { readonly database: Database }): MaintenanceTask[] {
  const counters = new CountersRepository();
  return [
    {
      name: "rebuild-play-counters",
      title: "Rebuild play counters",
      run({ dryRun }) {
        const changed = writeOrTry(
          context.database,
          dryRun,
          (tx) =>
            counters.recountSongStats(tx) +
            counters.recountSongs(tx) +
            counters.recountSessions(tx),
        );
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
