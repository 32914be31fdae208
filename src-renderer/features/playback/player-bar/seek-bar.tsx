import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
} from "react";
import type { Playable } from "#shared/contract/index.ts";
import { formatClock, formatSpokenDuration } from "#renderer/lib/format.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { isMotionReduced } from "#renderer/lib/theme.ts";
import { isSounding, onPosition, playback, positionSec } from "../playback.ts";
import css from "./seek-bar.module.css";
import { usePeaks } from "./use-peaks.ts";
import { WaveformPainter } from "./waveform.ts";

const stepSec = 5;
const largeStepSec = 30;

/** Where the pointer is, as a fraction of the song; `isDragging` from press to release. */
interface Pointer {
  fraction: number | null;
  isDragging: boolean;
}

/** The song's outline as a slider: what was played stands in the accent colour, a click or drag moves there. */
export function SeekBar({ current }: { readonly current: Playable | null }): ReactNode {
  const slider = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);
  const painter = useRef<WaveformPainter | null>(null);
  const pointer = useRef<Pointer>({ fraction: null, isDragging: false });
  const redraw = useRef<() => void>(() => undefined);
  const durationSec = current?.song.durationSec ?? 0;
  const peaks = usePeaks(current?.song.uuid ?? null, current?.isNative ?? false);

  useEffect(() => {
    if (canvas.current === null) return;
    painter.current ??= new WaveformPainter(canvas.current);
    painter.current.setPeaks(peaks, !isMotionReduced());
    redraw.current();
  }, [peaks]);

  useLayoutEffect(() => {
    let frame: number | null = null;
    function paint(): void {
      frame = null;
      const at = durationSec === 0 ? 0 : Math.min(1, positionSec() / durationSec);
      const { fraction, isDragging } = pointer.current;
      const isMoving = painter.current?.draw({
        played: isDragging && fraction !== null ? fraction : at,
        hovered: fraction,
      });
      if (isSounding() || isMoving === true) request();
    }
    function request(): void {
      frame ??= requestAnimationFrame(paint);
    }
    function describe(): void {
      request();
      const seconds = Math.floor(positionSec());
      const element = slider.current;
      const text = playbackTexts.player.seekText(
        formatSpokenDuration(seconds),
        formatSpokenDuration(durationSec),
      );
      if (element === null || element.ariaValueText === text) return;
      element.ariaValueNow = String(seconds);
      element.ariaValueText = text;
    }
    redraw.current = request;
    describe();
    const resize = new ResizeObserver(request);
    if (canvas.current !== null) resize.observe(canvas.current);
    const theme = new MutationObserver(request);
    theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const stop = onPosition(describe);
    return () => {
      stop();
      resize.disconnect();
      theme.disconnect();
      if (frame !== null) cancelAnimationFrame(frame);
    };
  }, [durationSec]);

  function point(event: PointerEvent<HTMLDivElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const fraction = Math.max(0, Math.min(1, (event.clientX - left) / width));
    pointer.current.fraction = fraction;
    if (bubble.current !== null) {
      bubble.current.textContent = formatClock(fraction * durationSec);
      bubble.current.style.left = `${fraction * 100}%`;
    }
    slider.current?.setAttribute("data-hover", "");
    redraw.current();
    return fraction;
  }

  function release(): void {
    pointer.current = { fraction: null, isDragging: false };
    slider.current?.removeAttribute("data-hover");
    redraw.current();
  }

  function press(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0 || current === null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    pointer.current.isDragging = true;
    point(event);
  }

  function lift(event: PointerEvent<HTMLDivElement>): void {
    if (!pointer.current.isDragging) return;
    const fraction = point(event);
    pointer.current.isDragging = false;
    playback.seek(fraction * durationSec);
    if (event.pointerType !== "mouse") release();
  }

  function pressKey(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey || current === null) return;
    const step = event.shiftKey ? largeStepSec : stepSec;
    if (event.key === "Escape" && pointer.current.isDragging) release();
    else if (event.key === "ArrowRight" || event.key === "ArrowUp") playback.seekBy(step);
    else if (event.key === "ArrowLeft" || event.key === "ArrowDown") playback.seekBy(-step);
    else if (event.key === "PageUp") playback.seekBy(largeStepSec);
    else if (event.key === "PageDown") playback.seekBy(-largeStepSec);
    else if (event.key === "Home") playback.seek(0);
    else if (event.key === "End") playback.seek(durationSec);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      ref={slider}
      role="slider"
      tabIndex={current === null ? -1 : 0}
      className={css["seek"]}
      aria-label={playbackTexts.player.seek}
      aria-disabled={current === null}
      aria-valuemin={0}
      aria-valuenow={0}
      aria-valuemax={Math.floor(durationSec)}
      onKeyDown={pressKey}
      onPointerDown={press}
      onPointerMove={point}
      onPointerUp={lift}
      onPointerCancel={release}
      onPointerLeave={() => !pointer.current.isDragging && release()}
    >
      <canvas ref={canvas} className={css["canvas"]} />
      <span ref={bubble} className={css["bubble"]} aria-hidden="true" />
    </div>
  );
}
