export { createSongs, type Songs, type SongsOptions } from "./songs/create-songs.ts";
export { songFileGone } from "./song-file-gone.ts";
export {
  createLibraryImport,
  type LibraryImport,
  type LibraryImportOptions,
} from "./library-import.ts";
