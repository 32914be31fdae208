import { createContext, useContext } from "react";
import type { Selection } from "#shared/contract/index.ts";

/**
 * What a list may ask of the player. `app/` gives it, so that features that show songs know nothing of the one that plays
 * them. Failures are shown by the giver.
 */
export interface PlaybackActions {
  /** Replaces the queue with the selection and starts at `startIndex`, an index into the selection. */
  play(selection: Selection, startIndex: number): void;
  /** Replaces the queue with the selection in random order. */
  playShuffled(selection: Selection): void;
  /** After the song that plays. */
  playNext(selection: Selection): void;
  /** At the end of the queue. */
  append(selection: Selection): void;
}

/** The song that plays or is paused, for marking its row. */
export interface NowPlaying {
  readonly songUuid: string | null;
  readonly isPlaying: boolean;
}

const silent: PlaybackActions = {
  play: () => undefined,
  playShuffled: () => undefined,
  playNext: () => undefined,
  append: () => undefined,
};

export const PlaybackActionsContext = createContext<PlaybackActions>(silent);
export const NowPlayingContext = createContext<NowPlaying>({ songUuid: null, isPlaying: false });

export function usePlaybackActions(): PlaybackActions {
  return useContext(PlaybackActionsContext);
}

export function useNowPlaying(): NowPlaying {
  return useContext(NowPlayingContext);
}
