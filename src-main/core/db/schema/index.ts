export * from "./accounts.ts";
export * from "./library.ts";
export * from "./playback.ts";
export * from "./tasks.ts";
