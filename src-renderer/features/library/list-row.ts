import type { PlaylistEntry, SongRow } from "#shared/contract/index.ts";

/** What an entry of a playlist adds to its song. */
export interface EntryFacts extends Omit<PlaylistEntry, "song"> {
  /** False: the row of an imported file that no song was found for; what it said stands in the song's fields. */
  readonly isMatched: boolean;
}

/** A line of a list: a song, and in a playlist what its entry adds. */
export interface ListRow extends SongRow {
  readonly entry?: EntryFacts;
}
