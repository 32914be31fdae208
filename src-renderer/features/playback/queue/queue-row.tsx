import { X } from "lucide-react";
import { memo, type PointerEvent, type ReactNode } from "react";
import type { Playable } from "#shared/contract/index.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { formatClock } from "#renderer/lib/format.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { coverText } from "#renderer/ui/cover-art.ts";
import { Cover } from "#renderer/ui/cover.tsx";
import { Skeleton } from "#renderer/ui/states.tsx";
import { playback } from "../playback.ts";
import css from "./queue-row.module.css";

const say = playbackTexts.queue;

interface QueueRowProps {
  readonly index: number;
  /** Undefined while it loads. */
  readonly playable: Playable | undefined;
  readonly isCurrent: boolean;
  readonly isTabStop: boolean;
  readonly isDragged: boolean;
  /** Where the insertion line of a drag stands. */
  readonly drop: "before" | "after" | null;
  readonly onFocus: (index: number) => void;
  readonly onGrab: (index: number, event: PointerEvent<HTMLElement>) => void;
}

export const QueueRow = memo(function QueueRow(props: QueueRowProps): ReactNode {
  const { index, playable, isCurrent, isTabStop, isDragged, drop, onFocus, onGrab } = props;
  const song = playable?.song;
  const isGone = song !== undefined && song.availability !== "available";
  return (
    <div
      role="row"
      tabIndex={isTabStop ? 0 : -1}
      data-index={index}
      aria-rowindex={index + 1}
      aria-current={isCurrent}
      aria-label={song === undefined ? say.loading : `${song.title}, ${song.artist ?? ""}`}
      className={classNames(
        css["row"],
        isCurrent && css["current"],
        isGone && css["gone"],
        isDragged && css["dragged"],
        drop !== null && css[drop],
      )}
      onFocus={() => onFocus(index)}
      onDoubleClick={() => playback.jumpTo(index)}
      onPointerDown={(event) => onGrab(index, event)}
    >
      {song === undefined ? (
        <>
          <Skeleton width={40} height={40} />
          <span className={css["words"]} role="gridcell">
            <Skeleton width="60%" />
            <Skeleton width="40%" />
          </span>
        </>
      ) : (
        <>
          <Cover coverKey={song.coverKey} text={coverText(song)} size={40} />
          <span className={css["words"]} role="gridcell">
            <span className={css["title"]} title={song.title}>
              {song.title}
            </span>
            <span className={css["artist"]}>{song.artist ?? song.album ?? ""}</span>
          </span>
          <span className={css["time"]} role="gridcell">
            {formatClock(song.durationSec)}
          </span>
          <span className={css["remove"]} role="gridcell">
            <IconButton
              label={say.remove(song.title)}
              size="small"
              tabIndex={-1}
              hasTooltip={false}
              onPointerDown={(event) => event.stopPropagation()}
              onDoubleClick={(event) => event.stopPropagation()}
              onClick={() => playback.removeFromQueue(index, song.title)}
            >
              <X />
            </IconButton>
          </span>
        </>
      )}
    </div>
  );
});
