import type { WriteTx } from "#core/db/database.ts";
import type { Caller } from "#core/ipc/caller.ts";

/** Takes a picture that was sent by `transfers.write` into the cover cache. */
export interface PicturesPort {
  /**
   * @returns its key at `/covers/<key>`
   * @throws AppError `not_found` for a transfer of somebody else, `unsupported` for what is no picture
   */
  keep(transferUuid: string, caller: Caller): Promise<string>;
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
