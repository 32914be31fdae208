import type { HandlersFor } from "#core/ipc/router.ts";
import type { FileChannels } from "#features/playlists/playlists.handlers.ts";
import type { FilesService } from "./files.service.ts";

export function filesHandlers(service: FilesService): HandlersFor<FileChannels> {
  return {
    "playlists.importFile": (input, caller) => service.importFile(input, caller),
    "playlists.rematch": (input, caller) => service.rematch(input, caller),
    "playlists.matchEntry": (input, caller) => service.matchEntry(input, caller),
    "playlists.exportFile": (input, caller) => service.exportFile(input, caller),
  };
}
