import { mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { ScanIssue, ScanResult, Task } from "#shared/contract/index.ts";
import { scanResultSchema } from "#shared/contract/library.contract.ts";
import { openDatabase } from "#core/db/open-database.ts";
import { type Caller, noSession } from "#core/ipc/caller.ts";
import { EventHub } from "#core/ipc/event-hub.ts";
import { type Logger, silentLogger } from "#core/logging/logger.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import {
  createLibraryImport,
  type LibraryImport,
  type LibraryImportOptions,
} from "#features/library/index.ts";
import { AudioFileReader } from "#features/library/tags/audio-file-reader.ts";
import { contextOf } from "./test-context.ts";
import { openTestDatabase, temporaryFolder } from "./test-database.ts";

const ownerUuid = "5d1f0c5e-3c1f-4a53-9d5b-0a3a5f3f2c11";

/** Reads files one by one without threads: starting them takes longer than the handful of files of a test. */
function readInThisThread(): ReturnType<NonNullable<LibraryImportOptions["createReader"]>> {
  const reader = new AudioFileReader();
  return {
    async *read(files) {
      for (const { path } of files) yield [await reader.read(path)];
    },
    close: () => undefined,
  };
}

/** A library with its own database and data folder, and a folder for music. */
export interface TestLibrary extends AsyncDisposable {
  readonly context: FeatureContext;
  readonly library: LibraryImport;
  readonly caller: Caller;
  /** Temporary folder that holds everything. */
  readonly folder: string;
  /** `folder`/music, there and empty. */
  readonly music: string;
  /** Adds a folder (`music` by default) and waits for its scan. */
  add(path?: string): Promise<ScanResult>;
  /** Scans all folders and waits. */
  scan(options?: { readonly deep?: boolean }): Promise<ScanResult>;
  issues(): ScanIssue[];
  /** Waits for a task and returns it. */
  finished(taskId: string): Promise<Task>;
}

/**
 * @param existing a folder in which a library was made before, for instance by a process that died; it is left to its
 *   maker to remove
 */
export function createTestLibrary(
  options: LibraryImportOptions = {},
  existing: string | null = null,
): TestLibrary {
  const temporary = existing === null ? temporaryFolder() : null;
  // Real, because watched folders are kept so (macOS has its temporary folder behind a link).
  const folder = realpathSync(existing ?? temporary?.path ?? "");
  const data = join(folder, "data");
  const backupFolder = join(data, "backups");
  const database =
    existing === null
      ? openTestDatabase(join(data, "segue.db"), backupFolder)
      : openDatabase(join(data, "segue.db"), { backupFolder });
  const events = new EventHub();
  let lastFailure: unknown;
  const logger: Logger = {
    ...silentLogger,
    error: (_message, fields) => {
      lastFailure = fields?.["error"];
    },
  };
  const userId = database.write((tx) => {
    tx.run(
      `INSERT INTO users (uuid, username, display_name) VALUES (?, 'owner', 'Owner') ON CONFLICT DO NOTHING`,
      ownerUuid,
    );
    return tx.get<{ id: number }>("SELECT id FROM users")?.id ?? 0;
  });
  const context = contextOf(database, folder, { events, logger });
  const { tasks } = context;
  const library = createLibraryImport(context, { createReader: readInThisThread, ...options });
  for (const kind of library.taskKinds) tasks.register(kind);
  tasks.start();
  const music = join(folder, "music");
  mkdirSync(music, { recursive: true });
  const actor = { userId, userUuid: ownerUuid, isAdmin: true, displayName: "Owner" };
  const caller: Caller = { actor, clientId: "test", device: "test", session: noSession };
  const resultOf = async (taskId: string): Promise<ScanResult> => {
    const task = await tasks.waitFor(taskId);
    if (task.status !== "completed")
      throw new Error(`The scan ended as ${task.status}: ${task.errorMessage}`, {
        cause: lastFailure,
      });
    return scanResultSchema.parse(task.result);
  };
  return {
    context,
    library,
    caller,
    folder,
    music,
    add: async (path = music) =>
      resultOf((await library.handlers["library.addFolder"]({ path }, caller)).taskId),
    scan: async ({ deep = false } = {}) =>
      resultOf((await library.handlers["library.scan"]({ deep }, caller)).taskId),
    issues: () =>
      context.database.read.all<ScanIssue>(
        "SELECT path, code, message FROM scan_issues ORDER BY path",
      ),
    finished: (taskId) => tasks.waitFor(taskId),
    [Symbol.asyncDispose]: async () => {
      await tasks.close();
      await library.close();
      database.close();
      temporary?.[Symbol.dispose]();
    },
  };
}
