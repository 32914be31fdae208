import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { openDatabase } from "#core/db/open-database.ts";
import { dataPaths } from "#core/files/data-paths.ts";
import { noSession } from "#core/ipc/caller.ts";
import { EventHub } from "#core/ipc/event-hub.ts";
import { Journal } from "#core/journal/journal.ts";
import { silentLogger } from "#core/logging/logger.ts";
import { TaskQueue } from "#core/tasks/task-queue.ts";
import { Transfers } from "#core/transfers/transfers.ts";
import { scanResultSchema } from "#shared/contract/library.contract.ts";
import { createLibraryImport } from "#features/library/index.ts";

/**
 * Usage: `node bench/import-once.ts FOLDER`. Imports the folder into a new library, scans it quickly three times and deeply once, and
 * prints one line of JSON. A process of its own, so that memory and the event loop's delays are the import's alone.
 */
const music = process.argv[2] ?? "";
const folder = mkdtempSync(join(tmpdir(), "segue-bench-"));
const database = openDatabase(join(folder, "data", "segue.db"), { backupFolder: folder });
const events = new EventHub();
const tasks = new TaskQueue({ database, events, logger: silentLogger });
const paths = dataPaths(folder, database.path);
const journal = new Journal({ database, events, now: Date.now });
const now = Date.now;
const logger = silentLogger;
const transfers = new Transfers({ folder: paths.transfers, now, logger });
const context = { database, events, journal, tasks, transfers, logger, paths, now };
const library = createLibraryImport(context);
for (const kind of library.taskKinds) tasks.register(kind);
tasks.start();
const actor = { userId: 0, userUuid: "", isAdmin: true, displayName: "Bench" };
const caller = { actor, clientId: "bench", device: "bench", session: noSession };
database.write((tx) =>
  tx.run(
    "INSERT INTO users (id, uuid, username, display_name) VALUES (0, 'bench', 'bench', 'Bench')",
  ),
);

async function timed(taskId: string): Promise<{ seconds: number; files: number; delayMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const task = await tasks.waitFor(taskId);
  delay.disable();
  const result = scanResultSchema.parse(task.result);
  const files = result.filesPerSecond * result.seconds;
  return { seconds: result.seconds, files, delayMs: delay.max / 1e6 };
}

let peakBytes = 0;
const sampler = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, 10);
const scan = async (deep: boolean): ReturnType<typeof timed> =>
  await timed((await library.handlers["library.scan"]({ deep }, caller)).taskId);
const imported = await timed(
  (await library.handlers["library.addFolder"]({ path: music }, caller)).taskId,
);
const importPeakBytes = peakBytes;
const quick = [await scan(false), await scan(false), await scan(false)];
const deep = await scan(true);
clearInterval(sampler);
process.stdout.write(`${JSON.stringify({ imported, importPeakBytes, quick, deep })}\n`);
await tasks.close();
await library.close();
database.close();
rmSync(folder, { recursive: true });
