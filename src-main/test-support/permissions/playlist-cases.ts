import { type PermissionCase, permission } from "./permission-case.ts";
import {
  ownUnseen,
  playlistAdmins,
  playlistEditors,
  playlistOwner,
  playlistViewers,
  profiles,
  publicEditors,
} from "./permission-rules.ts";
import { anyRules, type PermissionWorld } from "./permission-world.ts";

const nothing = () => ({});
const named = async (world: PermissionWorld) => ({ uuid: (await world.playlist()).uuid });
const smart = async (world: PermissionWorld) => ({ uuid: await world.smartPlaylist() });
const ofPrivate = "a playlist";
const view = { viewName: "playlist", query: "", sort: [] };

async function folder(world: PermissionWorld): Promise<string> {
  const owner = await world.owner();
  const made = await owner.ask("playlists.createFolder", { name: "Folder", parentUuid: null });
  return made.folder.uuid;
}

/** A playlist with one entry chosen. */
async function withEntry(world: PermissionWorld) {
  const { uuid, entryUuids } = await world.playlist();
  return { uuid, entries: { entryUuids: entryUuids.slice(0, 1) } };
}

/** Playlists, their tree, rules and files, and saved searches. */
export const playlistCases: readonly PermissionCase[] = [
  permission("playlists.list", profiles, nothing, "those one may see"),
  permission("playlists.get", playlistViewers, named, ofPrivate),
  permission(
    "playlists.get",
    profiles,
    async (world) => ({ uuid: (await world.playlist({ isPublic: true })).uuid }),
    "a public playlist",
  ),
  permission("playlists.create", profiles, () => ({ name: "Mine" }), "one's own"),
  permission(
    "playlists.update",
    playlistAdmins,
    async (world) => ({ ...(await named(world)), changes: { description: "On the road" } }),
    ofPrivate,
  ),
  permission(
    "playlists.delete",
    playlistOwner,
    async (world) => ({
      playlistUuids: [(await world.playlist()).uuid],
      folderUuids: [],
      withContents: false,
    }),
    ofPrivate,
  ),
  permission(
    "playlists.delete",
    ownUnseen,
    async (world) => ({
      playlistUuids: [],
      folderUuids: [await folder(world)],
      withContents: false,
    }),
    "a folder",
  ),
  permission(
    "playlists.duplicate",
    playlistViewers,
    async (world) => ({ ...(await named(world)), as: "same" }),
    ofPrivate,
  ),
  permission(
    "playlists.createFolder",
    profiles,
    () => ({ name: "Folder", parentUuid: null }),
    "one's own tree",
  ),
  permission(
    "playlists.renameFolder",
    ownUnseen,
    async (world) => ({ uuid: await folder(world), name: "Other" }),
    "a folder",
  ),
  permission(
    "playlists.moveInTree",
    playlistOwner,
    async (world) => ({
      items: [{ kind: "playlist", uuid: (await world.playlist()).uuid }],
      folderUuid: null,
      beforeUuid: null,
    }),
    ofPrivate,
  ),
  permission(
    "playlists.openView",
    playlistViewers,
    async (world) => ({ ...view, ...(await named(world)) }),
    ofPrivate,
  ),
  permission(
    "playlists.getWindow",
    playlistViewers,
    async (world) => {
      const owner = await world.owner();
      const opened = await owner.ask("playlists.openView", { ...view, ...(await named(world)) });
      return { snapshotId: opened.snapshotId, offset: 0, limit: 10 };
    },
    "a playlist, opened by its owner",
  ),
  permission(
    "playlists.addTracks",
    playlistEditors,
    async (world) => ({
      ...(await named(world)),
      selection: { uuids: [...world.songs] },
      beforeEntryUuid: null,
      duplicates: "add",
    }),
    ofPrivate,
  ),
  permission(
    "playlists.addTracks",
    publicEditors,
    async (world) => ({
      uuid: (await world.playlist({ isPublic: true })).uuid,
      selection: { uuids: [...world.songs] },
      beforeEntryUuid: null,
      duplicates: "add",
    }),
    "a public playlist",
  ),
  permission("playlists.removeTracks", playlistEditors, withEntry, ofPrivate),
  permission(
    "playlists.reorderTracks",
    playlistEditors,
    async (world) => ({ ...(await withEntry(world)), beforeEntryUuid: null }),
    ofPrivate,
  ),
  permission(
    "playlists.sortTracks",
    playlistEditors,
    async (world) => ({
      ...(await named(world)),
      sort: [{ key: "title", descending: true }],
    }),
    ofPrivate,
  ),
  permission(
    "playlists.updateTrack",
    playlistEditors,
    async (world) => ({
      entryUuid: (await world.playlist()).entryUuids[0] ?? "",
      changes: { notes: "The loud one" },
    }),
    ofPrivate,
  ),
  permission(
    "playlists.setCollaborator",
    playlistAdmins,
    async (world) => ({
      ...(await named(world)),
      userUuid: world.userUuid("viewer"),
      permission: "edit",
    }),
    "another's permission for a playlist",
  ),
  permission(
    "playlists.setCollaborator",
    playlistViewers,
    async (world, { role }) => ({
      ...(await named(world)),
      userUuid: world.userUuid(role === "nobody" || role === "owner" ? "viewer" : role),
      permission: null,
    }),
    "leaving a playlist; its owner lets another go",
  ),
  permission(
    "playlists.handOver",
    playlistOwner,
    async (world) => ({ ...(await named(world)), userUuid: world.userUuid("editor") }),
    ofPrivate,
  ),
  permission(
    "playlists.listVersions",
    playlistViewers,
    async (world) => ({ ...(await named(world)), limit: 10, before: null }),
    ofPrivate,
  ),
  permission(
    "playlists.compareVersion",
    playlistViewers,
    async (world) => {
      const { uuid } = await world.playlist();
      return { uuid, versionUuid: await world.versionOf(uuid) };
    },
    ofPrivate,
  ),
  permission(
    "playlists.restoreVersion",
    playlistEditors,
    async (world) => {
      const { uuid } = await world.playlist();
      return { uuid, versionUuid: await world.versionOf(uuid) };
    },
    ofPrivate,
  ),

  permission(
    "playlists.previewRules",
    profiles,
    () => ({ rules: anyRules, limit: 10 }),
    "one's own rules",
  ),
  permission("playlists.refresh", playlistViewers, smart, "a smart playlist"),
  permission(
    "playlists.setFrozen",
    playlistAdmins,
    async (world) => ({ ...(await smart(world)), isFrozen: true }),
    "a smart playlist",
  ),
  permission(
    "playlists.explain",
    playlistViewers,
    async (world) => ({ of: await smart(world), songUuid: world.songs[0] ?? "" }),
    "a smart playlist",
  ),
  permission(
    "playlists.explain",
    profiles,
    (world) => ({ of: { rules: anyRules }, songUuid: world.songs[0] ?? "" }),
    "one's own rules",
  ),

  permission(
    "playlists.importFile",
    profiles,
    async (world, tester) => ({
      transferUuid: await world.transfer(tester, "#EXTM3U\na.mp3\n"),
      fileName: "list.m3u8",
    }),
    "a file that one sent",
  ),
  permission(
    "playlists.importFile",
    ownUnseen,
    async (world) => ({
      transferUuid: await world.transfer(await world.owner(), "#EXTM3U\na.mp3\n"),
      fileName: "list.m3u8",
    }),
    "a file",
  ),
  permission("playlists.rematch", playlistEditors, named, ofPrivate),
  permission(
    "playlists.matchEntry",
    playlistEditors,
    async (world) => ({
      entryUuid: (await world.playlist()).entryUuids[0] ?? "",
      songUuid: world.songs[1] ?? "",
    }),
    ofPrivate,
  ),
  permission(
    "playlists.exportFile",
    playlistViewers,
    async (world) => ({ ...(await named(world)), format: "m3u8", paths: "absolute" }),
    ofPrivate,
  ),

  permission("filters.list", profiles, nothing, "one's own"),
  permission("filters.save", profiles, () => ({ name: "Blue", query: "blue" }), "one's own"),
  permission(
    "filters.delete",
    ownUnseen,
    async (world) => {
      const saved = { name: "Red", query: "red" };
      return { uuid: (await (await world.owner()).ask("filters.save", saved)).filter.uuid };
    },
    "a saved search",
  ),
];
