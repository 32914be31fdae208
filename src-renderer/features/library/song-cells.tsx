import { CircleAlert, Heart, Unplug } from "lucide-react";
import type { ReactNode } from "react";
import type { SongRow } from "#shared/contract/index.ts";
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
import css from "./song-table.module.css";

export interface CellProps {
  readonly id: ColumnId;
  readonly song: SongRow;
  readonly index: number;
  readonly isCurrent: boolean;
  readonly isPlaying: boolean;
  readonly nowMs: number;
  readonly onRate: (index: number, rating: number | null) => void;
  readonly onFavorite: (index: number, isFavorite: boolean) => void;
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
    case "title":
      return <TitleCell song={song} />;
    case "isFavorite":
      return <FavoriteCell {...props} />;
    case "rating":
      return (
        <Rating
          tabIndex={-1}
          label={libraryTexts.ratingOf(song.title)}
          value={song.rating}
          onChange={(rating) => props.onRate(index, rating)}
        />
      );
    case "lastPlayedAt":
      return (
        <Fit>
          {song.lastPlayedAt === null
            ? libraryTexts.never
            : formatRelativeDay(song.lastPlayedAt, nowMs)}
        </Fit>
      );
    case "addedAt":
      return <Fit>{formatRelativeDay(song.addedAt, nowMs)}</Fit>;
    case "durationSec":
      return (
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
  "position" | "title" | "isFavorite" | "rating" | "lastPlayedAt" | "addedAt" | "durationSec"
>;

function plainText(id: PlainColumnId, song: SongRow): string {
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
    case "filesizeBytes":
      return formatBytes(song.filesizeBytes);
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

function TitleCell({ song }: { readonly song: SongRow }): ReactNode {
  const reason = unavailableReason(song);
  return (
    <>
      <Cover coverKey={song.coverKey} text={coverText(song)} size={26} />
      <span data-fit className={css["fit"]}>
        {song.title}
      </span>
      {reason !== null && (
        <span role="img" aria-label={reason} title={reason} className={css["reason"]}>
          {song.availability === "missing" ? <CircleAlert /> : <Unplug />}
        </span>
      )}
    </>
  );
}

/** Why a song cannot be played, or null when it can. */
export function unavailableReason(song: SongRow): string | null {
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
