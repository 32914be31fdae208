import type { ChannelsOf, HandlersFor } from "#core/ipc/router.ts";
import type { SongsService } from "./songs.service.ts";

/** Channels of `songs.*` that playback answers, because they write history. */
type RecordedByPlayback = "songs.recordPlay" | "songs.recordSkip";

/** In the making. */
type Pending = "songs.setHidden" | "songs.setNotes" | "songs.editTags" | "songs.suggestValues";

export type SongsHandlers = HandlersFor<Exclude<ChannelsOf<"songs">, RecordedByPlayback | Pending>>;

/** Contract to service, nothing else. */
export function songsHandlers(service: SongsService): SongsHandlers {
  return {
    "songs.openView": (input, caller) => service.openView(input, caller),
    "songs.closeView": (input, caller) => {
      service.closeView(input.viewName, caller);
      return {};
    },
    "songs.getWindow": (input, caller) => service.getWindow(input, caller),
    "songs.locate": (input) => ({ index: service.locate(input.snapshotId, input.uuid) }),
    "songs.jumpTo": (input) => ({ index: service.jumpTo(input.snapshotId, input.prefix) }),
    "songs.remapSelection": (input) => ({
      ranges: service.remapSelection(input.fromSnapshotId, input.toSnapshotId, input.ranges),
    }),
    "songs.measureSelection": (input) => service.measureSelection(input.selection),
    "songs.get": (input, caller) => service.get(input.uuid, caller),
    "songs.setRating": (input, caller) => service.setRating(input.selection, input.rating, caller),
    "songs.setFavorite": (input, caller) =>
      service.setFavorite(input.selection, input.isFavorite, caller),
    "songs.removeFromLibrary": (input, caller) =>
      service.removeFromLibrary(input.selection, caller),
    "songs.revealFile": async (input, caller) => {
      await service.revealFile(input.uuid, caller);
      return {};
    },
  };
}
