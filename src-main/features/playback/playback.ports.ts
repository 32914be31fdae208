import type { Selection, SongRow } from "#shared/contract/index.ts";

/** What playback needs of the library's songs. */
export interface SongsPort {
  /** The songs that a selection means, in its order. */
  resolveSelection(selection: Selection): Uint32Array | Promise<Uint32Array>;
  /** Rows as the profile sees them, in the order of `ids`; null where the song is gone. */
  songRows(ids: Uint32Array, userId: number): (SongRow | null)[];
  idOfUuid(uuid: string): number | undefined;
}
