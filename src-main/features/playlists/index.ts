import type { ChannelsOf, HandlersFor } from "#core/ipc/router.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { playlistParts } from "./playlist-parts.ts";
import type { PlaylistsPorts } from "./playlists.ports.ts";

export type { PicturesPort, PlaylistsPorts } from "./playlists.ports.ts";

/** Playlists by hand and by rule, their tree, and saved searches. */
export interface Playlists {
  readonly handlers: HandlersFor<ChannelsOf<"playlists"> | ChannelsOf<"filters">>;
}

/** Channels that `smart/` and `filters/` answer. */
type SmartChannels =
  | "playlists.previewRules"
  | "playlists.refresh"
  | "playlists.setFrozen"
  | "playlists.explain"
  | ChannelsOf<"filters">;

/** Channels that `files/` answers. */
type FileChannels =
  | "playlists.importFile"
  | "playlists.rematch"
  | "playlists.matchEntry"
  | "playlists.exportFile";

/** Builds the feature. */
export function createPlaylists(context: FeatureContext, ports: PlaylistsPorts): Playlists {
  const parts = playlistParts(context, ports);
  void parts;
  return {
    handlers: {
      ...({} as HandlersFor<Exclude<ChannelsOf<"playlists">, SmartChannels | FileChannels>>),
      // In the making: `createSmartPlaylists(parts).handlers`.
      ...({} as HandlersFor<SmartChannels>),
      // In the making: `createPlaylistFiles(parts).handlers`.
      ...({} as HandlersFor<FileChannels>),
    },
  };
}
