import {
  Copy,
  Eye,
  EyeOff,
  FileDown,
  FileUp,
  FolderInput,
  FolderPlus,
  History,
  ListEnd,
  ListMusic,
  ListPlus,
  ListStart,
  LogOut,
  Pencil,
  Play,
  Share2,
  Shuffle,
  SlidersHorizontal,
  Sparkles,
  TextCursorInput,
  Trash2,
} from "lucide-react";
import type { ReactNode } from "react";
import type { Playlist, PlaylistFolder } from "#shared/contract/index.ts";
import type { PlaybackActions } from "#renderer/lib/playback-actions.ts";
import { currentProfile } from "#renderer/lib/profile.ts";
import type { MenuItem } from "#renderer/ui/menu.tsx";
import { openPlaylistDialog } from "../dialogs/dialogs.store.ts";
import {
  attempt,
  deletePlaylist,
  duplicatePlaylist,
  leavePlaylist,
  playPlaylist,
  setPublic,
} from "../playlist-commands.ts";
import { mayEdit, playlistsNow } from "../playlists.store.ts";
import { playlistTexts } from "../playlists-texts.ts";
import { openRuleBuilder } from "../smart/index.ts";
import { isInside } from "./tree-model.ts";

const say = playlistTexts;

const action = (
  label: string,
  icon: ReactNode,
  onSelect: () => void,
  more: { readonly shortcut?: string; readonly isDanger?: boolean; readonly key?: string } = {},
): MenuItem => ({ type: "action", label, icon, onSelect, ...more });

export interface TreeMenuActions {
  readonly playback: PlaybackActions;
  readonly createPlaylist: (folderUuid: string | null) => void;
  readonly createFolder: (parentUuid: string | null) => void;
  readonly rename: (id: string) => void;
  readonly moveTo: (item: MovedItem, folderUuid: string | null) => void;
  readonly deleteFolder: (folder: PlaylistFolder) => void;
}

interface MovedItem {
  readonly kind: "playlist" | "folder";
  readonly uuid: string;
}

/** What can be made in a folder (null: at the top of the tree). */
export function newMenu(
  actions: Pick<TreeMenuActions, "createPlaylist" | "createFolder">,
  folderUuid: string | null,
): readonly MenuItem[] {
  return [
    action(say.tree.newPlaylist, <ListPlus />, () => actions.createPlaylist(folderUuid)),
    action(say.tree.newSmart, <Sparkles />, () => openRuleBuilder({ folderUuid })),
    action(say.tree.newFolder, <FolderPlus />, () => actions.createFolder(folderUuid)),
    { type: "separator" },
    action(say.tree.importFile, <FileUp />, () =>
      openPlaylistDialog({ kind: "import", folderUuid }),
    ),
  ];
}

export function folderMenu(folder: PlaylistFolder, actions: TreeMenuActions): readonly MenuItem[] {
  return [
    ...newMenu(actions, folder.uuid),
    { type: "separator" },
    action(say.tree.rename, <TextCursorInput />, () => actions.rename(folder.uuid), {
      shortcut: "F2",
    }),
    moveMenu({ kind: "folder", uuid: folder.uuid }, folder.parentUuid, actions),
    { type: "separator" },
    action(say.menu.remove, <Trash2 />, () => actions.deleteFolder(folder), {
      shortcut: "Delete",
      isDanger: true,
    }),
  ];
}

/** Everything that can be done with a playlist from where it is named. */
export function playlistMenu(playlist: Playlist, actions: TreeMenuActions): readonly MenuItem[] {
  const { uuid } = playlist;
  const play = (how: "play" | "playShuffled" | "playNext" | "append"): void =>
    attempt(() => playPlaylist(uuid, actions.playback, how));
  return [
    action(say.head.play, <Play />, () => play("play")),
    action(say.head.shuffle, <Shuffle />, () => play("playShuffled")),
    action(say.menu.playNext, <ListStart />, () => play("playNext")),
    action(say.menu.addToQueue, <ListEnd />, () => play("append")),
    { type: "separator" },
    ...(playlist.role === "owner" || playlist.role === "admin"
      ? [
          action(say.tree.rename, <TextCursorInput />, () => actions.rename(uuid), {
            shortcut: "F2",
          }),
        ]
      : []),
    ...(playlist.role === "owner"
      ? [moveMenu({ kind: "playlist", uuid }, playlist.folderUuid, actions)]
      : []),
    ...playlistActionsMenu(playlist),
  ];
}

/** The lines that the tree's menu and the page's “More” have in common. */
export function playlistActionsMenu(playlist: Playlist): readonly MenuItem[] {
  const { uuid, role } = playlist;
  const isManager = role === "owner" || role === "admin";
  return [
    ...(isManager
      ? [
          action(say.menu.editDetails, <Pencil />, () =>
            openPlaylistDialog({ kind: "details", playlist }),
          ),
        ]
      : []),
    ...(playlist.kind === "smart" && mayEdit(playlist)
      ? [action(say.menu.editRules, <SlidersHorizontal />, () => openRuleBuilder({ playlist }))]
      : []),
    ...(isManager
      ? [
          action(say.menu.share, <Share2 />, () => openPlaylistDialog({ kind: "share", playlist })),
          playlist.isPublic
            ? action(say.menu.makePrivate, <EyeOff />, () =>
                attempt(() => setPublic(playlist, false)),
              )
            : action(say.menu.makePublic, <Eye />, () => attempt(() => setPublic(playlist, true))),
        ]
      : []),
    { type: "separator" },
    action(say.menu.duplicate, <Copy />, () => attempt(() => duplicatePlaylist(uuid, "same"))),
    ...(playlist.kind === "smart"
      ? [
          action(say.menu.duplicateManual, <ListMusic />, () =>
            attempt(() => duplicatePlaylist(uuid, "manual")),
          ),
        ]
      : []),
    action(say.menu.versions, <History />, () =>
      openPlaylistDialog({ kind: "versions", playlist }),
    ),
    action(say.menu.exportFile, <FileDown />, () =>
      openPlaylistDialog({ kind: "export", playlist }),
    ),
    ...endItems(playlist),
  ];
}

function endItems(playlist: Playlist): readonly MenuItem[] {
  const profile = currentProfile();
  if (playlist.role === "owner")
    return [
      { type: "separator" },
      action(say.menu.remove, <Trash2 />, () => attempt(() => deletePlaylist(playlist)), {
        isDanger: true,
      }),
    ];
  if (profile === null || (playlist.role === "view" && playlist.isPublic)) return [];
  return [
    { type: "separator" },
    action(say.menu.leave, <LogOut />, () => attempt(() => leavePlaylist(playlist, profile.uuid))),
  ];
}

function moveMenu(item: MovedItem, fromUuid: string | null, actions: TreeMenuActions): MenuItem {
  const { folders } = playlistsNow();
  const moved = new Set([item.uuid]);
  const targets = folders.filter(
    ({ uuid }) => uuid !== fromUuid && !isInside(folders, uuid, moved),
  );
  return {
    type: "submenu",
    label: say.tree.moveTo,
    icon: <FolderInput />,
    items: [
      {
        type: "action",
        label: say.tree.topLevel,
        isDisabled: fromUuid === null,
        onSelect: () => actions.moveTo(item, null),
      },
      ...(targets.length === 0 ? [] : [{ type: "separator" } as const]),
      ...targets.map(({ uuid, name }): MenuItem => ({
        type: "action",
        key: uuid,
        label: name,
        onSelect: () => actions.moveTo(item, uuid),
      })),
    ],
  };
}
