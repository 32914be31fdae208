import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Task } from "#shared/contract/index.ts";
import { dataPaths } from "#core/files/data-paths.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { EventHub } from "#core/ipc/event-hub.ts";
import { silentLogger } from "#core/logging/logger.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { TaskQueue } from "#core/tasks/task-queue.ts";
import { createLibraryImport, type LibraryImport } from "#features/library/index.ts";
import { createTestDatabase } from "./test-database.ts";

/** A library with its own database, data folder and an empty music folder. */
export interface TestLibrary extends AsyncDisposable {
  readonly context: FeatureContext;
  readonly library: LibraryImport;
  readonly caller: Caller;
  /** Real path of a folder for music. */
  readonly music: string;
  /** Waits for a task and returns it. */
  finished(taskId: string): Promise<Task>;
}

export function createTestLibrary(
  options: Parameters<typeof createLibraryImport>[1] = {},
): TestLibrary {
  const test = createTestDatabase();
  const { database, folder } = test;
  const events = new EventHub();
  const tasks = new TaskQueue({ database, events, logger: silentLogger });
  const userId = database.write(
    (tx) =>
      tx.run(
        "INSERT INTO users (uuid, username, display_name) VALUES (?, 'owner', 'Owner')",
        ownerUuid,
      ).lastInsertRowid,
  );
  const context: FeatureContext = {
    database,
    events,
    tasks,
    logger: silentLogger,
    paths: dataPaths(folder, database.path),
    now: Date.now,
  };
  const library = createLibraryImport(context, options);
  for (const kind of library.taskKinds) tasks.register(kind);
  tasks.start();
  const music = join(folder, "music");
  mkdirSync(music);
  return {
    context,
    library,
    music,
    caller: {
      actor: { userId, userUuid: ownerUuid, isAdmin: true },
      clientId: "test",
      device: "test",
    },
    finished: (taskId) => tasks.waitFor(taskId),
    [Symbol.asyncDispose]: async () => {
      await tasks.close();
      await library.close();
      test[Symbol.dispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const ownerUuid = "5d1f0c5e-3c1f-4a53-9d5b-0a3a5f3f2c11";
