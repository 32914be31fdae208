import { formatCount, formatCounted, formatDuration } from "#renderer/lib/format.ts";

const songs = (count: number): string => formatCounted(count, "song", "songs");

/** The texts of song lists. Part of the catalogue; here, since nobody else shows them. */
export const libraryTexts = {
  never: "Never",
  missing: "The file is missing",
  unavailable: "Its folder is not connected",
  removedSong: "No longer in the library",
  notMatched: "Not in your library",
  findSong: "Find song",
  findSongNamed: (title: string): string => `Find “${title}” in the library`,
  ratingHereOf: (title: string): string => `Rating of ${title} in this playlist`,
  dragged: (count: number): string => songs(count),
  playing: "Playing",
  paused: "Paused",
  cannotPlay: (title: string, reason: string): string => `“${title}” cannot be played. ${reason}.`,
  ratingOf: (title: string): string => `Rating of ${title}`,
  favoriteNamed: (title: string): string => `Favourite: ${title}`,
  tableLabel: "Songs",
  columns: "Columns",
  columnsHint: "Alt ↑ ↓ moves",
  resetColumns: "Reset columns",
  sortedAs: (order: number): string => `sort key ${order}`,
  resizeColumn: (name: string): string => `Width of ${name}`,
  shuffle: "Shuffle",
  play: "Play",
  playNext: "Play next",
  addToQueue: "Add to queue",
  rate: "Rate",
  clearRating: "Clear rating",
  addFavorite: "Favourite",
  removeFavorite: "Remove from favourites",
  showInFileManager: "Show in file manager",
  properties: "Properties",
  removeFromLibrary: "Remove from library",
  removeOnlyAdmins:
    "Only administrators may remove songs from the library. You can hide them for yourself.",
  removeByAdmins: "Remove from library (administrators only)",
  removed: (count: number): string => `${songs(count)} removed from the library`,
  restored: (count: number): string => `${songs(count)} back in the library`,
  summary: (total: number, librarySize: number, seconds: number): string => {
    const count =
      total === librarySize ? songs(total) : `${formatCount(total)} of ${formatCount(librarySize)}`;
    return total === 0 ? count : `${count} · ${formatDuration(seconds)}`;
  },
  selected: (count: number, seconds: number | null): string =>
    seconds === null
      ? `${formatCount(count)} selected`
      : `${formatCount(count)} selected · ${formatDuration(seconds)}`,
  noResults: (query: string): string => `0 results for “${query}”`,
  unreadable: "This search cannot be read",
  formerResult: "the search before this one",
  noResultsBody: "Search looks at titles, artists, albums and genres.",
  clearSearch: "Clear search",
  emptyTitle: "Your music will be here",
  emptyBody:
    "Choose the folders your music is in. Segue reads them and leaves the files as they are.",
  addFolder: "Add a folder",
  loadFailed: "The songs could not be loaded",
} as const;
