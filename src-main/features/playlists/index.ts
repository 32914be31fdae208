import type { ChannelsOf, HandlersFor } from "#core/ipc/router.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { DuplicateService } from "./duplicate.service.ts";
import { EntriesService } from "./entries/entries.service.ts";
import { createFilters } from "./filters/create-filters.ts";
import { createPlaylistFiles } from "./files/create-playlist-files.ts";
import { EntryDetailsService } from "./entries/entry-details.service.ts";
import { playlistParts } from "./playlist-parts.ts";
import { playlistsHandlers } from "./playlists.handlers.ts";
import type { PlaylistsPorts } from "./playlists.ports.ts";
import { PlaylistsUndo } from "./playlists-undo.ts";
import { PlaylistsService } from "./playlists.service.ts";
import { LeavingProfiles } from "./sharing/leaving-profiles.ts";
import { SharingRepository } from "./sharing/sharing.repository.ts";
import { SharingService } from "./sharing/sharing.service.ts";
import { createSmartPlaylists } from "./smart/create-smart-playlists.ts";
import { DeleteService } from "./tree/delete.service.ts";
import { TreeRepository } from "./tree/tree.repository.ts";
import { TreeService } from "./tree/tree.service.ts";
import { VersionsService } from "./versions/versions.service.ts";
import { PlaylistViewService } from "./view/playlist-view.service.ts";

export type { PrefixMapping } from "#core/playlist-files/entry-paths.ts";
export { addImportedPlaylists, type ImportedPlaylist } from "./files/imported-playlists.ts";
export { type MatchOptions, type MatchRow, matchRows } from "./files/match-rows.ts";
export type { ReadRow as ImportedPlaylistRow } from "./files/playlist-file.messages.ts";
export { maintenanceTasks } from "./maintenance.ts";
export type { PicturesPort, PlaylistsPorts } from "./playlists.ports.ts";

/** Playlists by hand and by rule, their tree, and saved searches. */
export interface Playlists extends Pick<LeavingProfiles, "handOver" | "deleteAllOf"> {
  readonly handlers: HandlersFor<ChannelsOf<"playlists"> | ChannelsOf<"filters">>;
  /** Stops what it does by itself; before the database closes. */
  close(): Promise<void>;
}

/** Builds the feature. */
export function createPlaylists(context: FeatureContext, ports: PlaylistsPorts): Playlists {
  const parts = playlistParts(context, ports);
  const smartPlaylists = createSmartPlaylists(parts);
  const smart = smartPlaylists.evaluator;
  const tree = new TreeRepository(context.database.read);
  const sharing = new SharingRepository(context.database.read);
  const entries = new EntriesService(parts);
  const views = new PlaylistViewService(parts, smart);
  const leaving = new LeavingProfiles(parts, tree, sharing);
  const files = createPlaylistFiles(parts, smart);
  context.journal.register(new PlaylistsUndo(parts, smart, tree));
  return {
    handlers: {
      ...playlistsHandlers({
        playlists: new PlaylistsService({ parts, entries, tree, sharing, smart }),
        entries,
        views,
        deleting: new DeleteService(parts, tree),
        duplicates: new DuplicateService(parts, tree, smart),
        tree: new TreeService(parts, tree),
        details: new EntryDetailsService(parts, views),
        sharing: new SharingService(parts, sharing, tree),
        versions: new VersionsService(parts),
      }),
      ...smartPlaylists.handlers,
      ...createFilters(context).handlers,
      ...files.handlers,
    },
    handOver: (tx, fromUserId, toUserId) => leaving.handOver(tx, fromUserId, toUserId),
    deleteAllOf: (tx, userId) => leaving.deleteAllOf(tx, userId),
    close: async () => {
      await files.close();
      await smartPlaylists.close();
    },
  };
}
