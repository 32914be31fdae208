import { type ReactNode, useEffect } from "react";
import {
  handlePlaybackKey,
  playback,
  PlayerBar,
  QueuePanel,
  queueTab,
  startPlayback,
  usePlayingSong,
} from "#renderer/features/playback/index.ts";
import {
  NowPlayingContext,
  type PlaybackActions,
  PlaybackActionsContext,
} from "#renderer/lib/playback-actions.ts";
import { closeSidePanel, useSidePanelTab } from "#renderer/lib/side-panel.ts";

const actions: PlaybackActions = {
  play: playback.playSelection,
  playShuffled: playback.playShuffled,
  playNext: playback.playNext,
  append: playback.append,
};

/**
 * Where playback meets the shell: the provider that gives lists their `PlaybackActions` and `NowPlaying`, the bar at the
 * foot and the panel on the right. The only file of the shell that knows the playback feature.
 */
export function PlaybackProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const nowPlaying = usePlayingSong();
  useEffect(startPlayback, []);
  useEffect(() => {
    addEventListener("keydown", handlePlaybackKey);
    return () => removeEventListener("keydown", handlePlaybackKey);
  }, []);
  return (
    <PlaybackActionsContext value={actions}>
      <NowPlayingContext value={nowPlaying}>{children}</NowPlayingContext>
    </PlaybackActionsContext>
  );
}

export function PlayerBarSlot(): ReactNode {
  return <PlayerBar />;
}

/** Null while the panel is closed. */
export function SidePanelSlot(): ReactNode {
  return useSidePanelTab() === queueTab ? <QueuePanel onClose={closeSidePanel} /> : null;
}
