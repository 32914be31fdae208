import { randomUUID } from "node:crypto";
import { type PermissionCase, permission } from "./permission-case.ts";
import { admins, ownOrAdmin, profiles } from "./permission-rules.ts";
import type { PermissionWorld, Tester } from "./permission-world.ts";

const nothing = () => ({});
const page = () => ({ offset: 0, limit: 10 });
const song = (world: PermissionWorld) => ({ uuid: world.songs[0] ?? "" });
const selection = (world: PermissionWorld) => ({ selection: { uuids: [...world.songs] } });
const heard = (world: PermissionWorld) => ({ ...song(world), secondsHeard: 10 });
const view = { viewName: "songs", query: "", sort: [] };

/** A list that the asker opened; nobody has none, and is not asked for it either. */
async function snapshot(_world: PermissionWorld, tester: Tester): Promise<string> {
  if (tester.role === "nobody") return randomUUID();
  return (await tester.ask("songs.openView", view)).snapshotId;
}

async function playing(world: PermissionWorld, tester: Tester): Promise<void> {
  if (tester.role === "nobody") return;
  const queue = { mode: "replace", startIndex: 0, heardSec: 0 } as const;
  await tester.ask("playback.enqueue", { ...selection(world), ...queue });
}

/** The household's songs and folders, what plays, tasks, and whole libraries in and out. */
export const libraryCases: readonly PermissionCase[] = [
  permission("library.getCounts", profiles, nothing),
  permission("library.listFolders", profiles, nothing),
  permission("library.addFolder", admins, (world) => ({ path: world.newFolder() })),
  permission("library.removeFolder", admins, async (world) => {
    const admin = await world.tester("appAdmin");
    const { folder } = await admin.ask("library.addFolder", { path: world.newFolder() });
    return { uuid: folder.uuid };
  }),
  permission("library.scan", profiles, () => ({ deep: false })),
  permission("library.addDemoMusic", admins, nothing),
  permission("library.listScanIssues", profiles, page),
  permission("library.pickFolder", admins, nothing),
  permission("library.browseFolders", admins, () => ({ path: null })),

  permission("songs.openView", profiles, () => view),
  permission("songs.closeView", profiles, () => ({ viewName: "songs" })),
  permission("songs.getWindow", profiles, async (world, tester) => ({
    ...page(),
    snapshotId: await snapshot(world, tester),
  })),
  permission("songs.locate", profiles, async (world, tester) => ({
    ...song(world),
    snapshotId: await snapshot(world, tester),
  })),
  permission("songs.jumpTo", profiles, async (world, tester) => ({
    snapshotId: await snapshot(world, tester),
    prefix: "s",
  })),
  permission("songs.remapSelection", profiles, async (world, tester) => {
    const snapshotId = await snapshot(world, tester);
    return { fromSnapshotId: snapshotId, toSnapshotId: snapshotId, ranges: [] };
  }),
  permission("songs.measureSelection", profiles, selection),
  permission("songs.get", profiles, song),
  permission(
    "songs.setRating",
    profiles,
    (world) => ({ ...selection(world), rating: 8 }),
    "one's own",
  ),
  permission(
    "songs.setFavorite",
    profiles,
    (world) => ({ ...selection(world), isFavorite: true }),
    "one's own",
  ),
  permission(
    "songs.setHidden",
    profiles,
    (world) => ({ ...selection(world), isHidden: false }),
    "one's own",
  ),
  permission(
    "songs.setNotes",
    profiles,
    (world) => ({ ...song(world), notes: "Blue" }),
    "one's own",
  ),
  permission(
    "songs.editTags",
    profiles,
    (world) => ({ ...selection(world), add: ["blue"], remove: [] }),
    "one's own",
  ),
  permission("songs.countTags", profiles, selection, "one's own"),
  permission("songs.suggestValues", profiles, () => ({ field: "artist", prefix: "a", limit: 10 })),
  permission("songs.removeFromLibrary", admins, (world) => ({
    selection: { uuids: [world.addSong()] },
  })),
  permission("songs.revealFile", profiles, song),
  permission("songs.recordPlay", profiles, heard, "one's own"),
  permission("songs.recordSkip", profiles, heard, "one's own"),

  permission("playback.getState", profiles, nothing, "one's own queue"),
  permission(
    "playback.enqueue",
    profiles,
    (world) => ({ ...selection(world), mode: "append", startIndex: 0, heardSec: 0 }),
    "one's own queue",
  ),
  permission(
    "playback.advance",
    profiles,
    async (world, tester) => {
      await playing(world, tester);
      return { reason: "next", heardSec: 0 };
    },
    "one's own queue",
  ),
  permission("playback.takeOpened", profiles, nothing, "one's own queue"),
  permission("playback.getQueue", profiles, page, "one's own queue"),
  permission(
    "playback.removeFromQueue",
    profiles,
    async (world, tester) => {
      await playing(world, tester);
      return { ranges: [{ from: 1, to: 2 }], heardSec: 0 };
    },
    "one's own queue",
  ),
  permission(
    "playback.moveInQueue",
    profiles,
    async (world, tester) => {
      await playing(world, tester);
      return { range: { from: 0, to: 1 }, to: 2 };
    },
    "one's own queue",
  ),
  permission("playback.clearQueue", profiles, () => ({ heardSec: 0 }), "one's own queue"),
  permission("playback.setModes", profiles, () => ({ isShuffled: true }), "one's own queue"),
  permission(
    "playback.setVolume",
    profiles,
    () => ({ volume: 1, isMuted: false }),
    "one's own queue",
  ),
  permission("playback.setPrivate", profiles, () => ({ isPrivate: false }), "one's own queue"),
  permission(
    "playback.reportProgress",
    profiles,
    () => ({ entryId: 1, positionSec: 1, heardSec: 1 }),
    "one's own queue",
  ),

  permission("tasks.list", profiles, () => ({ limit: 10 })),
  permission("tasks.get", profiles, async (world) => ({ uuid: await world.task() })),
  permission("tasks.cancel", ownOrAdmin, async (world) => ({ uuid: await world.task() }), "a task"),
  permission(
    "tasks.resume",
    ownOrAdmin,
    async (world) => {
      const uuid = await world.task();
      await (await world.owner()).ask("tasks.cancel", { uuid });
      return { uuid };
    },
    "a task",
  ),
  permission("maintenance.listTasks", admins, nothing),
  permission("maintenance.runTask", admins, async (world) => {
    const admin = await world.tester("appAdmin");
    const { tasks } = await admin.ask("maintenance.listTasks", {});
    return { name: tasks[0]?.name ?? "", isDryRun: true };
  }),

  permission("exchange.importItunes", admins, async (world, tester) => ({
    transferUuid: await world.transfer(tester, "<plist/>"),
    prefixMap: [],
    take: { ratings: true, playCounts: true, dates: true, playlists: true },
  })),
  permission("exchange.exportLibrary", admins, nothing),
  permission("exchange.importLibrary", admins, async (world, tester) => ({
    transferUuid: await world.transfer(tester, "{}\n"),
  })),
];
