import { EyeOff, ListMusic } from "lucide-react";
import type { ReactNode } from "react";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { toggleSidePanel, useSidePanelTab } from "#renderer/lib/side-panel.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { Tooltip } from "#renderer/ui/tooltip.tsx";
import { queueTab } from "../playback-keys.ts";
import { playback } from "../playback.ts";
import { useCurrent, useIsPrivate } from "../playback.store.ts";
import { NowPlaying } from "./now-playing.tsx";
import css from "./player-bar.module.css";
import { SeekBar } from "./seek-bar.tsx";
import { DurationLabel, PositionLabel } from "./time-labels.tsx";
import { Transport } from "./transport.tsx";
import { VolumeControl } from "./volume-control.tsx";

/** The bar at the foot of the window: what plays, how far it is, and everything that changes it. */
export function PlayerBar(): ReactNode {
  const current = useCurrent();
  return (
    <section className={css["bar"]} aria-label={playbackTexts.player.label}>
      <div className={css["columns"]}>
        <NowPlaying current={current} />
        <div className={css["centre"]}>
          <Transport hasSong={current !== null} />
          <div className={css["wave"]}>
            <PositionLabel />
            <SeekBar current={current} />
            <DurationLabel durationSec={current?.song.durationSec ?? 0} />
          </div>
        </div>
        <div className={css["side"]}>
          <PrivateChip />
          <QueueToggle />
          <VolumeControl />
        </div>
      </div>
    </section>
  );
}

/** Says that nothing is written down, for as long as that is so. */
function PrivateChip(): ReactNode {
  if (!useIsPrivate()) return null;
  const say = playbackTexts.privateSession;
  return (
    <Tooltip label={say.chipHint} side="top">
      <button
        type="button"
        className={css["private"]}
        aria-label={say.chipHint}
        onClick={() => playback.setPrivate(false)}
      >
        <EyeOff aria-hidden="true" />
        <span className={css["privateWord"]}>{say.chip}</span>
      </button>
    </Tooltip>
  );
}

function QueueToggle(): ReactNode {
  const isOpen = useSidePanelTab() === queueTab;
  return (
    <IconButton
      label={playbackTexts.player.queue}
      shortcut="Q"
      isPressed={isOpen}
      onClick={() => toggleSidePanel(queueTab)}
    >
      <ListMusic />
    </IconButton>
  );
}
