import type { ChannelsOf, HandlersFor } from "#core/ipc/router.ts";
import type { DuplicateService } from "./duplicate.service.ts";
import type { EntriesService } from "./entries/entries.service.ts";
import type { EntryDetailsService } from "./entries/entry-details.service.ts";
import type { PlaylistsService } from "./playlists.service.ts";
import type { SharingService } from "./sharing/sharing.service.ts";
import type { DeleteService } from "./tree/delete.service.ts";
import type { TreeService } from "./tree/tree.service.ts";
import type { VersionsService } from "./versions/versions.service.ts";
import type { PlaylistViewService } from "./view/playlist-view.service.ts";

/** Channels that `smart/` and `filters/` answer. */
export type SmartChannels =
  | "playlists.previewRules"
  | "playlists.refresh"
  | "playlists.setFrozen"
  | "playlists.explain"
  | ChannelsOf<"filters">;

/** Channels that `files/` answers. */
export type FileChannels =
  | "playlists.importFile"
  | "playlists.rematch"
  | "playlists.matchEntry"
  | "playlists.exportFile";

export type PlaylistsHandlers = HandlersFor<
  Exclude<ChannelsOf<"playlists">, SmartChannels | FileChannels>
>;

/** Contract to service, nothing else. */
export function playlistsHandlers(services: {
  readonly playlists: PlaylistsService;
  readonly entries: EntriesService;
  readonly views: PlaylistViewService;
  readonly deleting: DeleteService;
  readonly duplicates: DuplicateService;
  readonly tree: TreeService;
  readonly details: EntryDetailsService;
  readonly sharing: SharingService;
  readonly versions: VersionsService;
}): PlaylistsHandlers {
  const { playlists, entries, views, deleting, duplicates, tree, details, sharing, versions } =
    services;
  return {
    "playlists.list": (_input, caller) => playlists.list(caller),
    "playlists.get": (input, caller) => playlists.get(input.uuid, caller),
    "playlists.create": (input, caller) => playlists.create(input, caller),
    "playlists.update": (input, caller) => playlists.update(input, caller),
    "playlists.delete": (input, caller) => deleting.delete(input, caller),
    "playlists.duplicate": (input, caller) => duplicates.duplicate(input, caller),
    "playlists.createFolder": (input, caller) => tree.createFolder(input, caller),
    "playlists.renameFolder": (input, caller) => tree.renameFolder(input, caller),
    "playlists.moveInTree": (input, caller) => tree.move(input, caller),
    "playlists.openView": (input, caller) => views.openView(input, caller),
    "playlists.getWindow": (input, caller) => views.getWindow(input, caller),
    "playlists.addTracks": (input, caller) => entries.add(input, caller),
    "playlists.removeTracks": (input, caller) => entries.remove(input, caller),
    "playlists.reorderTracks": (input, caller) => entries.reorder(input, caller),
    "playlists.sortTracks": (input, caller) => details.sort(input, caller),
    "playlists.updateTrack": (input, caller) => details.update(input, caller),
    "playlists.setCollaborator": (input, caller) => sharing.setCollaborator(input, caller),
    "playlists.handOver": (input, caller) => sharing.handOver(input, caller),
    "playlists.listVersions": (input, caller) => versions.list(input, caller),
    "playlists.compareVersion": (input, caller) => versions.compare(input, caller),
    "playlists.restoreVersion": (input, caller) => versions.restore(input, caller),
  };
}
