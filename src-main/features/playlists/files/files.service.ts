import { randomUUID } from "node:crypto";
import { basename, extname } from "node:path";
import type { ChannelOutput, HandlerInput } from "#shared/contract/index.ts";
import { plainName } from "#shared/lib/plain-name.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { playlistFormatOf } from "#core/playlist-files/playlist-file.ts";
import { changeEntries, songCount } from "#features/playlists/change-entries.ts";
import { orderKeysBetween } from "#features/playlists/order-keys.ts";
import { withEntries } from "#features/playlists/playlist-access.ts";
import type { PlaylistParts } from "#features/playlists/playlist-parts.ts";
import type { SmartEvaluator } from "#features/playlists/playlists.ports.ts";
import type { TreeRepository } from "#features/playlists/tree/tree.repository.ts";
import type { FilesRepository } from "./files.repository.ts";
import type { ReadRow } from "./playlist-file.messages.ts";
import { runPlaylistFileJob } from "./run-playlist-file-job.ts";

/** Two hundred thousand entries; what is larger is no list of songs. */
const largestFileBytes = 64 * 1024 * 1024;

export interface FilesServiceParts {
  readonly parts: PlaylistParts;
  readonly files: FilesRepository;
  readonly tree: TreeRepository;
  readonly smart: Pick<SmartEvaluator, "songsOf">;
}

/** Playlists from files and as files. */
export class FilesService {
  readonly #parts: PlaylistParts;
  readonly #files: FilesRepository;
  readonly #tree: TreeRepository;
  readonly #smart: Pick<SmartEvaluator, "songsOf">;

  constructor({ parts, files, tree, smart }: FilesServiceParts) {
    this.#parts = parts;
    this.#files = files;
    this.#tree = tree;
    this.#smart = smart;
  }

