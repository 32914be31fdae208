import type { ChannelOutput, HandlerInput } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { WriteTx } from "#core/db/database.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { orderKeysBetween } from "#features/playlists/order-keys.ts";
import type { PlaylistParts } from "#features/playlists/playlist-parts.ts";
import { levelOf, nearestKept, withDescendants } from "./folder-tree.ts";
import type { FolderRow, TreeRepository } from "./tree.repository.ts";

/** Takes playlists and folders out of the tree, as one change that can be undone. */
export class DeleteService {
  readonly #parts: PlaylistParts;
  readonly #tree: TreeRepository;

  constructor(parts: PlaylistParts, tree: TreeRepository) {
    this.#parts = parts;
    this.#tree = tree;
  }

  /**
   * What lies in a deleted folder moves up, unless it goes along.
   * @throws AppError `not_allowed` for a playlist of somebody else
   */
  delete(
    input: HandlerInput<"playlists.delete">,
    caller: Caller,
  ): ChannelOutput<"playlists.delete"> {
    const { access, context, playlists, events } = this.#parts;
    const { userId } = caller.actor;
    const named = [...new Set(input.playlistUuids)].map((uuid) =>
      access.require(uuid, "delete", caller),
    );
    const folders = this.#tree.getFolders(userId);
    const roots = foldersNamed(folders, input.folderUuids);
    const rootIds = roots.map(({ id }) => id);
    const gone = input.withContents ? withDescendants(folders, rootIds) : new Set(rootIds);
    const inside = input.withContents ? this.#tree.getPlaylistsIn(userId, [...gone]) : [];
    const ids = [...new Set([...named.map(({ id }) => id), ...inside])];
    const only = ids.length === 1 && roots.length === 0 ? named[0] : undefined;
    const audiences = playlists.audienceOfAll(ids);
    const { result: deleted, changeUuid } = context.journal.change<number>(
      caller,
      (tx) => {
        if (!input.withContents) this.#moveUp(tx, userId, folders, gone);
        const count = playlists.delete(tx, ids);
        // The deepest first: a folder is empty when it goes.
        const deepestFirst = folders
          .filter(({ id }) => gone.has(id))
          .toSorted((left, right) => levelOf(folders, right.id) - levelOf(folders, left.id));
        return (
          count +
          this.#tree.deleteFolders(
            tx,
            deepestFirst.map(({ id }) => id),
          )
        );
      },
      {
        kind: "playlists.delete",
        summary: deleteSummary(
          named.map(({ playlist }) => playlist.name),
          roots.map(({ name }) => name),
          ids.length,
        ),
        ...(only === undefined ? {} : { subjectUuid: only.playlist.uuid }),
      },
    );
    if (changeUuid !== null) events.treeChanged(null, audiences);
    return { deleted, changeUuid };
  }

  /** What lies in folders that go takes their place in the nearest folder that stays. */
  #moveUp(
    tx: WriteTx,
    userId: number,
    folders: readonly FolderRow[],
    gone: ReadonlySet<number>,
  ): void {
    const moved = this.#tree
      .getItemsIn(userId, [...gone])
      .filter((item) => item.kind === "playlist" || !gone.has(item.id));
    // All that ends up in one folder is put there together, behind what it has.
    const byTarget = Map.groupBy(moved, (item) => nearestKept(folders, item.folderId, gone));
    const places = [...byTarget].flatMap(([folderId, items]) => {
      const root = [...gone].find((id) => nearestKept(folders, id, gone) === folderId);
      const key = folders.find(({ id }) => id === root)?.orderKey ?? null;
      const next =
        this.#tree.getKeys(userId, folderId).find((each) => key !== null && each > key) ?? null;
      const keys = orderKeysBetween(key, next, items.length);
      return items.map((item, index) => ({ ...item, folderId, orderKey: keys[index] ?? "" }));
    });
    this.#tree.place(tx, places, this.#parts.context.now());
  }
}

/** @throws AppError `not_found` for one that is not there */
export function foldersNamed(
  folders: readonly FolderRow[],
  uuids: readonly string[],
): readonly FolderRow[] {
  return [...new Set(uuids)].map((uuid) => {
    const folder = folders.find((each) => each.uuid === uuid);
    if (folder === undefined)
      throw new AppError("not_found", "That folder is not there any more. Choose another one.");
    return folder;
  });
}

function deleteSummary(
  playlists: readonly string[],
  folders: readonly string[],
  count: number,
): string {
  if (folders.length === 0)
    return playlists.length === 1
      ? `Deleted "${playlists[0]}"`
      : `Deleted ${playlists.length} playlists`;
  const what = folders.length === 1 ? `the folder "${folders[0]}"` : `${folders.length} folders`;
  if (count === 0) return `Deleted ${what}`;
  return `Deleted ${what} and ${count === 1 ? "1 playlist" : `${count} playlists`}`;
}
