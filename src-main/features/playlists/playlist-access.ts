import { AppError } from "#shared/errors/app-error.ts";
import {
  mayDo,
  type PlaylistAction,
  refusalOf,
} from "#shared/domain/playlists/playlist-permissions.ts";
import type { Caller } from "#core/ipc/caller.ts";
import type { PlaylistRepository, SeenPlaylist } from "./playlist.repository.ts";

/** The one place that decides whether a caller may do something with a playlist. */
export class PlaylistAccess {
  readonly #playlists: PlaylistRepository;

  constructor(playlists: PlaylistRepository) {
    this.#playlists = playlists;
  }

  /**
   * The playlist, if the caller may do `action` with it; without the covers of its mosaic.
   * @throws AppError `not_found` when the caller may not even see it, `not_allowed` with a sentence that says whom to ask
   */
  require(uuid: string, action: PlaylistAction, caller: Pick<Caller, "actor">): SeenPlaylist {
    const seen = this.#playlists.getByUuid(uuid, caller.actor.userId);
    return checked(seen, action);
  }

  /** The playlist as windows show it, with the covers of its mosaic. @throws AppError `not_found` */
  shown(uuid: string, caller: Pick<Caller, "actor">): SeenPlaylist {
    return checked(this.#playlists.getShown(uuid, caller.actor.userId), "view");
  }

  /** As {@link require}, by the number it has in snapshots and entries. */
  requireById(id: number, action: PlaylistAction, caller: Pick<Caller, "actor">): SeenPlaylist {
    return checked(this.#playlists.getById(id, caller.actor.userId), action);
  }

  /**
   * As {@link require} with `editEntries`, for a playlist that keeps its entries: one that follows rules is not edited song by
   * song.
   */
  requireEntries(uuid: string, caller: Pick<Caller, "actor">): SeenPlaylist {
    return withEntries(this.require(uuid, "editEntries", caller));
  }
}

/** @throws AppError `not_allowed` for a smart playlist that is not frozen */
export function withEntries(seen: SeenPlaylist): SeenPlaylist {
  const { kind, isFrozen, name } = seen.playlist;
  if (kind === "smart" && !isFrozen)
    throw new AppError(
      "not_allowed",
      `"${name}" follows its rules. Change the rules, freeze it, or make a manual copy to change its songs by hand.`,
    );
  return seen;
}

/** @throws AppError `not_found` when the caller may not even see it, `not_allowed` with a sentence that says whom to ask */
export function checked(seen: SeenPlaylist | undefined, action: PlaylistAction): SeenPlaylist {
  if (seen === undefined || seen.role === null)
    throw new AppError(
      "not_found",
      "That playlist does not exist any more, or is not shared with you.",
    );
  if (!mayDo(seen.role, action))
    throw new AppError("not_allowed", refusalOf(action, seen.playlist), {
      playlistUuid: seen.playlist.uuid,
    });
  return seen;
}
