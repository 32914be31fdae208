import { create } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { Playable, PlaybackState } from "#shared/contract/index.ts";
import type { EngineStatus } from "./engine/playback-engine.ts";

interface PlaybackStore {
  /** The queue as main keeps it; null until it has answered. */
  readonly state: PlaybackState | null;
  readonly status: EngineStatus;
}

/** Positions are not in here: they change many times a second and are read from the engine where they are drawn. */
const usePlaybackStore = create<PlaybackStore>(() => ({ state: null, status: "idle" }));

export const playbackStore = {
  state: (): PlaybackState | null => usePlaybackStore.getState().state,
  setState(state: PlaybackState): void {
    usePlaybackStore.setState({ state });
  },
  setStatus(status: EngineStatus): void {
    usePlaybackStore.setState({ status });
  },
  /** Changes what is shown until main's own answer replaces it. */
  patch(patch: Partial<PlaybackState>): void {
    usePlaybackStore.setState(({ state }) =>
      state === null ? {} : { state: { ...state, ...patch } },
    );
  },
};

/** The song in the player; null when there is none. */
export function useCurrent(): Playable | null {
  return usePlaybackStore((store) => store.state?.current ?? null);
}

export function usePlayerStatus(): EngineStatus {
  return usePlaybackStore((store) => store.status);
}

/** True from the press of play to the press of pause, also while the sound is still loading. */
export function useIsPlaying(): boolean {
  return usePlaybackStore((store) => store.status === "playing" || store.status === "buffering");
}

/** For marking the row of the song that plays. */
export function usePlayingSong(): { songUuid: string | null; isPlaying: boolean } {
  return usePlaybackStore(
    useShallow((store) => ({
      songUuid: store.state?.current?.song.uuid ?? null,
      isPlaying: store.status === "playing" || store.status === "buffering",
    })),
  );
}

export function useModes(): Pick<PlaybackState, "isShuffled" | "repeatMode"> {
  return usePlaybackStore(
    useShallow((store) => ({
      isShuffled: store.state?.isShuffled ?? false,
      repeatMode: store.state?.repeatMode ?? "off",
    })),
  );
}

/** Whether what is played is written down nowhere. */
export function useIsPrivate(): boolean {
  return usePlaybackStore((store) => store.state?.isPrivate ?? false);
}

export function useVolume(): Pick<PlaybackState, "volume" | "isMuted"> {
  return usePlaybackStore(
    useShallow((store) => ({
      volume: store.state?.volume ?? 1,
      isMuted: store.state?.isMuted ?? false,
    })),
  );
}

/** What the queue's list needs to know of the queue. */
export function useQueueShape(): Pick<
  PlaybackState,
  "revision" | "total" | "nextDurationSec" | "repeatMode"
> & { readonly currentIndex: number; readonly isKnown: boolean } {
  return usePlaybackStore(
    useShallow((store) => ({
      isKnown: store.state !== null,
      revision: store.state?.revision ?? 0,
      total: store.state?.total ?? 0,
      nextDurationSec: store.state?.nextDurationSec ?? 0,
      repeatMode: store.state?.repeatMode ?? "off",
      currentIndex: store.state?.current?.queueIndex ?? 0,
    })),
  );
}
