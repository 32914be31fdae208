import type { WireError } from "#shared/errors/app-error.ts";
import type { ImportedPlaylistRow, PrefixMapping } from "#features/playlists/index.ts";
import type { ItunesPlaylist, ItunesTrack } from "./itunes-library.ts";

export interface ItunesJob {
  readonly databasePath: string;
  readonly file: string;
  readonly prefixMap: readonly PrefixMapping[];
}

/** What iTunes says of songs that the library has, and its playlists with those songs. */
export interface MatchedItunes {
  readonly tracks: readonly (ItunesTrack & { readonly songId: number })[];
  readonly unmatched: number;
  readonly playlists: readonly (ItunesPlaylist & {
    readonly rows: readonly ImportedPlaylistRow[];
  })[];
}

export type ItunesMessage =
  | { readonly kind: "bytes"; readonly bytes: number }
  | { readonly kind: "matched"; readonly matched: MatchedItunes }
  | { readonly kind: "failed"; readonly error: WireError; readonly bug: string | null };
