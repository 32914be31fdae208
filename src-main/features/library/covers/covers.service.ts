import { readFile } from "node:fs/promises";
import type { Logger } from "#core/logging/logger.ts";
import type { CoverStore } from "./cover-store.ts";

/** A picture ready to be served. */
export interface CoverImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

/** Covers by key, as originals or thumbnails. */
export class CoversService {
  readonly #store: CoverStore;

  constructor(store: CoverStore, _folder: string, _logger: Logger) {
    this.#store = store;
  }

  /** The picture of a key, its longer side at least `size` pixels where the original has them; null: unknown. */
  async get(key: string, _size: number): Promise<CoverImage | null> {
    const original = this.#store.find(key);
    if (original === null) return null;
    return { bytes: new Uint8Array(await readFile(original.path)), contentType: original.mime };
  }

  async close(): Promise<void> {
    // No thread yet.
  }
}
