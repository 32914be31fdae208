import type { Playable } from "#shared/contract/index.ts";
import { coverUrl } from "#renderer/lib/media-url.ts";
import type { EngineStatus } from "./engine/playback-engine.ts";

/** What the keys on a keyboard, a headset and the system's media panel may ask. */
export interface MediaSessionCommands {
  play(): void;
  pause(): void;
  next(): void;
  previous(): void;
  seekTo(positionSec: number): void;
  seekBy(seconds: number): void;
}

const defaultSeekSec = 10;

/**
 * Connects the system's media controls. Chromium makes the one session of the page out of this; main opens none of its own,
 * or the system would list two.
 */
export function connectMediaSession(commands: MediaSessionCommands): void {
  if (!("mediaSession" in navigator)) return;
  const session = navigator.mediaSession;
  const handlers: readonly (readonly [MediaSessionAction, MediaSessionActionHandler])[] = [
    ["play", () => commands.play()],
    ["pause", () => commands.pause()],
    ["stop", () => commands.pause()],
    ["nexttrack", () => commands.next()],
    ["previoustrack", () => commands.previous()],
    ["seekto", ({ seekTime }) => seekTime !== undefined && commands.seekTo(seekTime)],
    ["seekbackward", ({ seekOffset }) => commands.seekBy(-(seekOffset ?? defaultSeekSec))],
    ["seekforward", ({ seekOffset }) => commands.seekBy(seekOffset ?? defaultSeekSec)],
  ];
  for (const [action, handler] of handlers) session.setActionHandler(action, handler);
}

/** Tells the system which song is in the player. */
export function showInMediaSession(current: Playable | null): void {
  if (!("mediaSession" in navigator)) return;
  if (current === null) {
    navigator.mediaSession.metadata = null;
    return;
  }
  const { song } = current;
  navigator.mediaSession.metadata = new MediaMetadata({
    title: song.title,
    artist: song.artist ?? "",
    album: song.album ?? "",
    artwork:
      song.coverKey === null
        ? []
        : ([96, 256, 512] as const).map((size) => ({
            src: new URL(coverUrl(song.coverKey ?? "", size), location.href).href,
            sizes: `${size}x${size}`,
          })),
  });
}

/** Tells the system where the song stands; it counts on by itself while playing. */
export function positionInMediaSession(
  status: EngineStatus,
  positionSec: number,
  durationSec: number,
): void {
  if (!("mediaSession" in navigator)) return;
  const session = navigator.mediaSession;
  if (status === "idle") {
    session.playbackState = "none";
    session.setPositionState();
    return;
  }
  session.playbackState = status === "paused" ? "paused" : "playing";
  if (durationSec <= 0) return;
  const position = Math.max(0, Math.min(positionSec, durationSec));
  session.setPositionState({ duration: durationSec, position, playbackRate: 1 });
}
