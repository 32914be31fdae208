import { create } from "zustand";
import type { Playlist, PlaylistFolder } from "#shared/contract/index.ts";
import { onEvent, onReconnect, request } from "#renderer/lib/bridge.ts";
import { reportError } from "#renderer/lib/toasts.ts";
import { throttle } from "#renderer/lib/use-resource.ts";

interface PlaylistsState {
  readonly playlists: readonly Playlist[];
  readonly folders: readonly PlaylistFolder[];
  /** Those songs were last added to, newest first. */
  readonly recentUuids: readonly string[];
  readonly isLoaded: boolean;
  readonly error: unknown;
}

const useStore = create<PlaylistsState>(() => ({
  playlists: [],
  folders: [],
  recentUuids: [],
  isLoaded: false,
  error: null,
}));

const recentComponent = "playlists.recent";
const maxRecent = 12;
/** A burst of changes (an import, a hundred moves) is followed at this pace. */
const refreshIntervalMs = 300;
/** Only the answer asked for last is shown. */
let newest = 0;

export function usePlaylists(): PlaylistsState {
  return useStore();
}

export function playlistsNow(): PlaylistsState {
  return useStore.getState();
}

/** Asks again, for what the person just did. */
export async function reloadPlaylists(): Promise<void> {
  const mine = ++newest;
  try {
    const { playlists, folders } = await request("playlists.list", {});
    if (mine === newest) useStore.setState({ playlists, folders, isLoaded: true, error: null });
  } catch (error) {
    if (mine === newest) useStore.setState({ error, isLoaded: true });
  }
}

/** Follows what the profile may see of playlists. @returns what stops following */
export function startPlaylists(): () => void {
  const reload = throttle(() => void reloadPlaylists(), refreshIntervalMs);
  reload.call();
  void loadRecent().catch(reportError);
  const stops = [
    onEvent("playlists.changed", reload.call),
    onEvent("playlists.shared", reload.call),
    onReconnect(reload.call),
    reload.cancel,
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

export function mayEdit(playlist: Pick<Playlist, "role">): boolean {
  return playlist.role !== "view";
}

/** Whether songs can be put into it by hand. */
export function takesSongs(playlist: Playlist): boolean {
  return playlist.kind === "manual" && mayEdit(playlist);
}

/** Those that songs can be added to: the recently used first, then by latest change. */
export function addablePlaylists(): readonly Playlist[] {
  const { playlists, recentUuids } = playlistsNow();
  const rank = new Map(recentUuids.map((uuid, index) => [uuid, index]));
  const rankOf = ({ uuid }: Playlist): number => rank.get(uuid) ?? recentUuids.length;
  return playlists
    .filter(takesSongs)
    .toSorted((a, b) => rankOf(a) - rankOf(b) || b.updatedAt - a.updatedAt);
}

export function rememberRecent(uuid: string): void {
  const recentUuids = [uuid, ...playlistsNow().recentUuids.filter((other) => other !== uuid)];
  useStore.setState({ recentUuids: recentUuids.slice(0, maxRecent) });
  request("app.setUiState", {
    component: recentComponent,
    state: [...useStore.getState().recentUuids],
  }).catch(reportError);
}

async function loadRecent(): Promise<void> {
  const { state } = await request("app.getUiState", { component: recentComponent });
  if (!Array.isArray(state)) return;
  const uuids = state.filter((uuid): uuid is string => typeof uuid === "string");
  useStore.setState({ recentUuids: uuids.slice(0, maxRecent) });
}
