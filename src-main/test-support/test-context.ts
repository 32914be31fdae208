import { randomUUID } from "node:crypto";
import type { Database } from "#core/db/database.ts";
import { dataPaths } from "#core/files/data-paths.ts";
import { type Caller, noSession } from "#core/ipc/caller.ts";
import { EventHub, type HubEvent } from "#core/ipc/event-hub.ts";
import { Journal } from "#core/journal/journal.ts";
import { type Logger, silentLogger } from "#core/logging/logger.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { TaskQueue } from "#core/tasks/task-queue.ts";
import { Transfers } from "#core/transfers/transfers.ts";
import { createTestDatabase } from "./test-database.ts";

/** A feature's context around a database, with real events, tasks and journal. */
export function contextOf(
  database: Database,
  folder: string,
  options: {
    readonly now?: () => number;
    readonly logger?: Logger;
    readonly events?: EventHub;
  } = {},
): FeatureContext {
  const { now = Date.now, logger = silentLogger, events = new EventHub() } = options;
  const paths = dataPaths(folder, database.path);
  return {
    database,
    events,
    journal: new Journal({ database, events, now }),
    tasks: new TaskQueue({ database, events, logger, now }),
    logger,
    transfers: new Transfers({ folder: paths.transfers, now, logger }),
    paths,
    now,
  };
}

/** A context over a new database with the production migrations, and what it told. Gone when disposed. */
export function createTestContext(options: { readonly now?: () => number } = {}): {
  readonly context: FeatureContext;
  readonly folder: string;
  readonly told: HubEvent[];
} & Disposable {
  const test = createTestDatabase();
  const context = contextOf(test.database, test.folder, options);
  const told: HubEvent[] = [];
  context.events.subscribe((event) => told.push(event));
  return { context, folder: test.folder, told, [Symbol.dispose]: () => test[Symbol.dispose]() };
}

/** Makes a profile and answers who acts as it, from a window of its own. */
export function insertCaller(
  database: Database,
  name: string,
  options: { readonly isAdmin?: boolean; readonly device?: string } = {},
): Caller {
  const { isAdmin = false, device = "web" } = options;
  const userUuid = randomUUID();
  const userId = database.write(
    (tx) =>
      tx.run(
        "INSERT INTO users (uuid, username, display_name, is_active, is_admin) VALUES (?, ?, ?, 1, ?)",
        userUuid,
        name.toLowerCase(),
        name,
        isAdmin ? 1 : 0,
      ).lastInsertRowid,
  );
  return {
    actor: { userId, userUuid, isAdmin, displayName: name },
    clientId: `window of ${name}`,
    device,
    session: noSession,
  };
}
