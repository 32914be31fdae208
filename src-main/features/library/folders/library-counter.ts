import { once } from "node:events";
import type { Database } from "#core/db/database.ts";
import { spawnWorker } from "#core/workers/spawn-worker.ts";
import { currentRevision } from "../revision.ts";
import { type LibraryCounts, readLibraryCounts } from "./library-counts.ts";

/** Up to so many rows counting takes main a few milliseconds. */
const countedInMain = 10_000;

interface Counted {
  readonly revision: number;
  readonly counts: Promise<LibraryCounts>;
}

/** Answers totals, counted once a library revision; while one count is under way, at most one more waits for it. */
export class LibraryCounter {
  readonly #database: Database;
  #latest: Counted | null = null;
  #isCounting = false;
  #next: Promise<LibraryCounts> | null = null;

  constructor(database: Database) {
    this.#database = database;
  }

  async read(): Promise<LibraryCounts> {
    const revision = currentRevision(this.#database.read);
    if (this.#latest?.revision === revision) return await this.#latest.counts;
    if (!this.#isCounting) return await this.#start(revision);
    this.#next ??= this.#afterLatest();
    return await this.#next;
  }

  async #afterLatest(): Promise<LibraryCounts> {
    await this.#latest?.counts.catch(() => undefined);
    this.#next = null;
    return await this.read();
  }

  async #start(revision: number): Promise<LibraryCounts> {
    this.#isCounting = true;
    const counts = this.#count();
    this.#latest = { revision, counts };
    try {
      return await counts;
    } catch (error) {
      this.#latest = null;
      throw error;
    } finally {
      this.#isCounting = false;
    }
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
