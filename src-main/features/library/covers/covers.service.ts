import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Logger } from "#core/logging/logger.ts";
import { type CoverStore, writeFileAtomically } from "./cover-store.ts";
import { Thumbnailer } from "./thumbnailer.ts";

/** Longer sides, in pixels, that thumbnails are made in. */
export const thumbnailEdges = [96, 320] as const;

/** Smaller originals are served as they are: decoding them would gain nothing. */
const smallOriginalBytes = 12 * 1024;
/** Thumbnails kept on disk; the oldest go first. */
const keptBytes = 256 * 1024 * 1024;
/** The bound is checked after so many new thumbnails. */
const checkEvery = 500;

/** A picture ready to be served. */
export interface CoverImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

/** Covers by key, as originals or as thumbnails that are made when first asked for. */
export class CoversService {
  readonly #store: CoverStore;
  readonly #folder: string;
  readonly #logger: Logger;
  readonly #thumbnailer: Thumbnailer;
  readonly #making = new Map<string, Promise<Uint8Array<ArrayBuffer> | null>>();
  /** Asked for and answered with the original: not to be tried again in this run. */
  readonly #originals = new Set<string>();
  #made = 0;

  /** @param folder of the cover cache; thumbnails lie in `thumbnails/` below it */
  constructor(store: CoverStore, folder: string, logger: Logger) {
    this.#store = store;
    this.#folder = folder;
    this.#logger = logger;
    this.#thumbnailer = new Thumbnailer(logger);
  }

  /** The picture of a key, its longer side at least `size` pixels where the original has them; null: unknown. */
  async get(key: string, size: number): Promise<CoverImage | null> {
    const original = this.#store.find(key);
    if (original === null) return null;
    const edge = thumbnailEdges.find((candidate) => candidate >= size);
    const thumbnail =
      edge === undefined ? null : await this.#thumbnail(key, original.path, original.mime, edge);
    if (thumbnail !== null) return { bytes: thumbnail, contentType: "image/jpeg" };
    return {
      bytes: new Uint8Array(await readFile(original.path)),
      contentType: original.mime,
    };
  }

  close(): Promise<void> {
    return this.#thumbnailer.close();
  }

  async #thumbnail(
    key: string,
    originalPath: string,
    mime: string,
    edge: number,
  ): Promise<Uint8Array<ArrayBuffer> | null> {
    const name = `${key}-${edge}`;
    if (this.#originals.has(name)) return null;
    const path = join(this.#folder, "thumbnails", key.slice(0, 2), `${name}.jpg`);
    const known = await readOrNull(path);
    if (known !== null) return known;
    let making = this.#making.get(name);
    if (making === undefined) {
      making = this.#make(name, originalPath, mime, edge, path);
      this.#making.set(name, making);
    }
    try {
      return await making;
    } finally {
      this.#making.delete(name);
    }
  }

  async #make(
    name: string,
    originalPath: string,
    mime: string,
    edge: number,
    path: string,
  ): Promise<Uint8Array<ArrayBuffer> | null> {
    const { size } = await stat(originalPath);
    const bytes =
      size <= smallOriginalBytes ? null : await this.#thumbnailer.make(originalPath, mime, edge);
    if (bytes === null) {
      this.#originals.add(name);
      return null;
    }
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFileAtomically(path, bytes);
      if (++this.#made % checkEvery === 0) await this.#evict();
    } catch (error) {
      // The picture is shown all the same; it is made again next time.
      this.#logger.warn("A thumbnail could not be kept", { path, error });
    }
    return bytes;
  }

  /** Removes the oldest thumbnails beyond the bound. They can be made again. */
  async #evict(): Promise<void> {
    const folder = join(this.#folder, "thumbnails");
    const names = await readdir(folder, { recursive: true });
    const files: { path: string; bytes: number; madeAt: number }[] = [];
    for (const name of names) {
      const path = join(folder, name);
      const found = await stat(path);
      if (found.isFile()) files.push({ path, bytes: found.size, madeAt: found.mtimeMs });
    }
    let total = files.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of files.toSorted((left, right) => left.madeAt - right.madeAt)) {
      if (total <= keptBytes) break;
      await rm(file.path, { force: true });
      total -= file.bytes;
    }
  }
}

async function readOrNull(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(path));
  } catch {
    // Not made yet.
    return null;
  }
}
