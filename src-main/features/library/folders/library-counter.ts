import { once } from "node:events";
import type { Database } from "#core/db/database.ts";
import { spawnWorker } from "#core/workers/spawn-worker.ts";
import { currentRevision } from "../revision.ts";
import { type LibraryCounts, readLibraryCounts } from "./library-counts.ts";

/** Up to so many rows counting takes main a few milliseconds. */
const countedInMain = 10_000;

/** Answers totals, counted once a library revision. */
export class LibraryCounter {
  readonly #database: Database;
  #known: { readonly revision: number; readonly counts: Promise<LibraryCounts> } | null = null;

  constructor(database: Database) {
    this.#database = database;
  }

  async read(): Promise<LibraryCounts> {
    const revision = currentRevision(this.#database.read);
    if (this.#known?.revision !== revision) {
      const counts = this.#count();
      this.#known = { revision, counts };
      counts.catch(() => {
        this.#known = null;
      });
    }
    return await this.#known.counts;
  }

  async #count(): Promise<LibraryCounts> {
    const { read, path } = this.#database;
    const rows = read.get<{ id: number | null }>("SELECT max(id) AS id FROM songs")?.id ?? 0;
    if (rows <= countedInMain) return readLibraryCounts(read);
    const worker = spawnWorker(import.meta.url, "./library-counts.worker.ts", {
      workerData: { databasePath: path },
    });
    // A worker that fails rejects this: `once` listens for errors as well.
    const [counts] = (await once(worker, "message")) as [LibraryCounts];
    return counts;
  }
}
