import { Play } from "lucide-react";
import { type CSSProperties, memo, type ReactNode } from "react";
import type { PlayEvent } from "#shared/contract/index.ts";
import type { DayLine, SessionLine } from "#shared/domain/playback/history-groups.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { formatCounted, formatDuration } from "#renderer/lib/format.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { coverText } from "#renderer/ui/cover-art.ts";
import { Cover } from "#renderer/ui/cover.tsx";
import { dayHeading, heardOf, timeOf } from "./history-format.ts";
import css from "./history-rows.module.css";
import { VerdictBadge } from "./verdict-badge.tsx";

const say = playbackTexts.history;

interface DayRowProps {
  readonly line: DayLine;
  readonly nowMs: number;
  readonly style: CSSProperties;
}

export function DayRow({ line, nowMs, style }: DayRowProps): ReactNode {
  return (
    <div role="row" className={classNames(css["line"], css["day"])} style={style}>
      <div role="rowheader">
        <h2 className={css["dayName"]}>{dayHeading(line.day, nowMs)}</h2>
      </div>
      <span role="gridcell" className={css["sum"]}>
        {formatCounted(line.songCount, "song", "songs")} · {formatDuration(line.heardSec)}
      </span>
    </div>
  );
}

interface SessionRowProps {
  readonly line: SessionLine;
  readonly style: CSSProperties;
}

export function SessionRow({ line, style }: SessionRowProps): ReactNode {
  const from = timeOf(line.fromMs, line.utcOffsetMin);
  const songs = formatCounted(line.songCount, "song", "songs");
  const heard = formatDuration(line.heardSec);
  return (
    <div role="row" className={classNames(css["line"], css["session"])} style={style}>
      <span role="rowheader">
        {line.isOpen
          ? say.openSession(from, songs, heard)
          : say.session(from, timeOf(line.toMs, line.utcOffsetMin), songs, heard)}
      </span>
    </div>
  );
}

interface EventRowProps {
  readonly event: PlayEvent;
  readonly style: CSSProperties;
  readonly rowIndex: number;
  readonly isTabStop: boolean;
  readonly onFocus: (uuid: string) => void;
  readonly onPlay: (songUuid: string | null) => void;
}

export const EventRow = memo(function EventRow(props: EventRowProps): ReactNode {
  const { event, style, rowIndex, isTabStop, onFocus, onPlay } = props;
  const isGone = event.songUuid === null;
  return (
    <div
      role="row"
      tabIndex={isTabStop ? 0 : -1}
      data-uuid={event.uuid}
      aria-rowindex={rowIndex}
      className={classNames(css["line"], css["event"], isGone && css["gone"])}
      style={style}
      title={isGone ? say.songGone : undefined}
      onFocus={() => onFocus(event.uuid)}
      onDoubleClick={() => onPlay(event.songUuid)}
    >
      <span role="gridcell" className={css["time"]}>
        {timeOf(event.playedAt, event.utcOffsetMin)}
      </span>
      <span role="gridcell" className={css["cover"]}>
        <Cover coverKey={event.coverKey} text={coverText(event)} size={32} />
        {!isGone && (
          <button
            type="button"
            tabIndex={-1}
            className={css["play"]}
            aria-label={say.playAgain(event.title)}
            onClick={() => onPlay(event.songUuid)}
          >
            <Play />
          </button>
        )}
      </span>
      <span role="gridcell" className={css["title"]}>
        {event.title}
      </span>
      <span role="gridcell" className={css["artist"]}>
        {event.artist}
      </span>
      <span role="gridcell" className={css["heard"]}>
        {heardOf(event.heardSec, event.durationSec)}
      </span>
      <span role="gridcell" className={css["verdict"]}>
        <VerdictBadge verdict={event.verdict} />
      </span>
    </div>
  );
});
