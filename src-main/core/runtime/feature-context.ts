import type { Database } from "#core/db/database.ts";
import type { Journal } from "#core/journal/journal.ts";
import type { EventHub } from "#core/ipc/event-hub.ts";
import type { Logger } from "#core/logging/logger.ts";
import type { TaskQueue } from "#core/tasks/task-queue.ts";
import type { DataPaths } from "#core/files/data-paths.ts";
import type { Transfers } from "#core/transfers/transfers.ts";

/** What every feature is built from. Made once in `app/compose.ts`, passed by constructor. */
export interface FeatureContext {
  readonly database: Database;
  readonly events: EventHub;
  /** The door for whatever a person changes. */
  readonly journal: Journal;
  readonly tasks: TaskQueue;
  /** Files that people send, and that are made for them. */
  readonly transfers: Transfers;
  readonly logger: Logger;
  readonly paths: DataPaths;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
