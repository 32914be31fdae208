import { type ReactNode, useEffect, useState } from "react";
import { secondsToCount } from "#shared/domain/playback/counting.ts";
import { formatClock } from "#renderer/lib/format.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { coverText } from "#renderer/ui/cover-art.ts";
import { Cover } from "#renderer/ui/cover.tsx";
import { ProgressBar } from "#renderer/ui/states.tsx";
import { heardSec, onPosition } from "../playback.ts";
import { useCurrent, useIsPlaying } from "../playback.store.ts";
import css from "./counting-row.module.css";
import { heardOf } from "./history-format.ts";
import { VerdictBadge } from "./verdict-badge.tsx";

const say = playbackTexts.history;

/** The song in the player, which is not history yet: how much was heard, and how far it is from counting. */
export function CountingRow(): ReactNode {
  const current = useCurrent();
  const heard = useHeardSeconds();
  const isPlaying = useIsPlaying();
  if (current === null) return null;
  const { song } = current;
  const needed = secondsToCount(song.durationSec);
  const doesCount = needed !== null && heard >= needed;
  return (
    <section className={css["row"]} aria-label={say.now}>
      <Cover coverKey={song.coverKey} text={coverText(song)} size={48} />
      <div className={css["words"]}>
        <span className={css["now"]}>{isPlaying ? say.now : say.paused}</span>
        <span className={css["title"]}>{song.title}</span>
        <span className={css["artist"]}>{song.artist}</span>
      </div>
      <div className={css["progress"]}>
        <span className={css["heard"]}>{heardOf(heard, song.durationSec)}</span>
        {doesCount ? (
          <VerdictBadge verdict="played" />
        ) : needed === null ? (
          <span className={css["hint"]}>{say.neverCounts}</span>
        ) : (
          <span className={css["counting"]} title={say.rule}>
            <ProgressBar label={say.counts} value={heard / needed} />
            <span className={css["hint"]}>
              {say.countsIn(formatClock(Math.ceil(needed - heard)))}
            </span>
          </span>
        )}
      </div>
    </section>
  );
}

/** Whole seconds, so that this row renders once a second and nothing else does. */
function useHeardSeconds(): number {
  const [seconds, setSeconds] = useState(() => Math.floor(heardSec()));
  useEffect(() => onPosition(() => setSeconds(Math.floor(heardSec()))), []);
  return seconds;
}
