import type { Playlist, PlaylistFolder, Selection } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { navigate } from "#renderer/lib/hash-location.ts";
import type { PlaybackActions } from "#renderer/lib/playback-actions.ts";
import { texts } from "#renderer/lib/texts.ts";
import { showError, showToast } from "#renderer/lib/toasts.ts";
import { playlistsNow, reloadPlaylists } from "./playlists.store.ts";
import { playlistTexts } from "./playlists-texts.ts";

const say = playlistTexts;

export function playlistPath(uuid: string): string {
  return `/playlists/${uuid}`;
}

/** Says what happened and offers to take it back. */
export function offerUndo(message: string, changeUuids: readonly (string | null)[]): void {
  const changes = changeUuids.filter((uuid) => uuid !== null);
  const undo = async (): Promise<void> => {
    // The latest first: each stands on those before it.
    for (const uuid of changes.toReversed()) await request("journal.undo", { uuid });
  };
  showToast({
    message,
    ...(changes.length === 0
      ? {}
      : { action: { label: texts.common.undo, run: () => void undo().catch(showError) } }),
  });
}

/** Runs what may be refused, and says why when it is. */
export function attempt(action: () => Promise<unknown>): void {
  action().catch(showError);
}

/** `New playlist`, or the first `New playlist 2`, `3` … that is free. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const names = new Set(taken);
  if (!names.has(wanted)) return wanted;
  let number = 2;
  while (names.has(`${wanted} ${number}`)) number++;
  return `${wanted} ${number}`;
}

export function freePlaylistName(wanted: string = say.tree.untitled): string {
  return freeName(
    wanted,
    playlistsNow().playlists.map(({ name }) => name),
  );
}

/** Makes a playlist, with songs if any are given. @returns the playlist */
export async function createPlaylist(options: {
  readonly name: string;
  readonly folderUuid?: string | null;
  readonly selections?: readonly Selection[];
}): Promise<{ readonly playlist: Playlist; readonly changeUuids: readonly (string | null)[] }> {
  const [first, ...others] = options.selections ?? [];
  const { playlist, changeUuid } = await request("playlists.create", {
    name: options.name,
    ...(options.folderUuid === undefined ? {} : { folderUuid: options.folderUuid }),
    ...(first === undefined ? {} : { selection: first }),
  });
  const changeUuids = [changeUuid];
  for (const selection of others) {
    const answer = await request("playlists.addTracks", {
      uuid: playlist.uuid,
      selection,
      beforeEntryUuid: null,
      duplicates: "add",
    });
    changeUuids.push(answer.changeUuid);
  }
  await reloadPlaylists();
  return { playlist, changeUuids };
}

export async function createFolder(parentUuid: string | null): Promise<PlaylistFolder> {
  const name = freeName(
    say.tree.untitledFolder,
    playlistsNow().folders.map((folder) => folder.name),
  );
  const { folder } = await request("playlists.createFolder", { name, parentUuid });
  await reloadPlaylists();
  return folder;
}

export async function renamePlaylist(uuid: string, name: string): Promise<void> {
  await request("playlists.update", { uuid, changes: { name } });
  await reloadPlaylists();
}

export async function renameFolder(uuid: string, name: string): Promise<void> {
  await request("playlists.renameFolder", { uuid, name });
  await reloadPlaylists();
}

export async function deletePlaylist(playlist: Playlist): Promise<void> {
  const { changeUuid } = await request("playlists.delete", {
    playlistUuids: [playlist.uuid],
    folderUuids: [],
    withContents: false,
  });
  leavePage(playlist.uuid);
  await reloadPlaylists();
  offerUndo(say.deleted(playlist.name), [changeUuid]);
}

export async function deleteFolder(folder: PlaylistFolder, withContents: boolean): Promise<void> {
  const { changeUuid } = await request("playlists.delete", {
    playlistUuids: [],
    folderUuids: [folder.uuid],
    withContents,
  });
  await reloadPlaylists();
  offerUndo(say.deleted(folder.name), [changeUuid]);
}

/** A collaborator takes themselves out. */
export async function leavePlaylist(playlist: Playlist, profileUuid: string): Promise<void> {
  const { changeUuid } = await request("playlists.setCollaborator", {
    uuid: playlist.uuid,
    userUuid: profileUuid,
    permission: null,
  });
  leavePage(playlist.uuid);
  await reloadPlaylists();
  offerUndo(say.left(playlist.name), [changeUuid]);
}

export async function duplicatePlaylist(uuid: string, as: "same" | "manual"): Promise<void> {
  const { playlist, changeUuid } = await request("playlists.duplicate", { uuid, as });
  await reloadPlaylists();
  navigate(playlistPath(playlist.uuid));
  offerUndo(say.created(playlist.name), [changeUuid]);
}

export async function setPublic(playlist: Playlist, isPublic: boolean): Promise<void> {
  await request("playlists.update", { uuid: playlist.uuid, changes: { isPublic } });
  await reloadPlaylists();
}

/** All songs of a playlist in its own order, as a selection; null when it has none. */
export async function selectionOfPlaylist(uuid: string): Promise<Selection | null> {
  const { snapshotId, total } = await request("playlists.openView", {
    viewName: "whole-playlist",
    uuid,
    query: "",
    sort: [],
  });
  return total === 0 ? null : { snapshotId, ranges: [{ from: 0, to: total }] };
}

/** Plays a playlist from wherever it is named. */
export async function playPlaylist(
  uuid: string,
  playback: PlaybackActions,
  how: "play" | "playShuffled" | "playNext" | "append",
): Promise<void> {
  const selection = await selectionOfPlaylist(uuid);
  if (selection === null) showToast({ message: say.page.emptyTitle });
  else if (how === "play") playback.play(selection, 0);
  else playback[how](selection);
}

/** Away from the page of what is gone. */
function leavePage(uuid: string): void {
  if (location.hash.startsWith(`#${playlistPath(uuid)}`)) navigate("/songs", { replace: true });
}
