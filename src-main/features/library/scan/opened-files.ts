import { readdir, stat } from "node:fs/promises";
import { dirname, sep } from "node:path";
import { findFolderCover } from "#shared/domain/library/folder-cover.ts";
import type { ScanFile } from "./file-batch.ts";
import type { ScanOptions } from "./scan-options.ts";
import type { OpenedSong, ScanRepository } from "./scan.repository.ts";

/** Rows a query and files looked at at once. */
const songsPerStep = 200;

/** What a look at the files that were opened by hand found out. */
export interface OpenedFilesCheck {
  readonly gone: number[];
  readonly returned: number[];
  /** To be read again; in a deep scan all. */
  readonly files: ScanFile[];
  filesSeen: number;
  unchanged: number;
}

/**
 * Looks whether the files of songs that lie in no watched folder are there and as they were. Nobody walks to them, so each is
 * asked for by its path.
 * @param isWalked paths that a walk has dealt with
 */
export async function checkOpenedFiles(
  options: ScanOptions,
  scan: ScanRepository,
  isWalked: (path: string) => boolean,
): Promise<OpenedFilesCheck> {
  const check: OpenedFilesCheck = {
    gone: [],
    returned: [],
    files: [],
    filesSeen: 0,
    unchanged: 0,
  };
  const coverPathOf = coverPaths();
  let songs: OpenedSong[] = [];
  do {
    options.signal.throwIfAborted();
    songs = scan.openedSongs(songs.at(-1)?.id ?? 0, songsPerStep);
    const wanted = songs.filter((song) => !isWalked(song.path));
    const found = await Promise.all(wanted.map((song) => stat(song.path).catch(() => null)));
    for (const [index, song] of wanted.entries()) {
      const stats = found[index];
      if (stats?.isFile() !== true) {
        check.gone.push(song.id);
        continue;
      }
      check.filesSeen += 1;
      if (!song.isAvailable) check.returned.push(song.id);
      const isSame = stats.size === song.sizeBytes && stats.mtimeMs === song.mtimeMs;
      if (isSame && !options.isDeep) {
        check.unchanged += 1;
        continue;
      }
      check.files.push({
        kind: isSame ? "verify" : "changed",
        songId: song.id,
        path: song.path,
        folder: prefixOf(song.path),
        coverPath: await coverPathOf(song.path),
        sizeBytes: stats.size,
        mtimeMs: stats.mtimeMs,
      });
    }
  } while (songs.length === songsPerStep);
  return check;
}

/** The folder of a file, with the separator at its end. */
export function prefixOf(path: string): string {
  const folder = dirname(path);
  return folder.endsWith(sep) ? folder : folder + sep;
}

/** Answers where the cover picture of a file's folder is, or null; each folder is listed once. */
export function coverPaths(): (path: string) => Promise<string | null> {
  const known = new Map<string, Promise<string | null>>();
  return (path) => {
    const prefix = prefixOf(path);
    const cover = known.get(prefix) ?? coverIn(prefix);
    known.set(prefix, cover);
    return cover;
  };
}

async function coverIn(prefix: string): Promise<string | null> {
  try {
    const name = findFolderCover(await readdir(prefix));
    return name === null ? null : prefix + name;
  } catch {
    // A folder that may be entered but not listed: its files can be read all the same.
    return null;
  }
}
