import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { CoverStore } from "./covers/cover-store.ts";
import { CoversService } from "./covers/covers.service.ts";
import { SentPictures } from "./covers/sent-pictures.service.ts";
import type { ChangeAuthor } from "#core/journal/journal.ts";
import { FoldersUndo } from "./folders/folders-undo.ts";
import { FoldersRepository } from "./folders/folders.repository.ts";
import { FoldersService } from "./folders/folders.service.ts";
import { LibraryCounter } from "./folders/library-counter.ts";
import { type LibraryHandlers, libraryHandlers } from "./folders/library.handlers.ts";
import { LibraryChanges } from "./library-changes.ts";
import { FileImports } from "./open/import-files.service.ts";
import { type OpenedPaths, OpenPathsService } from "./open/open-paths.service.ts";
import { CatalogRepository } from "./scan/catalog.repository.ts";
import { ScanIssuesRepository } from "./scan/scan-issues.repository.ts";
import type { ScanRunOptions } from "./scan/scan-run.service.ts";
import { createScanTask } from "./scan/scan-task.ts";
import { TagReaderPool } from "./tags/tag-reader-pool.ts";

export interface LibraryImportOptions {
  /** How files are read; by default a pool of tag readers that lives as long as a scan. */
  readonly createReader?: ScanRunOptions["createReader"];
}

/** Watched folders, their scans, files opened by hand, and the covers these find. */
export interface LibraryImport {
  readonly handlers: LibraryHandlers;
  /** To be registered before the queue starts. */
  readonly taskKinds: readonly [ReturnType<typeof createScanTask>];
  readonly covers: Pick<CoversService, "get">;
  /** Pictures that people choose, kept beside the covers. */
  readonly pictures: Pick<SentPictures, "keep" | "find" | "restore">;
  /**
   * Takes what the system or a second launch handed over into the library: files as songs, also those that playlists name;
   * folders as watched ones.
   * @param author who opened them: each is a change of this profile, and tags may start its ratings
   */
  openPaths(paths: readonly string[], author: ChangeAuthor): Promise<OpenedPaths>;
  /** Ends the threads it started. Scans end with the task queue, which is closed before. */
  close(): Promise<void>;
}

/** Builds the importing side of the library. */
export function createLibraryImport(
  context: FeatureContext,
  options: LibraryImportOptions = {},
): LibraryImport {
  const folders = new FoldersRepository(context.database.read);
  const issues = new ScanIssuesRepository(context.database.read);
  const changes = new LibraryChanges(context.events, context.now);
  const counter = new LibraryCounter(context.database);
  const catalog = new CatalogRepository();
  const covers = new CoverStore(context.paths.coverCache);
  const createReader = options.createReader ?? (() => new TagReaderPool());
  const service = new FoldersService({ context, folders, issues, changes, counter });
  const { database, logger } = context;
  const undo = new FoldersUndo({ folders, service, database, logger });
  context.journal.register(undo);
  const parts = { context, folders, covers, changes, catalog, createReader };
  const opening = new OpenPathsService(new FileImports(parts), service);
  const coverCache = new CoversService(covers, context.paths.coverCache, context.logger);
  return {
    handlers: libraryHandlers(service),
    taskKinds: [createScanTask(parts)],
    covers: coverCache,
    pictures: new SentPictures(context.transfers, covers),
    openPaths: (paths, author) => opening.open(paths, author),
    close: async () => {
      await undo.settled();
      await opening.close();
      await coverCache.close();
    },
  };
}
