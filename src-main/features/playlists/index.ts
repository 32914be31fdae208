import { AppError } from "#shared/errors/app-error.ts";
import type { ChannelsOf, HandlersFor } from "#core/ipc/router.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { EntriesService } from "./entries/entries.service.ts";
import { playlistParts } from "./playlist-parts.ts";
import { type FileChannels, playlistsHandlers, type SmartChannels } from "./playlists.handlers.ts";
import type { PlaylistsPorts, SmartEvaluator } from "./playlists.ports.ts";
import { PlaylistsService } from "./playlists.service.ts";
import { SharingRepository } from "./sharing/sharing.repository.ts";
import { DeleteService } from "./tree/delete.service.ts";
import { TreeRepository } from "./tree/tree.repository.ts";
import { PlaylistViewService } from "./view/playlist-view.service.ts";

export type { PicturesPort, PlaylistsPorts } from "./playlists.ports.ts";

/** Playlists by hand and by rule, their tree, and saved searches. */
export interface Playlists {
  readonly handlers: HandlersFor<ChannelsOf<"playlists"> | ChannelsOf<"filters">>;
}

/** In the making: `createSmartPlaylists(parts)` answers `{ handlers, evaluator }`. */
const smart: SmartEvaluator = {
  check: () => undefined,
  rulesChanged: () => undefined,
  songsOf: () => {
    throw new AppError("unsupported", "Smart playlists cannot be opened yet.");
  },
};

/** Builds the feature. */
export function createPlaylists(context: FeatureContext, ports: PlaylistsPorts): Playlists {
  const parts = playlistParts(context, ports);
  const tree = new TreeRepository(context.database.read);
  const sharing = new SharingRepository(context.database.read);
  const entries = new EntriesService(parts);
  return {
    handlers: {
      ...playlistsHandlers({
        playlists: new PlaylistsService({ parts, entries, tree, sharing, smart }),
        entries,
        views: new PlaylistViewService(parts, smart),
        deleting: new DeleteService(parts, tree),
      }),
      ...({} as HandlersFor<ChannelsOf<"playlists">>),
      // In the making: `...createSmartPlaylists(parts).handlers`.
      ...({} as HandlersFor<SmartChannels>),
      // In the making: `...createPlaylistFiles(parts).handlers`.
      ...({} as HandlersFor<FileChannels>),
    },
  };
}
