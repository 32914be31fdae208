export { createSongs, type Songs, type SongsOptions } from "./songs/create-songs.ts";
export { songFileGone } from "./song-file-gone.ts";
export type { OpenedPaths } from "./open/open-paths.service.ts";
export type { RejectedPath } from "./open/import-files.service.ts";
export {
  createLibraryImport,
  type LibraryImport,
  type LibraryImportOptions,
} from "./library-import.ts";
export type { PlaylistLines, ViewSnapshot } from "./view/view-snapshot.ts";
export { idsOfRanges } from "./view/view-snapshot.ts";
export type { RuledSong, RuledSongs } from "./view/query/smart-lists.ts";
export { fillMarks, type ImportedMark, setAddedEarlier } from "./songs/imported-marks.ts";
export { currentRevision, nextRevision } from "./revision.ts";
