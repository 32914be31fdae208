import { Slider as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import css from "./slider.module.css";

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max: number;
  readonly step: number;
  /** The value in words for screen readers: `1 minute 24 seconds`, `64 percent`. */
  readonly valueText: string;
  readonly onChange: (value: number) => void;
  /** At the end of a drag, or after a key. */
  readonly onCommit?: (value: number) => void;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

export function Slider({
  label,
  value,
  min = 0,
  max,
  step,
  valueText,
  onChange,
  onCommit,
  isDisabled = false,
  className,
}: SliderProps): ReactNode {
  return (
    <Radix.Root
      className={classNames(css["slider"], className)}
      value={[value]}
      min={min}
      max={max}
      step={step}
      disabled={isDisabled}
      onValueChange={([next]) => next !== undefined && onChange(next)}
      onValueCommit={([next]) => next !== undefined && onCommit?.(next)}
    >
      <Radix.Track className={css["track"]}>
        <Radix.Range className={css["range"]} />
      </Radix.Track>
      <Radix.Thumb className={css["thumb"]} aria-label={label} aria-valuetext={valueText} />
    </Radix.Root>
  );
}
