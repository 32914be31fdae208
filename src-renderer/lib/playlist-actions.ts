import { createContext, useContext } from "react";
import type { Selection } from "#shared/contract/index.ts";
import type { MenuItem } from "#renderer/ui/menu.tsx";

/**
 * What anything that shows songs may ask of the playlists. `app/` gives it, so that those features know nothing of the one
 * that keeps playlists. Failures are shown by the giver.
 */
export interface PlaylistActions {
  /** “Add to playlist” as a line of a menu, for songs that are named when it is chosen. Empty where there is none. */
  addMenu(selections: () => readonly Selection[]): readonly MenuItem[];
  /** Keeps the queue's songs, in the order they play, as a new playlist. */
  saveQueue(): void;
}

const none: PlaylistActions = { addMenu: () => [], saveQueue: () => undefined };

export const PlaylistActionsContext = createContext<PlaylistActions>(none);

export function usePlaylistActions(): PlaylistActions {
  return useContext(PlaylistActionsContext);
}
