import { randomUUID } from "node:crypto";
import type { ChannelOutput, HandlerInput } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { orderKeysBetween } from "#features/playlists/order-keys.ts";
import type { PlaylistParts } from "#features/playlists/playlist-parts.ts";
import { foldersNamed } from "./delete.service.ts";
import { deepestLevel, heightOf, levelOf, withDescendants } from "./folder-tree.ts";
import type { FolderRow, TreeItem, TreeRepository } from "./tree.repository.ts";

/** Folders, and where playlists stand among them. Every profile has a tree of its own. */
export class TreeService {
  readonly #parts: PlaylistParts;
  readonly #tree: TreeRepository;

  constructor(parts: PlaylistParts, tree: TreeRepository) {
    this.#parts = parts;
    this.#tree = tree;
  }

  /** @throws AppError `not_found` for a parent that is gone, `invalid_input` where folders would nest too deep */
  createFolder(
    input: HandlerInput<"playlists.createFolder">,
    caller: Caller,
  ): ChannelOutput<"playlists.createFolder"> {
    const { context, events } = this.#parts;
    const { userId } = caller.actor;
    const { name, parentUuid } = input;
    const uuid = randomUUID();
    const folders = this.#tree.getFolders(userId);
    const parentId = idOf(folders, parentUuid);
    refuseTooDeep(levelOf(folders, parentId) + 1);
    const { result: orderKey, changeUuid } = context.journal.change<string>(
      caller,
      (tx) => {
        const last = this.#tree.getKeys(userId, parentId).at(-1) ?? null;
        const key = orderKeysBetween(last, null, 1)[0] ?? "";
        const now = context.now();
        this.#tree.createFolder(tx, { uuid, userId, parentId, name, orderKey: key, now });
        return key;
      },
      { kind: "playlists.createFolder", summary: `Created the folder "${name}"` },
    );
    events.treeChanged(null, [userId]);
    return { folder: { uuid, parentUuid, name, orderKey }, changeUuid };
  }

  /** @throws AppError `not_found` */
  renameFolder(
    { uuid, name }: HandlerInput<"playlists.renameFolder">,
    caller: Caller,
  ): ChannelOutput<"playlists.renameFolder"> {
    const { context, events } = this.#parts;
    const { userId } = caller.actor;
    const [folder] = foldersNamed(this.#tree.getFolders(userId), [uuid]);
    if (folder === undefined) throw new Error("A named folder is there or refused");
    const { changeUuid } = context.journal.change(
      caller,
      (tx) => {
        this.#tree.renameFolder(tx, folder.id, name, context.now());
      },
      {
        kind: "playlists.renameFolder",
        summary: `Renamed the folder "${folder.name}" to "${name}"`,
      },
    );
    if (changeUuid !== null) events.treeChanged(null, [userId]);
    return { changeUuid };
  }

  /**
   * Puts playlists and folders into a folder, in the order they are named.
   * @throws AppError `invalid_input` for a folder that would lie in itself or too deep, `not_allowed` for somebody else's playlist
   */
  move(
    input: HandlerInput<"playlists.moveInTree">,
    caller: Caller,
  ): ChannelOutput<"playlists.moveInTree"> {
    const { context, events } = this.#parts;
    const { userId } = caller.actor;
    const folders = this.#tree.getFolders(userId);
    const folderId = idOf(folders, input.folderUuid);
    const items = this.#items(input.items, folderId, folders, caller);
    const moved = items.filter(({ kind }) => kind === "folder").map(({ id }) => id);
    refuseCycle(folders, moved, folderId);
    const level = levelOf(folders, folderId);
    for (const id of moved) refuseTooDeep(level + heightOf(folders, id));
    const siblings = this.#tree.getItemsOf(userId, folderId);
    const isMoved = new Set(items.map(({ kind, id }) => `${kind} ${id}`));
    const at = siblings.findIndex(({ uuid }) => uuid === input.beforeUuid);
    const before =
      at === -1
        ? undefined
        : siblings.slice(at).find(({ kind, id }) => !isMoved.has(`${kind} ${id}`));
    const after = siblings.findLast(
      ({ orderKey }) => before === undefined || orderKey < before.orderKey,
    );
    const keys = orderKeysBetween(after?.orderKey ?? null, before?.orderKey ?? null, items.length);
    const { changeUuid } = context.journal.change(
      caller,
      (tx) => {
        const places = items.map((item, index) => ({ ...item, orderKey: keys[index] ?? "" }));
        this.#tree.place(tx, places, context.now());
      },
      {
        kind: "playlists.moveInTree",
        summary:
          items.length === 1
            ? `Moved "${items[0]?.name}" among the playlists`
            : `Moved ${items.length} items among the playlists`,
      },
    );
    events.treeChanged(null, [userId]);
    return { changeUuid };
  }

  #items(
    named: HandlerInput<"playlists.moveInTree">["items"],
    folderId: number | null,
    folders: readonly FolderRow[],
    caller: Caller,
  ): (TreeItem & { readonly name: string })[] {
    const unique = new Map(named.map((item) => [`${item.kind} ${item.uuid}`, item]));
    return [...unique.values()].map(({ kind, uuid }) => {
      if (kind === "folder") {
        const [folder] = foldersNamed(folders, [uuid]);
        return { kind, id: folder?.id ?? 0, folderId, name: folder?.name ?? "" };
      }
      const { id, playlist } = this.#parts.access.require(uuid, "place", caller);
      return { kind, id, folderId, name: playlist.name };
    });
  }
}

function idOf(folders: readonly FolderRow[], uuid: string | null): number | null {
  return uuid === null ? null : (foldersNamed(folders, [uuid])[0]?.id ?? null);
}

function refuseCycle(
  folders: readonly FolderRow[],
  moved: readonly number[],
  folderId: number | null,
): void {
  if (folderId === null || !withDescendants(folders, moved).has(folderId)) return;
  const name = folders.find(({ id }) => id === folderId)?.name ?? "";
  throw new AppError(
    "invalid_input",
    `A folder cannot be put into itself: "${name}" lies in what you move.`,
  );
}

function refuseTooDeep(level: number): void {
  if (level <= deepestLevel) return;
  throw new AppError(
    "invalid_input",
    `Folders can lie in each other ${deepestLevel} levels deep, not deeper. Put this one further up.`,
  );
}
