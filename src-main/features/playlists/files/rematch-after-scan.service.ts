import { withoutJournal } from "#core/journal/journal.ts";
import type { PlaylistParts } from "#features/playlists/playlist-parts.ts";
import type { FilesRepository } from "./files.repository.ts";
import { runPlaylistFileJob } from "./run-playlist-file-job.ts";

/** A scan tells of its songs twice a second; when it is quiet for so long, it is over. */
const quietMs = 2000;

/**
 * Looks again for the songs of waiting rows after the library changed. What it finds is nobody's change: it stands in no
 * journal, and nobody undoes it.
 */
export class RematchAfterScan {
  readonly #parts: PlaylistParts;
  readonly #files: FilesRepository;
  readonly #unsubscribe: () => void;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(parts: PlaylistParts, files: FilesRepository) {
    this.#parts = parts;
    this.#files = files;
    this.#unsubscribe = parts.context.events.subscribe(({ name }) => {
      if (name !== "library.changed" || this.#isClosed) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#start(), quietMs).unref();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#unsubscribe();
    await this.#running;
  }

  /** Looks now. @returns how many songs were found */
  async rematch(): Promise<number> {
    const { context, events } = this.#parts;
    if (this.#isClosed || !this.#files.hasUnmatched()) return 0;
    const found = await runPlaylistFileJob<"rematch">(context.database.path, {
      kind: "rematch",
      playlistId: null,
      prefixMap: [],
    });
    if (this.#isClosed || found.length === 0) return 0;
    const ids = [...new Set(found.map(({ playlistId }) => playlistId))];
    const { matched, touched } = context.database.write((tx) =>
      withoutJournal(tx, () => ({
        matched: this.#files.match(tx, found),
        touched: this.#files.bumpRevisions(tx, ids, context.now()),
      })),
    );
    for (const { revision, ...playlist } of touched) events.changed(playlist, "entries", revision);
    return matched;
  }

  async #rematchOrLog(): Promise<void> {
    try {
      await this.rematch();
    } catch (error) {
      this.#parts.context.logger.error("Waiting rows of playlists could not be matched", { error });
    }
  }

  #start(): void {
    this.#running = this.#running.then(() => this.#rematchOrLog());
  }
}
