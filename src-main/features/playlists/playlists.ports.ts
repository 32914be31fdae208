import type { SmartRules } from "#shared/domain/playlists/smart-rules.ts";
import type { WriteTx } from "#core/db/database.ts";
import type { Caller } from "#core/ipc/caller.ts";
import type { Songs } from "#features/library/index.ts";

/** What playlists need of others, wired in `app/compose.ts`. */
export interface PlaylistsPorts {
  readonly songs: Songs;
  readonly pictures: PicturesPort;
}

/** Takes a picture that was sent by `transfers.write` into the cover cache. */
export interface PicturesPort {
  /**
   * @returns its key at `/covers/<key>`
   * @throws AppError `not_found` for a transfer of somebody else, `unsupported` for what is no picture
   */
  keep(transferUuid: string, caller: Caller): Promise<string>;
}

/** What evaluates smart playlists; `smart/` in this folder. */
export interface SmartEvaluator {
  /**
   * Rules as they are kept: playlists that they name by uuid.
   * @param ownerId whose playlists are meant
   * @param self the playlist they are for; null: a new one
   * @throws AppError `query_invalid` for rules that cannot be read, `conflict` for a playlist made of itself
   */
  prepare(
    rules: SmartRules,
    ownerId: number,
    self: { readonly uuid: string; readonly name: string } | null,
  ): SmartRules;
  /** Counts playlists by their entries, after they froze, thawed, or either was undone. */
  recount(tx: WriteTx, playlistIds: readonly number[]): void;
  /** The rules of a playlist are others now: its totals are counted anew, at once or soon. */
  rulesChanged(playlistId: number): void;
  /**
   * The songs that a smart playlist holds now, in its order and cut by its limit.
   * @param request.ownerId whose ratings, plays and favourites the rules ask for
   * @param request.playlist whose rules they are, to keep its totals; absent: nobody's
   * @throws AppError `cancelled` when a newer request of the same `viewKey` overtook it
   */
  songsOf(request: {
    readonly viewKey: string;
    readonly ownerId: number;
    readonly rules: SmartRules;
    readonly playlist?: { readonly id: number; readonly uuid: string; readonly name: string };
  }): Promise<Uint32Array>;
}
