import { CircleAlert, CircleOff, CircleQuestionMark, EyeOff, Heart, Unplug } from "lucide-react";
import type { ReactNode } from "react";
import { assertNever } from "#shared/lib/assert-never.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import {
  formatBitrate,
  formatBytes,
  formatClock,
  formatCount,
  formatRelativeDay,
  formatSampleRate,
  formatSpokenDuration,
} from "#renderer/lib/format.ts";
import { coverText } from "#renderer/ui/cover-art.ts";
import { Cover } from "#renderer/ui/cover.tsx";
import { Rating } from "#renderer/ui/rating.tsx";
import type { ColumnId } from "./columns.ts";
import { libraryTexts } from "./library-texts.ts";
import type { ListRow } from "./list-row.ts";
import { ownTexts } from "./own/own-texts.ts";
import css from "./song-table.module.css";

export interface CellProps {
  readonly id: ColumnId;
  readonly song: ListRow;
  readonly index: number;
  readonly isCurrent: boolean;
  readonly isPlaying: boolean;
  readonly nowMs: number;
  readonly onRate: (index: number, rating: number | null) => void;
  readonly onFavorite: (index: number, isFavorite: boolean) => void;
  /** Left out: nobody may rate entries here. */
  readonly onRateEntry?: ((index: number, rating: number | null) => void) | undefined;
  /** Says which song a row without one means. Left out: nobody may. */
  readonly onFind?: ((index: number) => void) | undefined;
}

/** What stands in one cell. */
export function CellContent(props: CellProps): ReactNode {
  const { id, song, index, nowMs } = props;
  switch (id) {
    case "position":
      return props.isCurrent ? (
        <PlayingBars isPlaying={props.isPlaying} />
      ) : (
        <Fit>{formatCount(index + 1)}</Fit>
      );
    case "entryPosition":
      return props.isCurrent ? (
        <PlayingBars isPlaying={props.isPlaying} />
      ) : (
        <Fit>{formatCount(song.entry?.position ?? index + 1)}</Fit>
      );
    case "title":
      return <TitleCell {...props} />;
    case "isFavorite":
      return isUnmatched(song) ? null : <FavoriteCell {...props} />;
    case "rating":
      return isUnmatched(song) ? null : (
        <Rating
          tabIndex={-1}
          label={libraryTexts.ratingOf(song.title)}
          value={song.rating}
          onChange={(rating) => props.onRate(index, rating)}
        />
      );
    case "entryRating":
      return <EntryRatingCell {...props} />;
    case "entryAddedAt": {
      const addedAt = song.entry?.addedAt ?? null;
      return <Fit>{addedAt === null ? "" : formatRelativeDay(addedAt, nowMs)}</Fit>;
    }
    case "lastPlayedAt":
      return isUnmatched(song) ? null : (
        <Fit>
          {song.lastPlayedAt === null
            ? libraryTexts.never
            : formatRelativeDay(song.lastPlayedAt, nowMs)}
        </Fit>
      );
    case "addedAt":
      return isUnmatched(song) ? null : <Fit>{formatRelativeDay(song.addedAt, nowMs)}</Fit>;
    case "durationSec":
      return isUnmatched(song) && song.durationSec === 0 ? null : (
        <Fit>
          <span aria-label={formatSpokenDuration(song.durationSec)}>
            {formatClock(song.durationSec)}
          </span>
        </Fit>
      );
    default:
      return <Fit>{plainText(id, song)}</Fit>;
  }
}

type PlainColumnId = Exclude<
  ColumnId,
  | "position"
  | "entryPosition"
  | "title"
  | "isFavorite"
  | "rating"
  | "entryRating"
  | "lastPlayedAt"
  | "addedAt"
  | "entryAddedAt"
  | "durationSec"
>;

/** The row of an imported file that no song was found for. */
export function isUnmatched(song: ListRow): boolean {
  return song.entry?.isMatched === false;
}

