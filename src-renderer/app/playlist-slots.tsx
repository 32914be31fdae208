import { type ReactNode, useEffect } from "react";
import {
  addToPlaylistMenu,
  attempt,
  PlaylistDialogs,
  RailPlaylists,
  saveQueueAsPlaylist,
  startPlaylists,
} from "#renderer/features/playlists/index.ts";
import { type PlaylistActions, PlaylistActionsContext } from "#renderer/lib/playlist-actions.ts";
import css from "./rail.module.css";

const actions: PlaylistActions = {
  addMenu: addToPlaylistMenu,
  saveQueue: () => attempt(saveQueueAsPlaylist),
};

/** Where playlists meet the shell: what lists of songs may ask of them, and their dialogs. */
export function PlaylistsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  useEffect(startPlaylists, []);
  return (
    <PlaylistActionsContext value={actions}>
      {children}
      <PlaylistDialogs />
    </PlaylistActionsContext>
  );
}

export function RailPlaylistsSlot(): ReactNode {
  return <RailPlaylists buttonClass={css["link"] ?? ""} />;
}
