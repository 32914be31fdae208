import { open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { z } from "zod";
import { libraryImportResultSchema } from "#shared/contract/exchange.contract.ts";
import { transferPieceBytes } from "#shared/contract/transfers.contract.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { translateDiskFull } from "#core/files/writable-folder.ts";
import { type PlaylistFormat, playlistFormatOf } from "#core/playlist-files/playlist-file.ts";
import { type CommandLine, type CommandOptions, UsageError } from "./arguments.ts";
import type { CoreConnection } from "./core-connection.ts";
import { completedTask } from "./completed-task.ts";
import type { Answer } from "./output.ts";

/** `playlist import <file>` */
export async function importPlaylist(
  core: CoreConnection,
  [file = ""]: readonly string[],
  { options }: CommandLine,
): Promise<Answer> {
  const path = resolve(file);
  const transferUuid = await sendFile(core, path);
  const { playlist, matched, unmatched, changeUuid } = await core.request("playlists.importFile", {
    transferUuid,
    fileName: basename(path).slice(0, 255),
    baseFolder: dirname(path),
    prefixMap: [...options.map],
    ...(options.name === undefined ? {} : { name: options.name }),
  });
  const { uuid, name, trackCount } = playlist;
  const missing = unmatched === 0 ? "" : `; ${unmatched} match nothing yet and wait`;
  return {
    json: { uuid, name, trackCount, matched, unmatched, changeUuid },
    text: `Imported "${name}" (${uuid}) with ${trackCount} songs${missing}.`,
  };
}

/** `playlist export <uuid> <file>` */
export async function exportPlaylist(
  core: CoreConnection,
  [uuid = "", file = ""]: readonly string[],
  { options }: CommandLine,
): Promise<Answer> {
  const path = resolve(file);
  const format = exportedFormat(file, options);
  const made = await core.request("playlists.exportFile", {
    uuid,
    format,
    paths: options.absolute ? "absolute" : "relative",
    baseFolder: dirname(path),
  });
  await fetchFile(core, made.transferUuid, path);
  const { trackCount, warnings } = made;
  return {
    json: { uuid, path, format, trackCount, warnings },
    text: [`Wrote ${trackCount} songs to ${path}.`, ...warnings].join("\n"),
  };
}

/** What a playlist is written as. @throws UsageError */
export function exportedFormat(
  file: string,
  options: Pick<CommandOptions, "format">,
): PlaylistFormat {
  const format = playlistFormatOf(options.format === undefined ? file : `x.${options.format}`);
  if (format !== null) return format;
  throw new UsageError(
    "Name the file .m3u8, .m3u, .xspf, .jspf or .pls, or say which it is with --format.",
  );
}

const exportResult = z.object({ transferUuid: z.uuid(), lines: z.int() });

/** `export <file>` */
export async function exportLibrary(
  core: CoreConnection,
  { operands: [file = ""] }: CommandLine,
): Promise<Answer> {
  const path = resolve(file);
  const { taskId } = await core.request("exchange.exportLibrary", {});
  const task = await completedTask(core, taskId);
  const { transferUuid, lines } = exportResult.parse(task.result);
  await fetchFile(core, transferUuid, path);
  return { json: { path, lines }, text: `Wrote the library to ${path} (${lines} lines).` };
}

/** `import-library <file>`: an export of Segue, or a library of iTunes. */
export async function importLibrary(
  core: CoreConnection,
  { operands: [file = ""], options }: CommandLine,
): Promise<Answer> {
  const path = resolve(file);
  const isItunes = await looksLikeXml(path);
  const transferUuid = await sendFile(core, path);
  if (!isItunes) {
    const { taskId } = await core.request("exchange.importLibrary", { transferUuid });
    const { result } = await completedTask(core, taskId);
    return { json: result, text: "The library was imported; it compares equal to the export." };
  }
  const { taskId } = await core.request("exchange.importItunes", {
    transferUuid,
    prefixMap: [...options.map],
    take: { ratings: true, playCounts: true, dates: true, playlists: true },
  });
  const result = libraryImportResultSchema.parse((await completedTask(core, taskId)).result);
  const { songsMatched, songsUnmatched, ratings, plays, playlists, problems } = result;
  const numbers = `${songsMatched} songs found, ${songsUnmatched} not; ${ratings} ratings, ${plays} plays and ${playlists} playlists imported.`;
  return { json: result, text: [numbers, ...problems].join("\n") };
}

async function sendFile(core: CoreConnection, path: string): Promise<string> {
  const handle = await openOrSay(path);
  try {
    const piece = Buffer.alloc(transferPieceBytes);
    let uuid: string | null = null;
    for (;;) {
      const { bytesRead } = await handle.read(piece, 0, piece.length, null);
      const isLast = bytesRead < piece.length;
      const dataBase64 = piece.toString("base64", 0, bytesRead);
      ({ uuid } = await core.request("transfers.write", { uuid, dataBase64, isLast }));
      if (isLast) return uuid;
    }
  } finally {
    await handle.close();
  }
}

async function openOrSay(path: string) {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true)
    throw new AppError("file_not_found", `There is no file ${path}.`, { path });
  try {
    return await open(path, "r");
  } catch (error) {
    throw new AppError(
      "file_unreadable",
      `${path} cannot be read. Check its permissions.`,
      { path },
      error,
    );
  }
}

/** Writes beside the file and renames: what was there before stays until the new one is whole. */
async function fetchFile(core: CoreConnection, uuid: string, path: string): Promise<void> {
  const partial = `${path}.${process.pid}.part`;
  try {
    const handle = await open(partial, "wx");
    try {
      for (let offset = 0; ;) {
        const piece = await core.request("transfers.read", { uuid, offset });
        const bytes = Buffer.from(piece.dataBase64, "base64");
        await handle.write(bytes);
        offset += bytes.length;
        if (piece.isLast) break;
      }
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    if (error instanceof AppError) throw error;
    throw (
      translateDiskFull(error, path) ??
      new AppError("file_unreadable", `${path} cannot be written.`, { path }, error)
    );
  }
}

async function looksLikeXml(path: string): Promise<boolean> {
  const handle = await openOrSay(path);
  try {
    const start = Buffer.alloc(64);
    const { bytesRead } = await handle.read(start, 0, start.length, 0);
    return /^(?:\ufeff)?\s*</.test(start.toString("utf8", 0, bytesRead));
  } finally {
    await handle.close();
  }
}
