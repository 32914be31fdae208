import type { WireError } from "#shared/errors/app-error.ts";
import type { PlaylistFormat } from "#core/playlist-files/playlist-file.ts";
import type { PrefixMapping } from "#core/playlist-files/entry-paths.ts";
import type { EntrySource } from "#features/playlists/entries/entry.repository.ts";

/** What the worker is asked: one job, then it ends. */
export type PlaylistFileJob =
  | {
      readonly kind: "import";
      readonly path: string;
      readonly format: PlaylistFormat;
      readonly baseFolder: string | null;
      readonly prefixMap: readonly PrefixMapping[];
    }
  | {
      readonly kind: "rematch";
      /** Null: of every playlist. */
      readonly playlistId: number | null;
      readonly prefixMap: readonly PrefixMapping[];
    }
  | {
      readonly kind: "export";
      readonly playlistId: number;
      /** Of a playlist that follows rules: the songs it holds now. */
      readonly songIds: Uint32Array | null;
      readonly name: string;
      readonly format: PlaylistFormat;
      readonly isRelative: boolean;
      /** Null: the songs' common folder. */
      readonly baseFolder: string | null;
    };

/** A row of a file with the song it means; null: none was found. */
export interface ReadRow {
  readonly songId: number | null;
  /** Null where a song was found. */
  readonly source: EntrySource | null;
}

export interface PlaylistFileAnswers {
  readonly import: { readonly name: string | null; readonly rows: readonly ReadRow[] };
  /** Entries and the songs found for them. */
  readonly rematch: readonly {
    readonly entryId: number;
    readonly playlistId: number;
    readonly songId: number;
  }[];
  readonly export: {
    readonly bytes: Uint8Array;
    readonly written: number;
    readonly warnings: readonly string[];
  };
}

export type PlaylistFileMessage =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: WireError; readonly bug: string | null };
