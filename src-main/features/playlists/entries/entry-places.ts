import type { WriteTx } from "#core/db/database.ts";
import { longestOrderKey, orderKeysBetween } from "#features/playlists/order-keys.ts";
import type { EntryPlace, EntryRepository } from "./entry.repository.ts";

/** Where entries go: behind one key and before another. */
export interface Gap {
  readonly after: string | null;
  readonly before: string | null;
}

/** Finds and makes places between the entries of a playlist. Inside the transaction that fills them. */
export class EntryPlaces {
  readonly #entries: EntryRepository;

  constructor(entries: EntryRepository) {
    this.#entries = entries;
  }

  /**
   * The gap right before an entry, or at the end. When another window took that entry out meanwhile, the gap where it stood;
   * when nothing is known of it, the end: what was dropped stays in the playlist.
   *
   * @param except entries that are on the move: the one behind the gap is none of them
   */
  gapBefore(
    playlist: { readonly id: number; readonly uuid: string },
    beforeEntryUuid: string | null,
    except: readonly number[] = [],
  ): Gap {
    const { id, uuid } = playlist;
    const from =
      beforeEntryUuid === null
        ? null
        : (this.#entries.getPlaceOf(id, beforeEntryUuid)?.orderKey ??
          this.#entries.getFormerKey(uuid, beforeEntryUuid));
    const before = from === null ? null : this.#entries.getFirstKeyFrom(id, from, except);
    const after =
      before === null ? this.#entries.getLastKey(id) : this.#entries.getKeyBefore(id, before);
    return { after, before };
  }

  /** Moves entries, in the order they are given, into a gap that nothing stands in. @returns rows written */
  fill(
    tx: WriteTx,
    playlistId: number,
    moved: readonly { readonly id: number }[],
    gap: Gap,
  ): number {
    const keys = orderKeysBetween(gap.after, gap.before, moved.length);
    const count = this.#entries.setKeys(
      tx,
      moved.map(({ id }, index): EntryPlace => ({ id, orderKey: keys[index] ?? "" })),
    );
    this.shorten(tx, playlistId, keys);
    return count;
  }

  /**
   * Puts a playlist into an order. Entries that are not named come behind the others, as they stood.
   * @returns how many stand elsewhere than before; 0: nothing was written
   */
  setOrder(tx: WriteTx, playlistId: number, wanted: readonly number[]): number {
    const { entryIds } = this.#entries.getInOrder(playlistId);
    const isThere = new Set(entryIds);
    const named = new Set(wanted);
    const order = [
      ...wanted.filter((id) => isThere.has(id)),
      ...entryIds.filter((id) => !named.has(id)),
    ];
    const moved = order.filter((id, index) => id !== entryIds[index]).length;
    if (moved > 0) this.#giveFreshKeys(tx, playlistId, order);
    return moved;
  }

  /**
   * When keys grew too long (hundreds of entries put one after the other into the same place), the whole playlist gets fresh
   * ones: behind the last of the old ones, so that none of them is taken while rows are written one by one.
   */
  shorten(tx: WriteTx, playlistId: number, written: readonly string[]): void {
    if (written.every((key) => key.length <= longestOrderKey)) return;
    this.#giveFreshKeys(tx, playlistId, [...this.#entries.getInOrder(playlistId).entryIds]);
  }

  #giveFreshKeys(tx: WriteTx, playlistId: number, order: readonly number[]): void {
    const keys = orderKeysBetween(this.#entries.getLastKey(playlistId), null, order.length);
    this.#entries.setKeys(
      tx,
      order.map((id, index) => ({ id, orderKey: keys[index] ?? "" })),
    );
  }
}
