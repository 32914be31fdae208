import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { dirname, sep } from "node:path";
import { findFolderCover } from "#shared/domain/library/folder-cover.ts";
import { isAudioFileName, isSkippedName } from "./audio-extensions.ts";
import { sortPaths } from "./path-order.ts";

/** Deeper than any real library; a runaway tree (a bind mount of itself) ends here. */
const maxDepth = 100;

export const walkIssueCodes = [
  "folder_unreadable",
  "folder_too_deep",
  "path_too_long",
  "name_not_unicode",
  "symlink_loop",
  "symlink_broken",
] as const;
export type WalkIssueCode = (typeof walkIssueCodes)[number];

/** A folder whose files are being told. One object a folder, so that it can serve as a key. */
export interface WalkedFolder {
  /** With the separator at its end. */
  readonly prefix: string;
  /** File name of its cover picture, if it has one. */
  readonly coverName: string | null;
}

/** What a walk meets: files in the order of their full paths' UTF-8 bytes, so that they can be merged with sorted rows. */
export interface WalkSink {
  file(folder: WalkedFolder, name: string, sizeBytes: number, mtimeMs: number): void;
  issue(path: string, code: WalkIssueCode, message: string): void;
  /** Nothing can be said of the files whose path begins so: their folder cannot be listed. */
  hidden(pathPrefix: string): void;
}

export interface WalkOptions {
  /** Other watched folders: a link that leads into one is passed over, its songs are found there. */
  readonly otherRoots: readonly string[];
}

/**
 * Walks a folder depth first, with synchronous calls: ten times faster than promises, and it runs in a worker.
 *
 * Links are followed when they lead outside of the folder; what a link inside of it points to is found at its own place.
 * Beyond a link, folders are told apart by device and inode, so that none is walked twice.
 */
export function walkFolder(root: string, options: WalkOptions, sink: WalkSink): void {
  new Walk(root, options, sink).run();
}

interface Entry {
  readonly isFolder: boolean;
  readonly isLink: boolean;
}

class Walk {
  readonly #root: string;
  readonly #realRoots: readonly string[];
  readonly #sink: WalkSink;
  readonly #visited = new Set<string>();
  #unsearchable: string | null = null;

  constructor(root: string, options: WalkOptions, sink: WalkSink) {
    this.#root = root;
    this.#sink = sink;
    this.#realRoots = [root, ...options.otherRoots].map((path) => realpathOrNull(path) ?? path);
    for (const path of this.#realRoots) {
      const stats = statOrNull(path);
      if (stats !== null) this.#visited.add(identity(stats));
    }
  }

  run(): void {
    this.#walk(this.#root, 0, false);
  }

