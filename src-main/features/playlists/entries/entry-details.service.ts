import type { ChannelOutput, HandlerInput } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { changeEntries, songCount } from "#features/playlists/change-entries.ts";
import { withEntries } from "#features/playlists/playlist-access.ts";
import type { PlaylistParts } from "#features/playlists/playlist-parts.ts";
import type { PlaylistViewService } from "#features/playlists/view/playlist-view.service.ts";
import { EntryPlaces } from "./entry-places.ts";

/** What is said of single entries, and orders that become the playlist's own. */
export class EntryDetailsService {
  readonly #parts: PlaylistParts;
  readonly #views: Pick<PlaylistViewService, "arrange">;
  readonly #places: EntryPlaces;

  constructor(parts: PlaylistParts, views: Pick<PlaylistViewService, "arrange">) {
    this.#parts = parts;
    this.#views = views;
    this.#places = new EntryPlaces(parts.entries);
  }

  /** Notes and rating of an entry. @throws AppError `not_found`, `not_allowed` */
  update(
    input: HandlerInput<"playlists.updateTrack">,
    caller: Caller,
  ): ChannelOutput<"playlists.updateTrack"> {
    const { access, entries } = this.#parts;
    const entry = entries.getPlaylistIdOf(input.entryUuid);
    if (entry === undefined)
      throw new AppError("not_found", "That song is not in the playlist any more.");
    const seen = withEntries(access.requireById(entry.playlistId, "editEntries", caller));
    const { name } = seen.playlist;
    const isRating = input.changes.notes === undefined;
    const { changeUuid } = changeEntries(
      this.#parts,
      seen,
      caller,
      {
        kind: "playlists.updateTrack",
        summary: () => (isRating ? `Rated a song in "${name}"` : `Annotated a song in "${name}"`),
      },
      (tx) => (entries.update(tx, entry.id, input.changes) ? 1 : 0),
    );
    return { changeUuid };
  }

  /**
   * Makes an order the playlist's own. Songs that come in meanwhile stand at the end.
   * @throws AppError `not_allowed`
   */
  async sort(
    { uuid, sort }: HandlerInput<"playlists.sortTracks">,
    caller: Caller,
  ): Promise<ChannelOutput<"playlists.sortTracks">> {
    const { access, entries } = this.#parts;
    const before = access.requireEntries(uuid, caller);
    const lines = entries.getInOrder(before.id);
    const view = { viewName: `sort ${uuid}`, query: "", sort };
    const chosen = await this.#views.arrange(before.id, lines, view, caller);
    const wanted = Array.from(chosen, (line) => lines.entryIds[line] ?? 0);
    // Sorting took its time: whether the caller still may is asked again.
    const seen = access.requireEntries(uuid, caller);
    const { result: moved, changeUuid } = changeEntries(
      this.#parts,
      seen,
      caller,
      {
        kind: "playlists.sortTracks",
        summary: (count) => `Sorted "${seen.playlist.name}" and moved ${songCount(count)}`,
      },
      (tx) => this.#places.setOrder(tx, seen.id, wanted),
    );
    return { moved, changeUuid };
  }
}
