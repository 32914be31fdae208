export * from "./accounts.ts";
export * from "./journal.ts";
export * from "./library.ts";
export * from "./playback.ts";
export * from "./playlists.ts";
export * from "./tasks.ts";
