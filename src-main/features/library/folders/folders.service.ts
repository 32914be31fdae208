import { randomUUID } from "node:crypto";
import { sep } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { ChannelOutput, LibraryFolder } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { WriteTx } from "#core/db/database.ts";
import { type ChangeAuthor, withoutJournal } from "#core/journal/journal.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import type { LibraryChanges } from "../library-changes.ts";
import { currentRevision, nextRevision } from "../revision.ts";
import { pathRange } from "../scan/path-order.ts";
import type { ScanIssuesRepository } from "../scan/scan-issues.repository.ts";
import { scanTaskKind } from "../scan/scan-task.ts";
import { isInside } from "../scan/walk-folder.ts";
import { browseFolders } from "./browse-folders.ts";
import { readableFolder } from "./folder-path.ts";
import type { FoldersRepository, WatchedFolder } from "./folders.repository.ts";
import type { LibraryCounter } from "./library-counter.ts";

/** Songs a transaction when a folder leaves or comes back: some 10 ms of main. */
const songsPerTransaction = 1000;

export interface FoldersServiceOptions {
  readonly context: FeatureContext;
  readonly folders: FoldersRepository;
  readonly issues: ScanIssuesRepository;
  readonly changes: LibraryChanges;
  readonly counter: LibraryCounter;
}

/** Which folders are watched, and the scans they ask for. */
export class FoldersService {
  readonly #options: FoldersServiceOptions;

  constructor(options: FoldersServiceOptions) {
    this.#options = options;
  }

