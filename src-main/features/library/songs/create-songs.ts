import type { SongDetail, SongRow } from "#shared/contract/index.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import type { RuledSong, RuledSongs } from "#features/library/view/query/smart-lists.ts";
import { SongViews } from "#features/library/view/song-views.ts";
import type { ExplainRequest, RulesRequest } from "#features/library/view/view-protocol.ts";
import { type SongsHandlers, songsHandlers } from "./songs.handlers.ts";
import { OwnSongsService } from "./own-songs.service.ts";
import { SongsUndo } from "./songs-undo.ts";
import { SongRepository } from "./song.repository.ts";
import { SongsService } from "./songs.service.ts";

export interface SongsOptions {
  /** Shows a file in the system's file manager; the desktop shell has one. */
  readonly revealFile?: (path: string) => void | Promise<void>;
}

/** The song lists, as the other features and the shell see them. */
export interface Songs extends Pick<
  SongsService,
  "resolveSelection" | "songsToPlay" | "registerSnapshot" | "snapshot" | "arrange" | "measure"
> {
  readonly handlers: SongsHandlers;
  /** Rows as the profile sees them, in the order of `ids`; null where the song is gone. */
  songRows(ids: Uint32Array, userId: number): (SongRow | null)[];
  idOfUuid(uuid: string): number | undefined;
  /** Everything of a song as the profile sees it. @throws AppError `not_found` */
  detail(uuid: string, userId: number): SongDetail;
  /**
   * The songs of a smart playlist's rules, as the profile of `request` sees the library.
   * @throws AppError `cancelled` when a newer request of the same key came in, `query_invalid`, `conflict` for playlists
   *   made of themselves
   */
  songsOfRules(viewKey: string, request: RulesRequest): Promise<RuledSongs>;
  /** How a song stands to rules. @throws as {@link songsOfRules} */
  explainSong(viewKey: string, request: ExplainRequest): Promise<RuledSong>;
  /** Stops the read worker. */
  close(): Promise<void>;
}

/** Starts the read worker at once, so that it loads while the window is still being made. */
export function createSongs(context: FeatureContext, options: SongsOptions = {}): Songs {
  const { database, events, journal, logger, now } = context;
  journal.register(new SongsUndo(database.read, events));
  const views = new SongViews(database.path, logger, now);
  const songs = new SongRepository(database.read);
  const service = new SongsService({
    database,
    events,
    journal,
    now,
    views,
    songs,
    revealFile: options.revealFile,
  });
  const own = new OwnSongsService({
    read: database.read,
    events,
    journal,
    now,
    songs,
    resolveSelection: (selection) => service.resolveSelection(selection),
  });
  return {
    handlers: songsHandlers(service, own),
    resolveSelection: (selection) => service.resolveSelection(selection),
    songsToPlay: (selection) => service.songsToPlay(selection),
    registerSnapshot: (list, viewName, caller) => service.registerSnapshot(list, viewName, caller),
    snapshot: (snapshotId) => service.snapshot(snapshotId),
    arrange: (request, caller) => service.arrange(request, caller),
    measure: (ids) => service.measure(ids),
    songRows: (ids, userId) => service.songRows(ids, userId),
    idOfUuid: (uuid) => service.idOfUuid(uuid),
    detail: (uuid, userId) => service.get(uuid, { actor: { userId } }),
    songsOfRules: (viewKey, request) => views.ask("rules", viewKey, request),
    explainSong: (viewKey, request) => views.ask("explain", viewKey, request),
    close: () => views.close(),
  };
}
