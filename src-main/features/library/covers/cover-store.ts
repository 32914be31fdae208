import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { translateDiskFull } from "#core/files/writable-folder.ts";
import { coverExtensions, extensionOf, isCoverKey, mimeOfExtension } from "./cover-file.ts";
import { pictureSize } from "./picture-size.ts";

/** Keys known to be on disk are remembered up to this many. */
const rememberedKeys = 100_000;

/** A browser would need 400 MB and more to show such a picture. */
const mostPixels = 100_000_000;

/** Original pictures, named by their content: `<folder>/<first two digits>/<key>.<jpg|png|...>`. Each exists once. */
export class CoverStore {
  readonly #folder: string;
  readonly #known = new Set<string>();
  readonly #refused = new Set<string>();
  readonly #writing = new Map<string, Promise<void>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Keeps a picture. Returns at once; {@link settled} waits for the disk.
   * @returns false when it is of a kind that no browser shows, or far too large for one
   */
  add(key: string, mime: string, bytes: Uint8Array | null): boolean {
    const extension = extensionOf(mime);
    if (extension === null) return false;
    if (this.#refused.has(key)) return false;
    if (bytes === null || this.#known.has(key) || this.#writing.has(key)) return true;
    if (existsSync(this.#pathOf(key, extension))) {
      this.#remember(key);
      return true;
    }
    const size = pictureSize(bytes, mime);
    if (size !== null && size.width * size.height > mostPixels) {
      this.#refused.add(key);
      return false;
    }
    const written = this.#write(key, extension, bytes);
    // Whoever awaits `settled` gets the failure; until then it is nobody's unhandled rejection.
    written.catch(() => undefined);
    this.#writing.set(key, written);
    return true;
  }

  /** Resolves when everything added so far is on disk. @throws the first failure of the file system */
  async settled(): Promise<void> {
    const writing = [...this.#writing];
    const results = await Promise.allSettled(writing.map(([, written]) => written));
    for (const [key] of writing) this.#writing.delete(key);
    for (const [index, result] of results.entries()) {
      if (result.status === "rejected") throw result.reason;
      const key = writing[index]?.[0];
      if (key !== undefined) this.#remember(key);
    }
  }

  /** Where a picture is, or null. */
  find(key: string): { readonly path: string; readonly mime: string } | null {
    if (!isCoverKey(key)) return null;
    for (const extension of coverExtensions) {
      const path = this.#pathOf(key, extension);
      if (existsSync(path)) return { path, mime: mimeOfExtension(extension) };
    }
    return null;
  }

  #pathOf(key: string, extension: string): string {
    return join(this.#folder, key.slice(0, 2), `${key}.${extension}`);
  }

  async #write(key: string, extension: string, bytes: Uint8Array): Promise<void> {
    const path = this.#pathOf(key, extension);
    try {
      await mkdir(join(this.#folder, key.slice(0, 2)), { recursive: true });
      await writeFileAtomically(path, bytes);
    } catch (error) {
      throw translateDiskFull(error, this.#folder) ?? error;
    }
  }

  #remember(key: string): void {
    if (this.#known.size >= rememberedKeys) this.#known.clear();
    this.#known.add(key);
  }
}

/** Writes under a temporary name, flushes, renames: a half-written file is never seen under its name. */
export async function writeFileAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(bytes);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
