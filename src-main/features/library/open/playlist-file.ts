import { readFile, stat } from "node:fs/promises";
import { basename, dirname, resolve, sep } from "node:path";
import { AppError } from "#shared/errors/app-error.ts";
import { isNetworkEntry, pathsOfEntry } from "#core/playlist-files/entry-paths.ts";
import type { PlaylistFormat } from "#core/playlist-files/playlist-file.ts";
import { readPlaylist } from "#core/playlist-files/read-playlist.ts";
import { isAudioFileName } from "../scan/audio-extensions.ts";

/** A hundred thousand entries; what is larger is no list of songs. */
const largestBytes = 16 * 1024 * 1024;

/** What a playlist names, as far as it is there. */
export interface PlaylistFile {
  /** Absolute paths of audio files, in the playlist's order. */
  readonly files: readonly string[];
  readonly entries: number;
  /** Entries whose file is not there, or is no audio file. */
  readonly missing: number;
  /** Entries that are addresses of the network. */
  readonly network: number;
}

/** @throws AppError `file_unreadable`, `file_not_found`, `file_corrupt`, with a sentence that names the playlist */
export async function readPlaylistFile(
  path: string,
  format: PlaylistFormat,
): Promise<PlaylistFile> {
  const folder = dirname(path);
  const entries = readPlaylist(await bytesOf(path), format)
    .entries.map((entry) => entry.location)
    .filter((location) => location !== null);
  const files: string[] = [];
  let missing = 0;
  let network = 0;
  for (const entry of entries) {
    if (isNetworkEntry(entry)) {
      network += 1;
      continue;
    }
    const file = await firstThatIsThere(folder, entry);
    if (file === null) missing += 1;
    else files.push(file);
  }
  return { files, entries: entries.length, missing, network };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > largestBytes)
      throw new AppError("file_corrupt", `${basename(path)} is too large for a playlist.`, {
        path,
      });
    return await readFile(path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      "file_unreadable",
      `The playlist ${basename(path)} cannot be read. Check that it is there, and its permissions.`,
      { path },
      error,
    );
  }
}

async function firstThatIsThere(folder: string, entry: string): Promise<string | null> {
  for (const candidate of pathsOfEntry(entry, sep === "/" ? "/" : "\\")) {
    const path = resolve(folder, candidate);
    if (!isAudioFileName(basename(path))) continue;
    const found = await stat(path).catch(() => null);
    if (found?.isFile() === true) return path;
  }
  return null;
}
