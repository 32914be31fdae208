import type { WriteTx } from "#core/db/database.ts";
import { orderKeysBetween } from "#features/playlists/order-keys.ts";
import type { PlaylistParts } from "#features/playlists/playlist-parts.ts";
import type { TreeRepository } from "#features/playlists/tree/tree.repository.ts";
import type { SharingRepository } from "./sharing.repository.ts";

/** What becomes of the playlists of a profile that is deleted. Inside the transaction that deletes it. */
export class LeavingProfiles {
  readonly #parts: PlaylistParts;
  readonly #tree: TreeRepository;
  readonly #sharing: SharingRepository;

  constructor(parts: PlaylistParts, tree: TreeRepository, sharing: SharingRepository) {
    this.#parts = parts;
    this.#tree = tree;
    this.#sharing = sharing;
  }

  /** Gives the whole tree to another profile, behind what that one has. @returns how many playlists */
  handOver(tx: WriteTx, fromUserId: number, toUserId: number): number {
    const top = this.#tree.getItemsOf(fromUserId, null);
    const last = this.#tree.getKeys(toUserId, null).at(-1) ?? null;
    const keys = orderKeysBetween(last, null, top.length);
    this.#tree.place(
      tx,
      top.map(({ kind, id }, index) => ({ kind, id, folderId: null, orderKey: keys[index] ?? "" })),
      this.#parts.context.now(),
    );
    this.#sharing.removeFromPlaylistsOf(tx, toUserId, fromUserId);
    return this.#tree.setOwner(tx, fromUserId, toUserId);
  }

  /** Deletes the profile's playlists and folders. @returns how many playlists */
  deleteAllOf(tx: WriteTx, userId: number): number {
    const { playlists } = this.#parts;
    const deleted = playlists.delete(tx, playlists.getIdsOf(userId));
    this.#tree.deleteFolders(
      tx,
      this.#tree.getFolders(userId).map(({ id }) => id),
    );
    return deleted;
  }
}
