import { ListMusic, Sparkles } from "lucide-react";
import { memo, type ReactNode } from "react";
import type { Playlist } from "#shared/contract/index.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { Cover } from "#renderer/ui/cover.tsx";
import css from "./playlist-cover.module.css";

interface PlaylistCoverProps {
  readonly playlist: Pick<
    Playlist,
    "coverKey" | "mosaicCoverKeys" | "name" | "kind" | "trackCount"
  >;
  /** Side in CSS pixels. */
  readonly size: number;
}

/** Its own picture, else up to four of its albums', else a sign of what it is. Decorative. */
export const PlaylistCover = memo(function PlaylistCover({
  playlist,
  size,
}: PlaylistCoverProps): ReactNode {
  const { coverKey, mosaicCoverKeys, name } = playlist;
  const [first] = mosaicCoverKeys;
  const single = coverKey ?? (mosaicCoverKeys.length < 4 ? (first ?? null) : null);
  if (single !== null)
    return <Cover coverKey={single} text={name} size={size} className={css["single"] ?? ""} />;
  const style = { width: size, height: size };
  if (mosaicCoverKeys.length >= 4)
    return (
      <span className={css["mosaic"]} style={style} aria-hidden="true">
        {mosaicCoverKeys.slice(0, 4).map((key) => (
          <Cover
            key={key}
            coverKey={key}
            text={name}
            size={size / 2}
            className={css["part"] ?? ""}
          />
        ))}
      </span>
    );
  if (playlist.trackCount > 0)
    return <Cover coverKey={null} text={name} size={size} className={css["single"] ?? ""} />;
  return (
    <span
      className={classNames(css["blank"], size < 60 && css["small"])}
      style={style}
      aria-hidden="true"
    >
      {playlist.kind === "smart" ? <Sparkles /> : <ListMusic />}
    </span>
  );
});
