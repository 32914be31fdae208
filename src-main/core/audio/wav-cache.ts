import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

interface CachedWav {
  readonly path: string;
  readonly sizeBytes: number;
  readonly usedMs: number;
}

/** The folder of finished WAVs, kept under a size. They are copies that can be made again: removing one loses nothing. */
export class WavCache {
  readonly #folder: string;
  readonly #capBytes: number;

  constructor(folder: string, capBytes: number) {
    this.#folder = folder;
    this.#capBytes = capBytes;
  }

  /** Removes half-written files of an earlier run. Only call it while nothing is being written. */
  removeLeftovers(): void {
    for (const name of readdirSync(this.#folder))
      if (name.endsWith(".part")) rmSync(join(this.#folder, name), { force: true });
  }

  /** Removes the least recently used files until the rest fits, never `keep`. */
  evict(keep: string): void {
    const files = this.#list().toSorted((left, right) => right.usedMs - left.usedMs);
    let total = 0;
    for (const file of files) {
      total += file.sizeBytes;
      if (total > this.#capBytes && file.path !== keep) this.#remove(file);
    }
  }

  #list(): CachedWav[] {
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith(".wav"))
      .flatMap((name) => {
        const path = join(this.#folder, name);
        const stat = statSync(path, { throwIfNoEntry: false });
        return stat === undefined ? [] : [{ path, sizeBytes: stat.size, usedMs: stat.mtimeMs }];
      });
  }

  #remove(file: CachedWav): void {
    try {
      rmSync(file.path, { force: true });
    } catch (error) {
      // Windows keeps a file that is being played; the next eviction takes it.
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code !== "EBUSY" && code !== "EPERM") throw error;
    }
  }
}
