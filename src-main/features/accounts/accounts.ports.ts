import type { WriteTx } from "#core/db/database.ts";

/** Where pictures that people choose are kept. */
export interface PicturesPort {
  /**
   * Keeps a picture. @returns its key, for `/covers/<key>`
   * @throws AppError `unsupported` when it is none that every browser shows
   */
  keep(bytes: Uint8Array): Promise<string>;
}

/** What becomes of a profile's playlists when it is deleted. */
export interface PlaylistsPort {
  /** @returns how many playlists are the other profile's now */
  handOver(tx: WriteTx, fromUserId: number, toUserId: number): number;
  /** @returns how many playlists were deleted */
  deleteAllOf(tx: WriteTx, userId: number): number;
}

/** What profiles need of the features above them. */
export interface AccountsPorts {
  readonly pictures: PicturesPort;
  readonly playlists: PlaylistsPort;
  /** A profile is about to be deleted: what is held in memory for it must be written down or dropped now. */
  readonly leaving: (userId: number) => void;
}
