import type { HandlersFor } from "#core/ipc/router.ts";
import type { PlaylistParts } from "#features/playlists/playlist-parts.ts";
import type { FileChannels } from "#features/playlists/playlists.handlers.ts";
import type { SmartEvaluator } from "#features/playlists/playlists.ports.ts";
import { TreeRepository } from "#features/playlists/tree/tree.repository.ts";
import { filesHandlers } from "./files.handlers.ts";
import { FilesRepository } from "./files.repository.ts";
import { FilesService } from "./files.service.ts";
import { RematchAfterScan } from "./rematch-after-scan.service.ts";

/** Playlists from files and as files. */
export interface PlaylistFiles {
  readonly handlers: HandlersFor<FileChannels>;
  /** Looks now for the songs of all rows that wait, as it does by itself after a scan. @returns how many were found */
  rematchAll(): Promise<number>;
  /** Stops listening for scans; before the database closes. */
  close(): Promise<void>;
}

/** @param smart tells the songs of a playlist that follows rules */
export function createPlaylistFiles(
  parts: PlaylistParts,
  smart: Pick<SmartEvaluator, "songsOf">,
): PlaylistFiles {
  const { read } = parts.context.database;
  const files = new FilesRepository(read);
  const service = new FilesService({ parts, files, tree: new TreeRepository(read), smart });
  const afterScan = new RematchAfterScan(parts, files);
  return {
    handlers: filesHandlers(service),
    rematchAll: () => afterScan.rematch(),
    close: () => afterScan.close(),
  };
}
