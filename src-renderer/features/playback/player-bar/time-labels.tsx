import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { formatClock } from "#renderer/lib/format.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { onPosition, positionSec } from "../playback.ts";
import css from "./time-labels.module.css";

/** Writes a text into an element whenever the position moves, past React: it would render the bar four times a second. */
function usePositionText<Target extends HTMLElement>(
  makeText: () => string,
): RefObject<Target | null> {
  const target = useRef<Target>(null);
  useLayoutEffect(() => {
    function write(): void {
      const text = makeText();
      if (target.current !== null && target.current.textContent !== text)
        target.current.textContent = text;
    }
    write();
    return onPosition(write);
  });
  return target;
}

export function PositionLabel(): ReactNode {
  const target = usePositionText<HTMLSpanElement>(() => formatClock(positionSec()));
  return <span ref={target} className={css["position"]} />;
}

/** The song's length; a click shows what is left of it instead. */
export function DurationLabel({ durationSec }: { readonly durationSec: number }): ReactNode {
  const [isRemaining, setIsRemaining] = useState(false);
  const target = usePositionText<HTMLButtonElement>(() =>
    isRemaining
      ? `−${formatClock(Math.ceil(Math.max(0, durationSec - positionSec())))}`
      : formatClock(durationSec),
  );
  const { showDuration, showRemaining } = playbackTexts.player;
  const hint = isRemaining ? showDuration : showRemaining;
  return (
    <button
      ref={target}
      type="button"
      className={css["duration"]}
      title={hint}
      aria-label={hint}
      onClick={() => setIsRemaining(!isRemaining)}
    />
  );
}
