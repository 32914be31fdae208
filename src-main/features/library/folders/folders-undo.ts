import type { ReadDb, WriteTx } from "#core/db/database.ts";
import type { ChangeAuthor, JournalParticipant, TouchedRow } from "#core/journal/journal.ts";
import type { Logger } from "#core/logging/logger.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { FoldersRepository, WatchedFolder } from "./folders.repository.ts";
import type { FoldersService } from "./folders.service.ts";

type FoldersPort = Pick<FoldersService, "bringIn" | "takeOut" | "refuseOverlap">;

/** What undoing the adding or removing of a folder means: its songs come or go, by the service's own ways, after the commit. */
export class FoldersUndo implements JournalParticipant {
  readonly tables = ["library_folders"] as const;
  readonly #folders: FoldersRepository;
  readonly #service: FoldersPort;
  readonly #database: { write(change: (tx: WriteTx) => void): void };
  readonly #logger: Logger;
  /** One after another: songs of a folder that comes and goes again must not come after they went. */
  #tail: Promise<void> = Promise.resolve();

  constructor(parts: {
    readonly folders: FoldersRepository;
    readonly service: FoldersPort;
    readonly database: { write(change: (tx: WriteTx) => void): void };
    readonly logger: Logger;
  }) {
    this.#folders = parts.folders;
    this.#service = parts.service;
    this.#database = parts.database;
    this.#logger = parts.logger;
  }

  authorize(_read: ReadDb, touched: readonly TouchedRow[], { actor }: ChangeAuthor): void {
    if (!actor.isAdmin)
      throw new AppError(
        "not_allowed",
        "Only an administrator may say which folders are in the library.",
      );
    for (const folder of this.#foldersOf(touched))
      if (!folder.isWatched) this.#service.refuseOverlap(folder.path);
  }

  applied(tx: WriteTx, touched: readonly TouchedRow[]): void {
    this.#folders.setUnscanned(
      tx,
      touched.map(({ rowId }) => rowId),
    );
  }

  announce(touched: readonly TouchedRow[], { actor }: ChangeAuthor): void {
    for (const folder of this.#foldersOf(touched)) this.#follow(folder, actor.userId);
  }

  describe(read: ReadDb, { rowId }: TouchedRow): string | null {
    const row = read.get<{ path: string }>("SELECT path FROM library_folders WHERE id = ?", rowId);
    return row === undefined ? null : `the folder ${row.path}`;
  }

  /** Resolves when the songs of every folder that came or went have followed it. */
  async settled(): Promise<void> {
    await this.#tail;
  }

  #follow(folder: WatchedFolder & { readonly isWatched: boolean }, userId: number): void {
    const before = this.#tail;
    this.#tail = (async () => {
      await before;
      try {
        if (folder.isWatched) await this.#service.bringIn(folder, false, userId);
        else await this.#service.takeOut(folder, (last) => this.#database.write(last));
      } catch (error) {
        this.#logger.warn("The songs of a folder did not follow it; its next scan heals that", {
          folder: folder.path,
          error,
        });
      }
    })();
  }

  #foldersOf(touched: readonly TouchedRow[]) {
    return this.#folders.getByIds([...new Set(touched.map(({ rowId }) => rowId))]);
  }
}
