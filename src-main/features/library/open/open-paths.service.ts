import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { AppError } from "#shared/errors/app-error.ts";
import { playlistFormatOf } from "#core/playlist-files/playlist-file.ts";
import type { ChangeAuthor } from "#core/journal/journal.ts";
import type { FoldersService } from "../folders/folders.service.ts";
import { isAudioFileName } from "../scan/audio-extensions.ts";
import type { FileImports, RejectedPath } from "./import-files.service.ts";
import { type PlaylistFile, readPlaylistFile } from "./playlist-file.ts";

/** What became of the paths that the system or a second launch handed over. */
export interface OpenedPaths {
  /** Songs to play, in the order in which they were named. */
  readonly songIds: readonly number[];
  /** Folders that are watched from now on; their scans run. */
  readonly folders: readonly string[];
  readonly rejected: readonly RejectedPath[];
}

/** One path that was named, and the audio files it stands for. */
interface Named {
  readonly path: string;
  readonly files: readonly string[];
  readonly playlist: PlaylistFile | null;
}

/** Opens files, playlists and folders, one call after another so that the order in which a person opened them holds. */
export class OpenPathsService {
  readonly #imports: FileImports;
  readonly #folders: Pick<FoldersService, "addFolder">;
  readonly #stopping = new AbortController();
  #tail: Promise<unknown> = Promise.resolve();

  constructor(imports: FileImports, folders: Pick<FoldersService, "addFolder">) {
    this.#imports = imports;
    this.#folders = folders;
  }

  /** @throws AppError `cancelled` when the app closes meanwhile */
  open(paths: readonly string[], author: ChangeAuthor): Promise<OpenedPaths> {
    const opened = this.#tail.then(() => this.#open(paths, author));
    this.#tail = opened.catch(() => undefined);
    return opened;
  }

  async close(): Promise<void> {
    this.#stopping.abort(new AppError("cancelled", "Segue is closing."));
    await this.#tail;
  }

  async #open(paths: readonly string[], author: ChangeAuthor): Promise<OpenedPaths> {
    const { signal } = this.#stopping;
    const named: Named[] = [];
    const folders: string[] = [];
    const rejected: RejectedPath[] = [];
    for (const path of paths.map((word) => resolve(word))) {
      signal.throwIfAborted();
      try {
        if (await isFolder(path)) {
          const { folder } = await this.#folders.addFolder(path, false, author);
          folders.push(folder.path);
        } else named.push(await namedBy(path));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        rejected.push({ path, message: error.message });
      }
    }
    const files = named.flatMap((item) => item.files);
    const imported = await this.#imports.importFiles(files, author, signal);
    const reasons = new Map(imported.rejected.map(({ path, message }) => [path, message]));
    for (const item of named) {
      const message = problemOf(item, reasons);
      if (message !== null) rejected.push({ path: item.path, message });
    }
    return { songIds: imported.songIds, folders, rejected };
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() === true;
}

async function namedBy(path: string): Promise<Named> {
  const format = playlistFormatOf(basename(path));
  if (format !== null) {
    const playlist = await readPlaylistFile(path, format);
    return { path, files: playlist.files, playlist };
  }
  if (!isAudioFileName(basename(path)))
    throw new AppError("unsupported", `${basename(path)} is not a kind of file that Segue plays.`, {
      path,
    });
  return { path, files: [path], playlist: null };
}

/** What is to be said of a path: a file's own reason, or how much of a playlist could not be opened. */
function problemOf(item: Named, reasons: ReadonlyMap<string, string>): string | null {
  const { path, files, playlist } = item;
  if (playlist === null) return reasons.get(path) ?? null;
  const name = basename(path);
  if (playlist.entries === 0) return `The playlist ${name} names no songs.`;
  const broken = files.flatMap((file) => reasons.get(file) ?? []);
  const parts = [
    ...counted(playlist.missing, "not there"),
    ...counted(playlist.network, "on the network"),
    ...counted(broken.length, `not readable (${broken[0] ?? ""})`),
  ];
  if (parts.length === 0) return null;
  return `Of the ${playlist.entries} songs that ${name} names, ${parts.join(", ")}.`;
}

function counted(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? "is" : "are"} ${what}`];
}
