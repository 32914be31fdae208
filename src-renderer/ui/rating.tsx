import { type KeyboardEvent, memo, type PointerEvent, type ReactNode, useState } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import { formatRating } from "#renderer/lib/format.ts";
import css from "./rating.module.css";

interface RatingProps {
  /** Half stars, 1 to 10; null when not rated. */
  readonly value: number | null;
  readonly label: string;
  /** Left out: the stars only show. */
  readonly onChange?: (value: number | null) => void;
  readonly size?: "small" | "medium";
  /** In a table the row carries the focus: pass -1. */
  readonly tabIndex?: number;
}

const starOutline = "l1.95 4.1 4.5.57-3.3 3.12.85 4.45L{x} 11.66l-4 2.18.85-4.45-3.3-3.12 4.5-.57z";
const fiveStars = [8, 24, 40, 56, 72]
  .map((x) => `M${x} 1.6${starOutline.replace("{x}", String(x))}`)
  .join("");

/** A rating in half stars: shown, or set by a click (again clears), by digits, arrows and Delete. */
export const Rating = memo(function Rating({
  value,
  label,
  onChange,
  size = "small",
  tabIndex = 0,
}: RatingProps): ReactNode {
  const [preview, setPreview] = useState<number | null>(null);
  const shown = preview ?? value ?? 0;
  const names = classNames(css["rating"], css[size], preview !== null && css["preview"]);
  if (onChange === undefined)
    return (
      <span role="img" aria-label={formatRating(value)} className={names}>
        <Stars halves={shown} />
      </span>
    );

  function choose(event: PointerEvent<HTMLElement>): void {
    // Clicking the rating it has takes it away, as in every player.
    const chosen = halfStarsAt(event);
    setPreview(null);
    onChange?.(chosen === value ? null : chosen);
  }

  return (
    <span
      role="slider"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={10}
      aria-valuenow={value ?? 0}
      aria-valuetext={formatRating(value)}
      tabIndex={tabIndex}
      className={classNames(names, css["editable"])}
      onPointerMove={(event) => setPreview(halfStarsAt(event))}
      onPointerLeave={() => setPreview(null)}
      onPointerDown={(event) => event.stopPropagation()}
      onMouseDown={(event) => {
        // In a table the focus stays where the keys work: on the table.
        if (tabIndex < 0) event.preventDefault();
      }}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onPointerUp={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        choose(event);
      }}
      onKeyDown={(event) => {
        const next = ratingForKey(event, value);
        if (next === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        onChange(next);
      }}
    >
      <Stars halves={shown} />
    </span>
  );
});

/** Two shapes for all five stars: tables draw hundreds of these while scrolling. */
function Stars({ halves }: { readonly halves: number }): ReactNode {
  return (
    <svg viewBox="0 0 80 16" aria-hidden="true">
      <path d={fiveStars} className={css["empty"]} />
      {halves > 0 && (
        <path
          d={fiveStars}
          className={css["full"]}
          style={{ clipPath: `inset(0 ${100 - halves * 10}% 0 0) view-box` }}
        />
      )}
    </svg>
  );
}

function halfStarsAt(event: PointerEvent<HTMLElement>): number {
  const box = event.currentTarget.getBoundingClientRect();
  const share = (event.clientX - box.left) / box.width;
  return Math.min(10, Math.max(1, Math.ceil(share * 10)));
}

/** Digits are half stars (1 to 9, 0 is ten), arrows step, Delete and Backspace clear; undefined for any other key. */
export function ratingForKey(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">,
  value: number | null,
): number | null | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (/^[0-9]$/u.test(event.key)) return event.key === "0" ? 10 : Number(event.key);
  switch (event.key) {
    case "ArrowRight":
    case "ArrowUp":
      return Math.min(10, (value ?? 0) + 1);
    case "ArrowLeft":
    case "ArrowDown":
      return value === null || value <= 1 ? null : value - 1;
    case "Home":
    case "Delete":
    case "Backspace":
      return null;
    case "End":
      return 10;
    default:
      return undefined;
  }
}
