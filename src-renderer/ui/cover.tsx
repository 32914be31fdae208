import { memo, type ReactNode, useState } from "react";
import { assertNever } from "#shared/lib/assert-never.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { coverUrl } from "#renderer/lib/media-url.ts";
import { type CoverArt, drawCover } from "./cover-art.ts";
import css from "./cover.module.css";

interface CoverProps {
  readonly coverKey: string | null;
  /** What to draw from when there is no picture: album and artist, else the title. */
  readonly text: string;
  /** Side in CSS pixels; the picture is fetched at twice that. `fill` takes the width of its place. */
  readonly size: number | "fill";
  readonly className?: string;
}

/** A cover picture, or a drawn one where there is none (or while it fails to load). Decorative: the words stand beside it. */
export const Cover = memo(function Cover({
  coverKey,
  text,
  size,
  className,
}: CoverProps): ReactNode {
  const [failedKey, setFailedKey] = useState<string | null>(null);
  const style = size === "fill" ? undefined : { width: size, height: size };
  const names = classNames(css["cover"], size === "fill" && css["fill"], className);
  if (coverKey === null || coverKey === failedKey)
    return <DrawnCover text={text} className={names} style={style} />;
  return (
    <img
      src={coverUrl(coverKey, wantedPixels(size))}
      alt=""
      decoding="async"
      draggable={false}
      className={names}
      style={style}
      onError={() => setFailedKey(coverKey)}
    />
  );
});

function wantedPixels(size: number | "fill"): 96 | 256 | 512 | 1024 {
  if (size === "fill" || size > 256) return 512;
  if (size > 128) return 512;
  return size > 48 ? 256 : 96;
}

interface DrawnCoverProps {
  readonly text: string;
  readonly className: string;
  readonly style: { width: number; height: number } | undefined;
}

function DrawnCover({ text, className, style }: DrawnCoverProps): ReactNode {
  const art = drawCover(text);
  return (
    <svg
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      aria-hidden="true"
      className={className}
      style={style}
    >
      <rect width="100" height="100" fill={art.background} />
      <Shape art={art} />
    </svg>
  );
}

function Shape({ art: { shape, foreground, shade } }: { readonly art: CoverArt }): ReactNode {
  switch (shape) {
    case "horizon":
      return (
        <>
          <circle cx="50" cy="56" r="27" fill={foreground} />
          <path d="M0 70h100v30H0z" fill={shade} />
        </>
      );
    case "peak":
      return (
        <>
          <path d="M0 100L50 22l50 78z" fill={foreground} />
          <path d="M30 100L75 48l25 52z" fill={shade} opacity=".7" />
        </>
      );
    case "rings":
      return (
        <>
          <circle cx="50" cy="50" r="34" fill="none" stroke={foreground} strokeWidth="5" />
          <circle cx="50" cy="50" r="20" fill="none" stroke={foreground} strokeWidth="5" />
          <circle cx="50" cy="50" r="6" fill={foreground} />
        </>
      );
    case "bars":
      return (
        <>
          <path d="M12 20h16v60H12zM36 38h16v42H36zM60 28h16v52H60z" fill={foreground} />
          <path d="M0 80h100v4H0z" fill={shade} />
        </>
      );
    case "waves":
      return (
        <>
          <path d="M0 62c20-26 32 20 52-6s30 12 48-8v52H0z" fill={foreground} />
          <path d="M0 78c24-20 40 14 60-4s26 8 40-2v28H0z" fill={shade} />
        </>
      );
    case "squares":
      return (
        <>
          <rect x="24" y="24" width="52" height="52" fill={shade} />
          <rect x="36" y="36" width="52" height="52" fill={foreground} opacity=".92" />
        </>
      );
    case "halves":
      return (
        <>
          <path d="M50 10a40 40 0 010 80z" fill={foreground} />
          <path d="M50 10a40 40 0 000 80z" fill={shade} />
        </>
      );
    default:
      return assertNever(shape);
  }
}
