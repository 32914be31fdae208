import type { Selection, SongRow } from "#shared/contract/index.ts";

export interface SongsToPlay {
  readonly songIds: Uint32Array;
  /** Null: from none. */
  readonly playlistId: number | null;
}

/** What playback needs of the library's songs. */
export interface SongsPort {
  /** The songs that a selection means, in its order, 0 for a row without one; and the playlist that all of them come from. */
  songsToPlay(selection: Selection): SongsToPlay | Promise<SongsToPlay>;
  /** Rows as the profile sees them, in the order of `ids`; null where the song is gone. */
  songRows(ids: Uint32Array, userId: number): (SongRow | null)[];
  idOfUuid(uuid: string): number | undefined;
}
