/** Playlists: what pages and the shell may use of them. */
export { addSongs } from "./add/add-songs.ts";
export { addToPlaylistMenu } from "./add/add-menu.tsx";
export { saveQueueAsPlaylist } from "./add/save-queue.ts";
export { openPlaylistDialog } from "./dialogs/dialogs.store.ts";
export { PlaylistDialogs } from "./dialogs/playlist-dialogs.tsx";
export { FindSongDialog, NoteDialog } from "./entry-dialogs.tsx";
export { PlaylistHeader } from "./header/playlist-header.tsx";
export { attempt, offerUndo } from "./playlist-commands.ts";
export { mayEdit, startPlaylists } from "./playlists.store.ts";
export { playlistShortcuts } from "./playlist-keys.ts";
export { playlistTexts } from "./playlists-texts.ts";
export { RailPlaylists } from "./tree/rail-playlists.tsx";
export { explainSong, SmartDialogs, SmartPlaylistBar } from "./smart/index.ts";
