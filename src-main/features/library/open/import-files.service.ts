import { realpath, stat } from "node:fs/promises";
import { basename } from "node:path";
import { type ChangeAuthor, withoutJournal } from "#core/journal/journal.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import type { CoverStore } from "../covers/cover-store.ts";
import type { FoldersRepository } from "../folders/folders.repository.ts";
import type { LibraryChanges } from "../library-changes.ts";
import { nextRevision } from "../revision.ts";
import type { CatalogRepository } from "../scan/catalog.repository.ts";
import type { ScanFile } from "../scan/file-batch.ts";
import { FileImporter, type FileReader } from "../scan/file-importer.service.ts";
import { resolveMoves } from "../scan/move-resolver.service.ts";
import { coverPaths, prefixOf } from "../scan/opened-files.ts";
import { ScanIssuesRepository } from "../scan/scan-issues.repository.ts";
import { ScanLedger } from "../scan/scan-ledger.ts";
import type { ScanOptions } from "../scan/scan-options.ts";
import { ScanRepository } from "../scan/scan.repository.ts";
import { codeOf, isInside } from "../scan/walk-folder.ts";
import { songFileGone } from "../song-file-gone.ts";
import { type KnownSong, OpenedRepository } from "./opened.repository.ts";

/** A path that could not be opened, and why, in a sentence that names it. */
export interface RejectedPath {
  readonly path: string;
  readonly message: string;
}

export interface ImportedFiles {
  /** In the order of the paths; a path that was named twice comes twice. */
  readonly songIds: readonly number[];
  readonly rejected: readonly RejectedPath[];
}

export interface FileImportsOptions {
  readonly context: FeatureContext;
  readonly folders: FoldersRepository;
  readonly covers: CoverStore;
  readonly changes: LibraryChanges;
  readonly catalog: CatalogRepository;
  readonly createReader: () => FileReader & { close(): void };
}

/** Files looked at at once. */
const concurrency = 64;

/**
 * Takes single files into the library, by the rules of a scan: a file that moved keeps its song, other audio at a known path
 * is another song. What lies in a watched folder becomes a song of that folder, anything else one of its own
 * (`imported`). Files that a person took out of the library come back, since a person named them.
 */
export class FileImports {
  readonly #options: FileImportsOptions;
  readonly #songs: OpenedRepository;
  readonly #fileGone: (songId: number) => void;

  constructor(options: FileImportsOptions) {
    this.#options = options;
    this.#songs = new OpenedRepository(options.context.database.read);
    this.#fileGone = songFileGone(options.context);
  }

  /**
   * @param paths absolute, of audio files
   * @param author who opened them: the songs that come are one change, and tags may start this profile's ratings
   * @throws AppError `cancelled` when `signal` is aborted; what was written until then stays
   */
  async importFiles(
    paths: readonly string[],
    author: ChangeAuthor,
    signal: AbortSignal,
  ): Promise<ImportedFiles> {
    const places = await this.#places(paths);
    const problems = new Map<string, string>();
    const known = this.#songs.getByPaths([...places.values()]);
    const toRead = await this.#filesToRead(new Set(places.values()), known, problems);
    if (toRead.length > 0) await this.#read(toRead, author.actor.userId, signal, problems);
    const songs = this.#songs.getByPaths([...places.values()]);
    const came = [...songs].filter(
      ([path, song]) => song.isListed && known.get(path)?.isListed !== true,
    );
    this.#noteComing([...new Set(came.map(([, { id }]) => id))], author);
    const songIds: number[] = [];
    const rejected: RejectedPath[] = [];
    for (const path of paths) {
      const place = places.get(path) ?? path;
      const song = songs.get(place);
      const problem = problems.get(place);
      if (problem === undefined && song?.isPlayable === true) songIds.push(song.id);
      else rejected.push({ path, message: problem ?? `${basename(path)} could not be opened.` });
    }
    return { songIds, rejected };
  }

