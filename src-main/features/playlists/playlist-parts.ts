import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { EntryRepository } from "./entries/entry.repository.ts";
import { PlaylistAccess } from "./playlist-access.ts";
import { PlaylistEvents } from "./playlist-events.ts";
import { PlaylistRepository } from "./playlist.repository.ts";
import type { PlaylistsPorts } from "./playlists.ports.ts";

/** What the services of this feature are built from. */
export interface PlaylistParts {
  readonly context: FeatureContext;
  readonly ports: PlaylistsPorts;
  readonly playlists: PlaylistRepository;
  readonly entries: EntryRepository;
  readonly access: PlaylistAccess;
  readonly events: PlaylistEvents;
}

export function playlistParts(context: FeatureContext, ports: PlaylistsPorts): PlaylistParts {
  const playlists = new PlaylistRepository(context.database.read);
  return {
    context,
    ports,
    playlists,
    entries: new EntryRepository(context.database.read),
    access: new PlaylistAccess(playlists),
    events: new PlaylistEvents(context.events, playlists),
  };
}