  /**
   * Makes a playlist of a file. Rows that match no song are kept and wait for one.
   * @throws AppError `unsupported`, `file_corrupt`, `not_found` for a transfer or folder that is not the caller's
   */
  async importFile(
    input: HandlerInput<"playlists.importFile">,
    caller: Caller,
  ): Promise<ChannelOutput<"playlists.importFile">> {
    const { context, playlists, events } = this.#parts;
    const { actor } = caller;
    const { transferUuid, fileName } = input;
    const format = playlistFormatOf(fileName);
    if (format === null)
      throw new AppError(
        "unsupported",
        `"${fileName}" is no playlist that Segue reads. It reads M3U8, M3U, XSPF, JSPF and PLS.`,
      );
    const { path, sizeBytes } = context.transfers.fileOf(transferUuid, caller);
    if (sizeBytes > largestFileBytes)
      throw new AppError("file_corrupt", `"${fileName}" is too large for a playlist.`);
    const read = await runPlaylistFileJob<"import">(context.database.path, {
      kind: "import",
      path,
      format,
      baseFolder: input.baseFolder ?? null,
      prefixMap: input.prefixMap ?? [],
    });
    if (read.rows.length === 0)
      throw new AppError("file_corrupt", `The playlist "${fileName}" names no songs.`);
    const folderId = this.#folderIdOf(input.folderUuid ?? null, actor.userId);
    const name = input.name ?? nameOf(read.name, fileName);
    const unmatched = read.rows.filter(({ songId }) => songId === null).length;
    const uuid = randomUUID();
    const { changeUuid } = context.journal.change(
      caller,
      (tx) => {
        const id = playlists.create(tx, {
          uuid,
          ownerId: actor.userId,
          folderId,
          name,
          description: null,
          coverKey: null,
          rules: null,
          orderKey: this.#lastKeyIn(folderId, actor.userId),
          now: context.now(),
        });
        this.#parts.entries.insert(tx, id, entriesOf(read.rows), {
          userId: actor.userId,
          now: context.now(),
        });
      },
      {
        kind: "playlists.importFile",
        summary: `Imported "${name}" with ${songCount(read.rows.length)}${unmatched === 0 ? "" : `, ${unmatched.toLocaleString("en")} of them not found`}`,
        subjectUuid: uuid,
      },
    );
    events.treeChanged(uuid, [actor.userId]);
    await context.transfers.forget(transferUuid, caller);
    return {
      playlist: this.#parts.access.shown(uuid, caller).playlist,
      matched: read.rows.length - unmatched,
      unmatched,
      changeUuid,
    };
  }

  /** Tries the rows that wait again. @throws AppError `not_found`, `not_allowed` */
  async rematch(
    input: HandlerInput<"playlists.rematch">,
    caller: Caller,
  ): Promise<ChannelOutput<"playlists.rematch">> {
    const { access, context, entries } = this.#parts;
    const { id } = access.requireEntries(input.uuid, caller);
    const found = await runPlaylistFileJob<"rematch">(context.database.path, {
      kind: "rematch",
      playlistId: id,
      prefixMap: input.prefixMap ?? [],
    });
    // Permission may have gone while the thread looked.
    const seen = access.requireEntries(input.uuid, caller);
    const { result: matched, changeUuid } = changeEntries(
      this.#parts,
      seen,
      caller,
      {
        kind: "playlists.rematch",
        summary: (count) => `Found ${songCount(count)} that "${seen.playlist.name}" waited for`,
      },
      (tx) => this.#files.match(tx, found),
    );
    return { matched, unmatched: entries.countTroubles(id).unmatchedCount, changeUuid };
  }

  /** Says which song an entry means. @throws AppError `not_found`, `not_allowed` */
  matchEntry(
    { entryUuid, songUuid }: HandlerInput<"playlists.matchEntry">,
    caller: Caller,
  ): ChannelOutput<"playlists.matchEntry"> {
    const { access, entries } = this.#parts;
    const place = entries.getPlaylistIdOf(entryUuid);
    if (place === undefined)
      throw new AppError("not_found", "That entry was taken out of the playlist meanwhile.");
    const seen = withEntries(access.requireById(place.playlistId, "editEntries", caller));
    const song = this.#files.getSong(songUuid);
    if (song === undefined)
      throw new AppError("not_found", "That song is not in the library any more. Choose another.");
    const entryName = this.#files.getEntryName(place.id);
    return {
      changeUuid: changeEntries(
        this.#parts,
        seen,
        caller,
        {
          kind: "playlists.matchEntry",
          summary: () => `Took "${song.title}" for "${entryName}" in "${seen.playlist.name}"`,
        },
        (tx) => Number(this.#files.setSong(tx, place.id, song.id)),
      ).changeUuid,
    };
  }

  /** Makes a file to fetch. @throws AppError `not_found` */
  async exportFile(
    input: HandlerInput<"playlists.exportFile">,
    caller: Caller,
  ): Promise<ChannelOutput<"playlists.exportFile">> {
    const { access, context } = this.#parts;
    const { id, ownerId, playlist } = access.require(input.uuid, "view", caller);
    const { rules, isFrozen, name } = playlist;
    const songIds =
      rules === null || isFrozen
        ? null
        : await this.#smart.songsOf({ viewKey: `export ${randomUUID()}`, ownerId, rules });
    const { bytes, written, warnings } = await runPlaylistFileJob<"export">(context.database.path, {
      kind: "export",
      playlistId: id,
      songIds,
      name,
      format: input.format,
      isRelative: input.paths === "relative",
      baseFolder: input.baseFolder ?? null,
    });
    const kept = await context.transfers.keepFile(caller, `${name}.${input.format}`, bytes);
    return {
      transferUuid: kept.transferUuid,
      fileName: kept.fileName,
      trackCount: written,
      warnings: [...warnings],
    };
  }

  #folderIdOf(folderUuid: string | null, userId: number): number | null {
    if (folderUuid === null) return null;
    const folder = this.#tree.getFolders(userId).find(({ uuid }) => uuid === folderUuid);
    if (folder === undefined)
      throw new AppError("not_found", "That folder is not there any more. Choose another one.");
    return folder.id;
  }

  #lastKeyIn(folderId: number | null, userId: number): string {
    const last = this.#tree.getKeys(userId, folderId).at(-1) ?? null;
    return orderKeysBetween(last, null, 1)[0] ?? "";
  }
}

function entriesOf(rows: readonly ReadRow[]) {
  const keys = orderKeysBetween(null, null, rows.length);
  return rows.map(({ songId, source }, index) => ({
    uuid: randomUUID(),
    orderKey: keys[index] ?? "",
    songId,
    source,
  }));
}

/** What the file calls itself, else its own name. */
function nameOf(name: string | null, fileName: string): string {
  const own = plainName(basename(fileName, extname(fileName)));
  return [plainName(name ?? ""), own, "Playlist"].find((text) => text !== "")?.slice(0, 255) ?? "";
}
