import { Volume1, Volume2, VolumeX } from "lucide-react";
import type { ReactNode } from "react";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { Slider } from "#renderer/ui/slider.tsx";
import { playback } from "../playback.ts";
import { useVolume } from "../playback.store.ts";
import css from "./volume-control.module.css";

const say = playbackTexts.player;
const wheelStep = 0.04;

export function VolumeControl(): ReactNode {
  const { volume, isMuted } = useVolume();
  const shown = isMuted ? 0 : volume;
  const percent = Math.round(volume * 100);
  return (
    <div
      className={css["volume"]}
      onWheel={({ deltaY }) => playback.changeVolumeBy(deltaY < 0 ? wheelStep : -wheelStep)}
    >
      <IconButton
        label={isMuted ? say.unmute : say.mute}
        shortcut="M"
        onClick={playback.toggleMute}
      >
        {shown === 0 ? <VolumeX /> : shown < 0.5 ? <Volume1 /> : <Volume2 />}
      </IconButton>
      <Slider
        label={say.volume}
        value={Math.round(shown * 100)}
        max={100}
        step={1}
        valueText={isMuted ? say.mutedText : say.volumeText(percent)}
        onChange={(next) => playback.setVolume(next / 100)}
        className={css["slider"] ?? ""}
      />
    </div>
  );
}
