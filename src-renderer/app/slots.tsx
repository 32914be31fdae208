import type { ReactNode } from "react";
import { texts } from "#renderer/lib/texts.ts";
import css from "./slots.module.css";

/**
 * Where playback meets the shell: the provider that gives lists their `PlaybackActions` and `NowPlaying`, the bar at the
 * foot and the panel on the right. The only file of the shell that knows the playback feature.
 */
export function PlaybackProvider({ children }: { readonly children: ReactNode }): ReactNode {
  return children;
}

export function PlayerBarSlot(): ReactNode {
  return (
    <footer className={css["bar"]} aria-label={texts.player.label}>
      {texts.player.nothingPlaying}
    </footer>
  );
}

/** Null while the panel is closed. */
export function SidePanelSlot(): ReactNode {
  return null;
}
