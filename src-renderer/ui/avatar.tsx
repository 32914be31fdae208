import { memo, type ReactNode, useState } from "react";
import { coverUrl } from "#renderer/lib/media-url.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import css from "./avatar.module.css";
import { avatarHue, initialsOf } from "./avatar-initials.ts";

interface AvatarProps {
  readonly avatarKey: string | null;
  /** Whose: initials and colour are made from it where there is no picture. */
  readonly name: string;
  /** Side in CSS pixels. */
  readonly size: number;
  readonly className?: string | undefined;
}

/** A round picture of a person, or their initials. Decorative: the name stands beside it. */
export const Avatar = memo(function Avatar({
  avatarKey,
  name,
  size,
  className,
}: AvatarProps): ReactNode {
  const [failedKey, setFailedKey] = useState<string | null>(null);
  const style = { width: size, height: size };
  if (avatarKey !== null && avatarKey !== failedKey)
    return (
      <img
        src={coverUrl(avatarKey, size > 48 ? 256 : 96)}
        alt=""
        decoding="async"
        draggable={false}
        className={classNames(css["avatar"], className)}
        style={style}
        onError={() => setFailedKey(avatarKey)}
      />
    );
  const hue = avatarHue(name);
  return (
    <span
      aria-hidden="true"
      className={classNames(css["avatar"], css["initials"], className)}
      style={{
        ...style,
        fontSize: Math.round(size * 0.38),
        background: `oklch(0.5 0.1 ${hue})`,
      }}
    >
      {initialsOf(name)}
    </span>
  );
});
