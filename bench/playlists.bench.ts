import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChannelInput } from "#shared/contract/index.ts";
import { openDatabase } from "#core/db/open-database.ts";
import { type Caller, noSession } from "#core/ipc/caller.ts";
import { EventHub } from "#core/ipc/event-hub.ts";
import { journalHandlers } from "#core/journal/journal.handlers.ts";
import { Journal } from "#core/journal/journal.ts";
import { silentLogger } from "#core/logging/logger.ts";
import { dataPaths } from "#core/files/data-paths.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { TaskQueue } from "#core/tasks/task-queue.ts";
import { Transfers } from "#core/transfers/transfers.ts";
import { createSongs } from "#features/library/index.ts";
import { createPlaylists } from "#features/playlists/index.ts";
import { type Measurement, percentile, timeMs } from "./harness.ts";
import { makeLibrary } from "./make-library.ts";

const size = 10_000;

/** A playlist of 10,000 songs in a library of 100,000: open it, move in it, fill and empty it, take that back. */
export async function bench(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), "segue-bench-"));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string): Promise<Measurement[]> {
  const path = join(folder, "segue.db");
  copyFileSync(makeLibrary(100_000), path);
  const context = contextOf(folder, path);
  const { database } = context;
  const songs = createSongs(context);
  const playlists = createPlaylists(context, {
    songs,
    pictures: { keep: () => Promise.reject(new Error("Nobody sends pictures here")) },
  });
  const { handlers } = playlists;
  const journal = journalHandlers(context);
  const caller = owner(database.read.pluck<string>("SELECT uuid FROM users WHERE id = 1")[0] ?? "");
  try {
    const all = await songs.handlers["songs.openView"](
      { viewName: "songs", query: "", sort: [] },
      caller,
    );
    const selection = { snapshotId: all.snapshotId, ranges: [{ from: 0, to: size }] };
    const make = async () =>
      (await handlers["playlists.create"]({ name: "Big" }, caller)).playlist.uuid;
    const add = (uuid: string) =>
      handlers["playlists.addTracks"](
        { uuid, selection, beforeEntryUuid: null, duplicates: "skip" },
        caller,
      );
    const open = async (uuid: string, more: Partial<ChannelInput<"playlists.openView">> = {}) => {
      const view = await handlers["playlists.openView"](
        { viewName: "big", uuid, query: "", sort: [], ...more },
        caller,
      );
      const { rows } = await handlers["playlists.getWindow"](
        { snapshotId: view.snapshotId, offset: 0, limit: 60 },
        caller,
      );
      return { view, rows };
    };
    const adds: number[] = [];
    const removals: number[] = [];
    const undos: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const uuid = await make();
      adds.push(await timeMs(() => add(uuid)));
      const { view } = await open(uuid);
      const entries = { snapshotId: view.snapshotId, ranges: [{ from: 0, to: size }] };
      removals.push(
        await timeMs(() => handlers["playlists.removeTracks"]({ uuid, entries }, caller)),
      );
      undos.push(await timeMs(() => journal["journal.undo"]({}, caller)));
    }
    const uuid = await make();
    await add(uuid);
    const opens: number[] = [];
    for (let round = 0; round < 20; round += 1) opens.push(await timeMs(() => open(uuid)));
    const sorted: number[] = [];
    for (let round = 0; round < 10; round += 1)
      sorted.push(
        await timeMs(() => open(uuid, { sort: [{ key: "title", descending: round % 2 === 1 }] })),
      );
    const uuids = database.read.pluck<string>(
      "SELECT t.uuid FROM playlist_tracks t JOIN playlists p ON p.id = t.playlist_id WHERE p.uuid = ? ORDER BY t.order_key",
      uuid,
    );
    const moves: number[] = [];
    for (let round = 0; round < 200; round += 1) {
      const entry = uuids[(round * 7919) % size] ?? "";
      const before = uuids[(round * 104_729 + 1) % size] ?? "";
      moves.push(
        await timeMs(() =>
          handlers["playlists.reorderTracks"](
            { uuid, entries: { entryUuids: [entry] }, beforeEntryUuid: before },
            caller,
          ),
        ),
      );
    }
    const lists: number[] = [];
    for (let round = 0; round < 10; round += 1)
      lists.push(await timeMs(() => handlers["playlists.list"]({}, caller)));
    return [
      most("open 10,000 songs to the first window, p95", percentile(opens, 0.95), 50),
      most("the same sorted by title, p95", percentile(sorted, 0.95), 100),
      most("move an entry among 10,000, p95", percentile(moves, 0.95), 5),
      most("add 10,000 songs, median", percentile(adds, 0.5), 500),
      most("remove 10,000 entries, median", percentile(removals, 0.5), 500),
      most("undo the removal of 10,000 entries, median", percentile(undos, 0.5), 200),
      most("list the playlists, median", percentile(lists, 0.5), 20),
    ];
  } finally {
    await playlists.close();
    await songs.close();
    context.transfers.close();
    database.close();
  }
}

function most(name: string, measured: number, target: number): Measurement {
  return { name, unit: "ms", measured, target, bound: "most" };
}

function contextOf(folder: string, path: string): FeatureContext {
  const database = openDatabase(path, { backupFolder: join(folder, "backups") });
  const events = new EventHub();
  const now = Date.now;
  const paths = dataPaths(folder, path);
  const logger = silentLogger;
  return {
    database,
    events,
    journal: new Journal({ database, events, now }),
    tasks: new TaskQueue({ database, events, logger, now }),
    transfers: new Transfers({ folder: paths.transfers, now, logger }),
    logger,
    paths,
    now,
  };
}

function owner(userUuid: string): Caller {
  const actor = { userId: 1, userUuid, isAdmin: true, displayName: "Owner" };
  return { actor, clientId: "bench", device: "bench", session: noSession };
}
