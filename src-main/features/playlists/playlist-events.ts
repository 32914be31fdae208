import type { EventPayload } from "#shared/contract/index.ts";
import type { EventHub } from "#core/ipc/event-hub.ts";
import type { Audience, PlaylistRepository } from "./playlist.repository.ts";

type What = EventPayload<"playlists.changed">["what"];

/** Tells the windows of everybody who may see a playlist that it changed. */
export class PlaylistEvents {
  readonly #events: EventHub;
  readonly #playlists: PlaylistRepository;

  constructor(events: EventHub, playlists: PlaylistRepository) {
    this.#events = events;
    this.#playlists = playlists;
  }

  /** Tells those who are given. */
  tell({ uuid, revision, users }: Audience, what: What): void {
    this.#events.emit("playlists.changed", { playlistUuid: uuid, what, revision }, users);
  }

  /** @param revision the number of its entries' last change */
  changed(playlist: { id: number; uuid: string }, what: What, revision: number): void {
    const payload = { playlistUuid: playlist.uuid, what, revision };
    this.#events.emit("playlists.changed", payload, this.#playlists.audienceOf(playlist.id));
  }

  /** A playlist appeared in the tree of these profiles, went from it or moved in it; null: of everybody. */
  treeChanged(playlistUuid: string | null, users: readonly number[] | null): void {
    if (users?.length === 0) return;
    this.#events.emit("playlists.changed", { playlistUuid, what: "tree", revision: 0 }, users);
  }

  /** Somebody was let in. */
  shared(
    playlist: { readonly uuid: string; readonly name: string },
    byName: string,
    userId: number,
  ): void {
    const payload = { playlistUuid: playlist.uuid, playlistName: playlist.name, byName };
    this.#events.emit("playlists.shared", payload, userId);
  }
}
