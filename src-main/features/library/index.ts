export { createSongs, type Songs, type SongsOptions } from "./songs/create-songs.ts";
