/**
 * `added`: no row has the path. `changed`: its row has another size or time. `verify`: size and time are as before, but the
 * content is to be compared (deep scan, or a cover picture came into its folder).
 */
export const fileKinds = ["added", "changed", "verify"] as const;
export type FileKind = (typeof fileKinds)[number];

/** A file that has to be read. */
export interface ScanFile {
  readonly kind: FileKind;
  /** Row of `songs` that has the path; 0 for `added`. */
  readonly songId: number;
  readonly path: string;
  readonly folder: string;
  /** Path of the folder's cover picture. */
  readonly coverPath: string | null;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/** Files in columns: a million of them cross from the worker and wait in main in some 60 MB. */
export interface FileBatch {
  readonly folders: readonly { readonly prefix: string; readonly coverName: string | null }[];
  readonly folderIndexes: Uint32Array;
  readonly names: readonly string[];
  readonly kinds: Uint8Array;
  readonly songIds: Float64Array;
  readonly sizes: Float64Array;
  readonly mtimes: Float64Array;
}

/** Collects files until {@link FileBatchBuilder.take} hands them over. */
export class FileBatchBuilder {
  readonly #folders = new Map<object, number>();
  #folderList: { prefix: string; coverName: string | null }[] = [];
  #folderIndexes: number[] = [];
  #names: string[] = [];
  #kinds: number[] = [];
  #songIds: number[] = [];
  #sizes: number[] = [];
  #mtimes: number[] = [];

  get length(): number {
    return this.#names.length;
  }

  add(
    folder: { readonly prefix: string; readonly coverName: string | null },
    file: {
      readonly kind: FileKind;
      readonly songId: number;
      readonly name: string;
      readonly sizeBytes: number;
      readonly mtimeMs: number;
    },
  ): void {
    let index = this.#folders.get(folder);
    if (index === undefined) {
      index = this.#folderList.length;
      this.#folders.set(folder, index);
      this.#folderList.push({ prefix: folder.prefix, coverName: folder.coverName });
    }
    this.#folderIndexes.push(index);
    this.#names.push(file.name);
    this.#kinds.push(fileKinds.indexOf(file.kind));
    this.#songIds.push(file.songId);
    this.#sizes.push(file.sizeBytes);
    this.#mtimes.push(file.mtimeMs);
  }

  take(): FileBatch {
    const batch: FileBatch = {
      folders: this.#folderList,
      folderIndexes: Uint32Array.from(this.#folderIndexes),
      names: this.#names,
      kinds: Uint8Array.from(this.#kinds),
      songIds: Float64Array.from(this.#songIds),
      sizes: Float64Array.from(this.#sizes),
      mtimes: Float64Array.from(this.#mtimes),
    };
    this.#folders.clear();
    this.#folderList = [];
    this.#folderIndexes = [];
    this.#names = [];
    this.#kinds = [];
    this.#songIds = [];
    this.#sizes = [];
    this.#mtimes = [];
    return batch;
  }
}

/** How many files of a batch are of one of `kinds`. */
export function countFiles(batch: FileBatch, kinds: readonly FileKind[]): number {
  const wanted = kinds.map((kind) => fileKinds.indexOf(kind));
  let count = 0;
  for (const kind of batch.kinds) if (wanted.includes(kind)) count++;
  return count;
}

/** The files of a batch that are of one of `kinds`, one object at a time; the others cost next to nothing. */
export function* filesOf(batch: FileBatch, kinds: readonly FileKind[]): Generator<ScanFile> {
  const wanted = kinds.map((kind) => fileKinds.indexOf(kind));
  for (const [index, name] of batch.names.entries()) {
    if (!wanted.includes(batch.kinds[index] ?? 0)) continue;
    const folder = batch.folders[batch.folderIndexes[index] ?? 0];
    const kind = fileKinds[batch.kinds[index] ?? 0];
    if (folder === undefined || kind === undefined) throw new Error("A file batch is torn");
    yield {
      kind,
      songId: batch.songIds[index] ?? 0,
      path: folder.prefix + name,
      folder: folder.prefix,
      coverPath: folder.coverName === null ? null : folder.prefix + folder.coverName,
      sizeBytes: batch.sizes[index] ?? 0,
      mtimeMs: batch.mtimes[index] ?? 0,
    };
  }
}