  /** @param isBeyondLink true when a link led here: only there can a folder be met twice */
  #walk(folder: string, depth: number, isBeyondLink: boolean): void {
    const prefix = folder.endsWith(sep) ? folder : folder + sep;
    if (depth > maxDepth) {
      this.#sink.issue(
        folder,
        "folder_too_deep",
        `This folder lies more than ${maxDepth} folders deep and is not scanned.`,
      );
      this.#sink.hidden(prefix);
      return;
    }
    let dirents: Dirent[];
    try {
      dirents = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      this.#reportFolder(folder, prefix, error);
      return;
    }
    const entries = new Map<string, Entry>();
    const names: string[] = [];
    for (const dirent of dirents) {
      if (isSkippedName(dirent.name)) continue;
      if (dirent.isFile()) {
        names.push(dirent.name);
        if (isAudioFileName(dirent.name))
          entries.set(dirent.name, { isFolder: false, isLink: false });
      } else if (dirent.isDirectory()) {
        // With its separator a folder sorts where the paths below it do.
        entries.set(dirent.name + sep, { isFolder: true, isLink: false });
      } else if (dirent.isSymbolicLink()) {
        this.#addLink(prefix, dirent.name, entries, names);
      }
    }
    const walked = { prefix, coverName: findFolderCover(names) };
    for (const key of sortPaths([...entries.keys()])) {
      const entry = entries.get(key);
      if (entry === undefined) continue;
      if (entry.isFolder)
        this.#enter(prefix + key.slice(0, -1), depth + 1, isBeyondLink || entry.isLink);
      else this.#file(walked, key);
    }
  }

  #enter(folder: string, depth: number, isBeyondLink: boolean): void {
    if (isBeyondLink) {
      const stats = statOrNull(folder);
      if (stats !== null) {
        const id = identity(stats);
        if (this.#visited.has(id)) return;
        this.#visited.add(id);
      }
    }
    this.#walk(folder, depth, isBeyondLink);
  }

  #file(folder: WalkedFolder, name: string): void {
    const path = folder.prefix + name;
    let stats: Stats | undefined;
    try {
      stats = statSync(path, { throwIfNoEntry: false });
    } catch (error) {
      this.#reportFile(path, error);
      return;
    }
    if (stats !== undefined) this.#sink.file(folder, name, stats.size, stats.mtimeMs);
    else if (path.includes("\ufffd")) this.#reportName(path);
  }

  #addLink(prefix: string, name: string, entries: Map<string, Entry>, names: string[]): void {
    const path = prefix + name;
    let stats: Stats | undefined;
    try {
      stats = statSync(path, { throwIfNoEntry: false });
    } catch (error) {
      if (codeOf(error) === "ELOOP") this.#reportLoop(path);
      else this.#reportFile(path, error);
      return;
    }
    if (stats === undefined) {
      if (isAudioFileName(name))
        this.#sink.issue(path, "symlink_broken", "This link points to a file that is not there.");
      return;
    }
    const target = realpathOrNull(path);
    if (target === null) return;
    if (stats.isDirectory()) {
      const place = realpathOrNull(dirname(path)) ?? dirname(path);
      if (isInside(place, target)) this.#reportLoop(path);
      else if (!this.#isWatched(target)) entries.set(name + sep, { isFolder: true, isLink: true });
    } else if (stats.isFile()) {
      names.push(name);
      if (isAudioFileName(name) && !this.#isWatched(target))
        entries.set(name, { isFolder: false, isLink: true });
    }
  }

  #isWatched(realPath: string): boolean {
    return this.#realRoots.some((root) => isInside(realPath, root));
  }

  #reportFolder(folder: string, prefix: string, error: unknown): void {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") {
      // Gone between listing and entering; a name that is not text cannot be entered at all.
      if (folder.includes("\ufffd")) {
        this.#reportName(folder);
        this.#sink.hidden(prefix);
      }
      return;
    }
    if (code === "ENAMETOOLONG") this.#reportLength(folder);
    else
      this.#sink.issue(
        folder,
        "folder_unreadable",
        `This folder cannot be opened (${code}). Check its permissions, or its drive.`,
      );
    this.#sink.hidden(prefix);
  }

  #reportFile(path: string, error: unknown): void {
    const code = codeOf(error);
    this.#sink.hidden(path);
    if (code === "ENAMETOOLONG") {
      this.#reportLength(path);
      return;
    }
    // A folder that may be listed but not entered: one report, not one a file.
    const folder = dirname(path);
    if (folder === this.#unsearchable) return;
    this.#unsearchable = folder;
    this.#sink.issue(
      folder,
      "folder_unreadable",
      `The files of this folder cannot be opened (${code}). Check its permissions, or its drive.`,
    );
  }

  #reportLength(path: string): void {
    this.#sink.issue(
      path,
      "path_too_long",
      "The system cannot open a path as long as this one. Shorten the names of its folders.",
    );
  }

  #reportName(path: string): void {
    this.#sink.issue(
      path,
      "name_not_unicode",
      "This name is not valid UTF-8 text, so that it cannot be opened. Rename it.",
    );
  }

  #reportLoop(path: string): void {
    this.#sink.issue(
      path,
      "symlink_loop",
      "This link leads back to a folder that it lies in. It is not followed.",
    );
  }
}

/** The system's code of a file error, for example `EACCES`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "unknown error";
}

/** True when `path` is `folder` or lies below it. Both real paths. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function identity(stats: Stats): string {
  return `${stats.dev}:${stats.ino}`;
}

function statOrNull(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    // Whatever is wrong with it is reported where it is listed or read.
    return null;
  }
}

function realpathOrNull(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    // As above.
    return null;
  }
}