  /**
   * Watches a folder, brings back what was in it when it was watched before, and starts its scan.
   * @throws AppError `folder_not_found`, `file_unreadable`, `folder_overlaps`
   */
  async addFolder(
    path: string,
    deep: boolean,
    author: ChangeAuthor,
  ): Promise<ChannelOutput<"library.addFolder">> {
    const { context, folders } = this.#options;
    const realPath = readableFolder(path);
    this.refuseOverlap(realPath);
    const { result: folder, changeUuid } = context.journal.change(
      author,
      (tx) => {
        folders.watch(tx, { uuid: randomUUID(), path: realPath, now: context.now() });
        const watched = folders.getByPath(realPath);
        if (watched === undefined) throw new Error(`The folder ${realPath} was not written`);
        return watched;
      },
      {
        kind: "library.addFolder",
        summary: `Added the folder ${realPath}`,
        subjectUuid: ({ uuid }) => uuid,
      },
    );
    const taskId = await this.bringIn(folder, deep, author.actor.userId);
    return { folder: await this.#describe(folder), taskId, changeUuid };
  }

  /** A folder is watched from now on: what was in it comes back, and it is scanned. @returns the scan's task */
  async bringIn(folder: WatchedFolder, deep: boolean, userId: number): Promise<string> {
    await this.#putBackSongs(folder);
    this.#changed();
    return this.#enqueue(folder, deep, userId);
  }

  /** Stops watching; ratings and history stay, and return with the folder. */
  async removeFolder(
    uuid: string,
    author: ChangeAuthor,
  ): Promise<ChannelOutput<"library.removeFolder">> {
    const { context, folders } = this.#options;
    const folder = this.#get(uuid);
    // The last slice and the folder go together: an interrupted removal leaves a watched folder, whose scan heals it.
    let changeUuid: string | null = null;
    const removedSongs = await this.takeOut(folder, (takeOutLast) => {
      const change = context.journal.change(
        author,
        (tx) => {
          withoutJournal(tx, () => takeOutLast(tx));
          folders.unwatch(tx, folder.id, context.now());
        },
        {
          kind: "library.removeFolder",
          summary: `Removed the folder ${folder.path}`,
          subjectUuid: folder.uuid,
        },
      );
      ({ changeUuid } = change);
    });
    return { removedSongs, changeUuid };
  }

  /**
   * A folder is watched no more: its scans end and its songs leave the lists, slice by slice.
   *
   * @param last writes the last slice
   * @returns how many songs
   */
  async takeOut(
    folder: WatchedFolder,
    last: (takeOutLast: (tx: WriteTx) => void) => void,
  ): Promise<number> {
    const { context, folders } = this.#options;
    // Nobody waits for it any more, and scans of other folders would wait behind it.
    for (const deep of [true, false]) context.tasks.cancelByKey(scanKey(folder.uuid, deep));
    let removedSongs = 0;
    for (;;) {
      const ids = folders.listedSongIds(folder.id, 0, songsPerTransaction);
      const isLast = ids.length < songsPerTransaction;
      const takeOut = (tx: WriteTx): void => {
        folders.takeOutSongs(tx, ids, context.now(), nextRevision(tx));
      };
      if (isLast) last(takeOut);
      else context.database.write(takeOut);
      removedSongs += ids.length;
      if (isLast) break;
      await setImmediate();
    }
    this.#changed();
    return removedSongs;
  }

  async listFolders(): Promise<LibraryFolder[]> {
    return await Promise.all(
      this.#options.folders.getAll().map((folder) => this.#describe(folder)),
    );
  }

  /** Starts a scan of one folder or all; a scan that already waits or runs for the same is answered instead. */
  scan(folderUuid: string | undefined, deep: boolean, userId: number): { taskId: string } {
    const folder = folderUuid === undefined ? null : this.#get(folderUuid);
    return { taskId: this.#enqueue(folder, deep, userId) };
  }

  listScanIssues(window: {
    readonly offset: number;
    readonly limit: number;
  }): ChannelOutput<"library.listScanIssues"> {
    const { issues } = this.#options;
    return { total: issues.count(), rows: issues.getAll(window) };
  }

  async getCounts(): Promise<ChannelOutput<"library.getCounts">> {
    const { context, folders, issues, counter } = this.#options;
    const revision = currentRevision(context.database.read);
    const { songsByFolder: _, ...totals } = await counter.read();
    return {
      ...totals,
      folders: folders.getAll().length,
      scanIssues: issues.count(),
      revision,
    };
  }

  browse(path: string | null): ChannelOutput<"library.browseFolders"> {
    return browseFolders(path);
  }

  #get(uuid: string): WatchedFolder {
    const folder = this.#options.folders.getByUuid(uuid);
    if (folder === undefined)
      throw new AppError("not_found", "That folder is not watched any more.", { uuid });
    return folder;
  }

  /** @throws AppError `folder_overlaps` */
  refuseOverlap(path: string): void {
    for (const other of this.#options.folders.getAll()) {
      const details = { path, watched: other.path };
      if (other.path === path)
        throw new AppError("folder_overlaps", `${path} is already in the library.`, details);
      if (isInside(path, other.path))
        throw new AppError(
          "folder_overlaps",
          `${path} lies inside ${other.path}, which is already in the library.`,
          details,
        );
      if (isInside(other.path, path))
        throw new AppError(
          "folder_overlaps",
          `${path} contains ${other.path}, which is already in the library. Remove that folder first to add this one.`,
          details,
        );
    }
  }

  async #putBackSongs(folder: WatchedFolder): Promise<void> {
    const { context, folders } = this.#options;
    const { from, to } = pathRange(folder.path, sep);
    let after = "";
    for (;;) {
      const songs = folders.unlistedSongIds(from, to, after, songsPerTransaction);
      if (songs.length === 0) return;
      context.database.write((tx) => {
        const ids = songs.map((song) => song.id);
        folders.putBackSongs(tx, ids, folder.id, nextRevision(tx));
      });
      after = songs.at(-1)?.path ?? "";
      await setImmediate();
    }
  }

  #enqueue(folder: WatchedFolder | null, deep: boolean, userId: number): string {
    const folderUuid = folder?.uuid ?? null;
    return this.#options.context.tasks.enqueue({
      kind: scanTaskKind,
      title: folder === null ? "Scanning all folders" : `Scanning ${folder.path}`,
      payload: { folderUuid, deep },
      userId,
      idempotencyKey: scanKey(folderUuid, deep),
    });
  }

  #changed(): void {
    const { changes, context } = this.#options;
    changes.changed(currentRevision(context.database.read));
    changes.flush();
  }

  async #describe(folder: WatchedFolder): Promise<LibraryFolder> {
    const { counter, issues } = this.#options;
    const { songsByFolder } = await counter.read();
    return {
      uuid: folder.uuid,
      path: folder.path,
      isAvailable: folder.isAvailable,
      songCount: songsByFolder.find((entry) => entry.folderId === folder.id)?.songs ?? 0,
      issueCount: issues.countOf(folder.id),
      addedAt: folder.addedAt,
      lastScanAt: folder.lastScanAt,
    };
  }
}

/** One scan of a kind at a time. `folderUuid` null: of all folders. */
function scanKey(folderUuid: string | null, deep: boolean): string {
  return `${scanTaskKind}:${deep ? "deep" : "quick"}:${folderUuid ?? "all"}`;
}
