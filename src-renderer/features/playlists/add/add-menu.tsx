import { ListMusic, ListPlus, Plus } from "lucide-react";
import type { Selection } from "#shared/contract/index.ts";
import type { MenuItem } from "#renderer/ui/menu.tsx";
import { openPlaylistDialog } from "../dialogs/dialogs.store.ts";
import { attempt, freePlaylistName } from "../playlist-commands.ts";
import { addablePlaylists } from "../playlists.store.ts";
import { playlistTexts } from "../playlists-texts.ts";
import { addSongs } from "./add-songs.ts";

const say = playlistTexts.add;
/** More than these are found by typing, in a dialog. */
const mostInMenu = 10;

/** “Add to playlist” with the recently used first. */
export function addToPlaylistMenu(selections: () => readonly Selection[]): readonly MenuItem[] {
  const playlists = addablePlaylists();
  return [
    {
      type: "submenu",
      label: say.menu,
      icon: <ListPlus />,
      items: [
        {
          type: "action",
          label: say.newPlaylist,
          icon: <Plus />,
          onSelect: () =>
            openPlaylistDialog({
              kind: "newPlaylist",
              selections: selections(),
              name: freePlaylistName(),
            }),
        },
        ...(playlists.length === 0 ? [] : [{ type: "separator" } as const]),
        ...playlists.slice(0, mostInMenu).map((playlist): MenuItem => ({
          type: "action",
          key: playlist.uuid,
          label: playlist.name,
          icon: <ListMusic />,
          onSelect: () => attempt(() => addSongs(playlist, selections())),
        })),
        ...(playlists.length > mostInMenu
          ? [
              { type: "separator" } as const,
              {
                type: "action",
                label: say.more,
                onSelect: () => openPlaylistDialog({ kind: "addTo", selections: selections() }),
              } as const,
            ]
          : []),
      ],
    },
  ];
}