  /** Writes down that songs came into the library, so that it can be undone as if they were removed. */
  #noteComing(songIds: readonly number[], author: ChangeAuthor): void {
    if (songIds.length === 0) return;
    const { context, changes } = this.#options;
    const { result: revision } = context.journal.change(
      author,
      (tx) => {
        const next = nextRevision(tx);
        // As a removal leaves them; the change is what a person did: to bring them in.
        withoutJournal(tx, () =>
          this.#songs.takeOut(tx, songIds, { userId: author.actor.userId, now: context.now() }),
        );
        this.#songs.bringIn(tx, songIds, next);
        return next;
      },
      {
        kind: "library.importFiles",
        summary: `Opened ${songIds.length === 1 ? "1 file" : `${songIds.length} files`} new to the library`,
      },
    );
    changes.changed(revision);
  }

  /** Where each file lies: where a song has it, else its real path, as watched folders are kept. */
  async #places(paths: readonly string[]): Promise<Map<string, string>> {
    const known = this.#songs.getByPaths(paths);
    const found = await inChunks([...new Set(paths)], async (path) => ({
      path,
      place: known.has(path) ? path : await realpath(path).catch(() => path),
    }));
    return new Map(found.map(({ path, place }) => [path, place]));
  }

  async #filesToRead(
    paths: ReadonlySet<string>,
    known: ReadonlyMap<string, KnownSong>,
    problems: Map<string, string>,
  ): Promise<ScanFile[]> {
    const coverPathOf = coverPaths();
    const files = await inChunks([...paths], async (path): Promise<ScanFile | null> => {
      const song = known.get(path);
      const found = await statOrReason(path);
      if (typeof found === "string") {
        problems.set(path, found);
        if (song !== undefined) this.#fileGone(song.id);
        return null;
      }
      const isSame = song?.sizeBytes === found.size && song.mtimeMs === found.mtimeMs;
      if (isSame && song.isPlayable) return null;
      return {
        kind: song === undefined ? "added" : "changed",
        songId: song?.id ?? 0,
        path,
        folder: prefixOf(path),
        coverPath: await coverPathOf(path),
        sizeBytes: found.size,
        mtimeMs: found.mtimeMs,
      };
    });
    return files.filter((file) => file !== null);
  }

  async #read(
    files: readonly ScanFile[],
    userId: number,
    signal: AbortSignal,
    problems: Map<string, string>,
  ): Promise<void> {
    const { context, folders, changes, createReader } = this.#options;
    const { database, now } = context;
    const scan = new ScanRepository(database.read);
    const ledger = new ScanLedger();
    const options: ScanOptions = {
      ...this.#options,
      database,
      now,
      signal,
      userId,
      report: () => undefined,
      isDeep: false,
      isByHand: true,
    };
    const lastSongId = scan.lastSongId();
    const watched = folders.getAll();
    const reader = createReader();
    try {
      const importer = new FileImporter({
        ...options,
        reader,
        scan,
        issues: new ScanIssuesRepository(database.read),
        ledger,
        lastSongId,
        folderIdOf: (path) => watched.find((folder) => isInside(path, folder.path))?.id ?? null,
        onRead: () => undefined,
        onProblem: ({ path, message }) => problems.set(path, `${basename(path)}: ${message}`),
      });
      await importer.importFiles(files);
      await resolveMoves(options, ledger, scan, importer, lastSongId);
      this.#markLost(scan, ledger);
    } finally {
      reader.close();
      changes.flush();
    }
  }

  /** Songs whose path holds something else now, and that were found nowhere else. */
  #markLost(scan: ScanRepository, ledger: ScanLedger): void {
    const { context, changes } = this.#options;
    const lost = [...ledger.lost].filter(([id]) => !ledger.taken.has(id));
    if (lost.length === 0) return;
    const revision = context.database.write((tx) => {
      const next = nextRevision(tx);
      for (const [id, availability] of lost) scan.markGone(tx, [id], availability, next);
      return next;
    });
    changes.changed(revision);
  }
}

async function statOrReason(path: string): Promise<{ size: number; mtimeMs: number } | string> {
  try {
    const found = await stat(path);
    return found.isFile() ? found : `${basename(path)} is not a file.`;
  } catch (error) {
    const code = codeOf(error);
    return code === "ENOENT" || code === "ENOTDIR"
      ? `${path} is not there.`
      : `${basename(path)} cannot be opened (${code}). Check its permissions, or its drive.`;
  }
}

async function inChunks<Item, Result>(
  items: readonly Item[],
  each: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += concurrency)
    results.push(
      ...(await Promise.all(items.slice(start, start + concurrency).map((item) => each(item)))),
    );
  return results;
}
