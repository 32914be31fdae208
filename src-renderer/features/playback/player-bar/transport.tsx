import { Pause, Play, Repeat, Repeat1, Shuffle, SkipBack, SkipForward } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { playback } from "../playback.ts";
import { useIsPlaying, useModes, usePlayerStatus } from "../playback.store.ts";
import css from "./transport.module.css";

const say = playbackTexts.player;

export function Transport({ hasSong }: { readonly hasSong: boolean }): ReactNode {
  const { isShuffled, repeatMode } = useModes();
  return (
    <div className={css["transport"]} role="toolbar" aria-label={say.group}>
      <IconButton
        label={isShuffled ? say.shuffleOn : say.shuffleOff}
        shortcut="S"
        isPressed={isShuffled}
        className={css["mode"]}
        onClick={playback.toggleShuffle}
      >
        <Shuffle />
      </IconButton>
      <IconButton
        label={say.previous}
        shortcut="Mod+ArrowLeft"
        disabled={!hasSong}
        className={css["skip"]}
        onClick={playback.previous}
      >
        <SkipBack />
      </IconButton>
      <PlayButton hasSong={hasSong} />
      <IconButton
        label={say.next}
        shortcut="Mod+ArrowRight"
        disabled={!hasSong}
        className={css["skip"]}
        onClick={playback.next}
      >
        <SkipForward />
      </IconButton>
      <IconButton
        label={say.repeat[repeatMode]}
        shortcut="R"
        isPressed={repeatMode !== "off"}
        className={css["mode"]}
        onClick={playback.cycleRepeat}
      >
        {repeatMode === "one" ? <Repeat1 /> : <Repeat />}
      </IconButton>
    </div>
  );
}

function PlayButton({ hasSong }: { readonly hasSong: boolean }): ReactNode {
  const isPlaying = useIsPlaying();
  const isBuffering = usePlayerStatus() === "buffering";
  return (
    <IconButton
      label={isPlaying ? say.pause : say.play}
      shortcut="Space"
      disabled={!hasSong}
      className={classNames(css["play"], isBuffering && css["buffering"])}
      onClick={playback.togglePlay}
      aria-busy={isBuffering}
    >
      {isPlaying ? <Pause /> : <Play className={css["triangle"]} />}
    </IconButton>
  );
}
