import { AppError } from "#shared/errors/app-error.ts";
import type { Actor } from "#core/ipc/caller.ts";
import type { MaintenanceReport, MaintenanceTask } from "#core/runtime/maintenance-task.ts";

/** Runs the repairs that the features offer. Knows none of them: `app/compose.ts` hands them over. */
export class MaintenanceService {
  readonly #tasks: ReadonlyMap<string, MaintenanceTask>;

  constructor(tasks: readonly MaintenanceTask[]) {
    this.#tasks = new Map(tasks.map((task) => [task.name, task]));
    if (this.#tasks.size !== tasks.length) throw new Error("Two maintenance tasks have one name");
  }

  list(): { name: string; title: string }[] {
    return [...this.#tasks.values()].map(({ name, title }) => ({ name, title }));
  }

  /** @throws AppError `not_allowed` for anyone but an administrator, `not_found` for an unknown name */
  run(name: string, isDryRun: boolean, actor: Actor): MaintenanceReport {
    if (!actor.isAdmin) {
      throw new AppError("not_allowed", "Only an administrator of this library can run repairs.");
    }
    const task = this.#tasks.get(name);
    if (task === undefined) {
      const known = [...this.#tasks.keys()].join(", ");
      throw new AppError("not_found", `There is no repair named "${name}". There is: ${known}.`, {
        name,
      });
    }
    return task.run({ dryRun: isDryRun });
  }
}
