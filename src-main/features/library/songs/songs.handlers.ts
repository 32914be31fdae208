import type { ChannelsOf, HandlersFor } from "#core/ipc/router.ts";
import type { OwnSongsService } from "./own-songs.service.ts";
import type { SongsService } from "./songs.service.ts";

/** Channels of `songs.*` that playback answers, because they write history. */
type RecordedByPlayback = "songs.recordPlay" | "songs.recordSkip";

export type SongsHandlers = HandlersFor<Exclude<ChannelsOf<"songs">, RecordedByPlayback>>;

/** Contract to service, nothing else. */
export function songsHandlers(service: SongsService, own: OwnSongsService): SongsHandlers {
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
    "songs.setRating": (input, caller) => own.setRating(input.selection, input.rating, caller),
    "songs.setFavorite": (input, caller) =>
      own.setFavorite(input.selection, input.isFavorite, caller),
    "songs.setHidden": (input, caller) => own.setHidden(input.selection, input.isHidden, caller),
    "songs.setNotes": (input, caller) => own.setNotes(input.uuid, input.notes, caller),
    "songs.editTags": (input, caller) => own.editTags(input, caller),
    "songs.countTags": (input, caller) => own.countTags(input.selection, caller),
    "songs.suggestValues": (input, caller) => service.suggestValues(input, caller),
    "songs.removeFromLibrary": (input, caller) =>
      service.removeFromLibrary(input.selection, caller),
    "songs.revealFile": async (input, caller) => {
      await service.revealFile(input.uuid, caller);
      return {};
    },
  };
}
