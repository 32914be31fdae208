import { readFile, stat } from "node:fs/promises";
import { sniffImageMime } from "#shared/domain/library/image-type.ts";
import { coverKey } from "../tags/cover-key.ts";
import type { CoverStore } from "./cover-store.ts";

/** A scanned booklet page is a few megabytes; what is larger is no cover. */
const largestBytes = 32 * 1024 * 1024;
/** Folders whose picture is remembered: a scan meets the songs of a folder one after the other. */
const rememberedFolders = 2000;

/** A cover picture that cannot be used. */
export interface CoverProblem {
  readonly path: string;
  readonly sizeBytes: number | null;
  readonly mtimeMs: number | null;
  readonly message: string;
}

/**
 * Pictures that lie beside songs (`cover.jpg`, `folder.png` ...). A song's embedded picture goes before its folder's: it was put
 * there for that song.
 */
export class FolderCovers {
  readonly #store: CoverStore;
  readonly #onProblem: (problem: CoverProblem) => void;
  readonly #keys = new Map<string, Promise<string | null>>();

  constructor(store: CoverStore, onProblem: (problem: CoverProblem) => void) {
    this.#store = store;
    this.#onProblem = onProblem;
  }

  /** Key of the picture at `path`, which is then in the store; null when it is none. Each is read once. */
  keyOf(path: string): Promise<string | null> {
    let key = this.#keys.get(path);
    if (key === undefined) {
      if (this.#keys.size >= rememberedFolders) this.#keys.clear();
      key = this.#read(path);
      this.#keys.set(path, key);
    }
    return key;
  }

  async #read(path: string): Promise<string | null> {
    let found: { size: number; mtimeMs: number } | null = null;
    try {
      found = await stat(path);
      if (found.size > largestBytes) return this.#refuse(path, found, "is too large for a cover");
      const bytes = await readFile(path);
      const mime = sniffImageMime(bytes);
      if (mime === null) return this.#refuse(path, found, "is not a picture that can be shown");
      const key = coverKey(bytes);
      return this.#store.add(key, mime, bytes) ? key : null;
    } catch {
      return this.#refuse(path, found === null ? null : found, "cannot be read");
    }
  }

  #refuse(
    path: string,
    found: { readonly size: number; readonly mtimeMs: number } | null,
    what: string,
  ): null {
    this.#onProblem({
      path,
      sizeBytes: found?.size ?? null,
      mtimeMs: found?.mtimeMs ?? null,
      message: `The cover picture ${what}. Its songs are shown without.`,
    });
    return null;
  }
}
