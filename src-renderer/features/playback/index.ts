/** The player: what pages and the shell may use of it. */
export { playback, startPlayback } from "./playback.ts";
export { handlePlaybackKey, playbackShortcuts, queueTab } from "./playback-keys.ts";
export { useCurrent, useIsPlaying, useIsPrivate, usePlayingSong } from "./playback.store.ts";
export { PlayerBar } from "./player-bar/player-bar.tsx";
export { QueuePanel } from "./queue/queue-panel.tsx";
export { CountingRow } from "./history/counting-row.tsx";
export { HistoryList } from "./history/history-list.tsx";
export { HistoryTotals } from "./history/history-totals.tsx";