function plainText(id: PlainColumnId, song: ListRow): string {
  const orNothing = (value: number | null, format: (value: number) => string = String): string =>
    value === null ? "" : format(value);
  switch (id) {
    case "artist":
      return song.artist ?? "";
    case "albumArtist":
      return song.albumArtist ?? "";
    case "album":
      return song.album ?? "";
    case "genre":
      return song.genre ?? "";
    case "musicalKey":
      return song.musicalKey ?? "";
    case "codec":
      return song.codec?.toUpperCase() ?? "";
    case "trackNo":
      return orNothing(song.trackNo);
    case "year":
      return orNothing(song.year);
    case "bpm":
      return orNothing(song.bpm, (bpm) => String(Math.round(bpm)));
    case "bitrateKbps":
      return orNothing(song.bitrateKbps, formatBitrate);
    case "sampleRateHz":
      return orNothing(song.sampleRateHz, formatSampleRate);
    case "addedBy":
      return song.entry?.addedByName ?? "";
    case "notes":
      return song.entry?.notes ?? "";
    case "entryPlayCount": {
      const plays = song.entry?.playCount ?? 0;
      return plays === 0 ? "" : formatCount(plays);
    }
    case "filesizeBytes":
      return isUnmatched(song) ? "" : formatBytes(song.filesizeBytes);
    case "playCount":
      return song.playCount === 0 ? "" : formatCount(song.playCount);
    case "skipCount":
      return song.skipCount === 0 ? "" : formatCount(song.skipCount);
    default:
      return assertNever(id);
  }
}

/** The part of a cell whose natural width a double click on the column's edge fits. */
function Fit({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <span data-fit className={css["fit"]}>
      {children}
    </span>
  );
}

function TitleCell({ song, index, onFind }: CellProps): ReactNode {
  const reason = unavailableReason(song);
  return (
    <>
      <Cover coverKey={song.coverKey} text={coverText(song)} size={26} />
      <span data-fit className={css["fit"]}>
        {song.title}
      </span>
      {isUnmatched(song) && onFind !== undefined && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={libraryTexts.findSongNamed(song.title)}
          className={css["find"]}
          onMouseDown={(event) => event.preventDefault()}
          onDoubleClick={(event) => event.stopPropagation()}
          onClick={(event) => {
            event.stopPropagation();
            onFind(index);
          }}
        >
          {libraryTexts.findSong}
        </button>
      )}
      {song.isHidden && (
        <span
          role="img"
          aria-label={ownTexts.isHidden}
          title={ownTexts.isHidden}
          className={css["hiddenSong"]}
        >
          <EyeOff />
        </span>
      )}
      {reason !== null && (
        <span role="img" aria-label={reason} title={reason} className={css["reason"]}>
          <ReasonIcon song={song} />
        </span>
      )}
    </>
  );
}

function ReasonIcon({ song }: { readonly song: ListRow }): ReactNode {
  if (isUnmatched(song)) return <CircleQuestionMark />;
  if (song.entry?.isRemoved === true) return <CircleOff />;
  return song.availability === "missing" ? <CircleAlert /> : <Unplug />;
}

function EntryRatingCell({ song, index, onRateEntry }: CellProps): ReactNode {
  if (song.entry === undefined || song.entry.entryUuid === null) return null;
  return (
    <Rating
      tabIndex={-1}
      label={libraryTexts.ratingHereOf(song.title)}
      value={song.entry.rating}
      {...(onRateEntry === undefined
        ? {}
        : { onChange: (rating: number | null) => onRateEntry(index, rating) })}
    />
  );
}

/** Why a song cannot be played, or null when it can. */
export function unavailableReason(song: ListRow): string | null {
  if (isUnmatched(song)) return libraryTexts.notMatched;
  if (song.entry?.isRemoved === true) return libraryTexts.removedSong;
  switch (song.availability) {
    case "available":
      return null;
    case "missing":
      return libraryTexts.missing;
    case "unavailable":
      return libraryTexts.unavailable;
    default:
      return assertNever(song.availability);
  }
}

function FavoriteCell({ song, index, onFavorite }: CellProps): ReactNode {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-pressed={song.isFavorite}
      aria-label={libraryTexts.favoriteNamed(song.title)}
      className={classNames(css["heart"], song.isFavorite && css["loved"])}
      onMouseDown={(event) => event.preventDefault()}
      onDoubleClick={(event) => event.stopPropagation()}
      onClick={(event) => {
        event.stopPropagation();
        onFavorite(index, !song.isFavorite);
      }}
    >
      <Heart />
    </button>
  );
}

function PlayingBars({ isPlaying }: { readonly isPlaying: boolean }): ReactNode {
  return (
    <span
      role="img"
      aria-label={isPlaying ? libraryTexts.playing : libraryTexts.paused}
      className={classNames(css["bars"], isPlaying && css["moving"])}
    >
      <i />
      <i />
      <i />
    </span>
  );
}
