import type { ReactNode } from "react";
import type { SongDetail } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import {
  formatBitrate,
  formatBytes,
  formatClock,
  formatCount,
  formatDateTime,
  formatDecibels,
  formatSampleRate,
} from "#renderer/lib/format.ts";
import { errorMessage, showError } from "#renderer/lib/toasts.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import { coverText } from "#renderer/ui/cover-art.ts";
import { Cover } from "#renderer/ui/cover.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { Rating } from "#renderer/ui/rating.tsx";
import { ErrorState, Skeleton } from "#renderer/ui/states.tsx";
import { libraryTexts } from "./library-texts.ts";
import { OwnFields } from "./own/own-fields.tsx";
import { unavailableReason } from "./song-cells.tsx";
import css from "./song-properties-dialog.module.css";

interface SongPropertiesDialogProps {
  /** Null while closed. */
  readonly uuid: string | null;
  readonly onClose: () => void;
}

/** Everything known of one song. */
export function SongPropertiesDialog({ uuid, onClose }: SongPropertiesDialogProps): ReactNode {
  return (
    <Dialog
      isOpen={uuid !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={libraryTexts.properties}
      size="medium"
    >
      {uuid !== null && <Properties uuid={uuid} />}
    </Dialog>
  );
}

function Properties({ uuid }: { readonly uuid: string }): ReactNode {
  const { value: song, error, reload } = useResource("songs.get", { uuid }, ["library.changed"]);
  if (song === undefined && error !== null)
    return <ErrorState message={errorMessage(error)} onRetry={reload} />;
  if (song === undefined) return <Skeleton width="100%" height={360} />;
  const reason = unavailableReason(song);
  return (
    <>
      <div className={css["top"]}>
        <Cover coverKey={song.coverKey} text={coverText(song)} size={112} />
        <div className={css["names"]}>
          <h3>{song.title}</h3>
          <p>{song.artists.length > 0 ? song.artists.join(", ") : song.artist}</p>
          <p>{song.album}</p>
          <Rating
            size="medium"
            label={libraryTexts.ratingOf(song.title)}
            value={song.rating}
            onChange={(rating) => {
              request("songs.setRating", { selection: { uuids: [uuid] }, rating }).then(
                reload,
                showError,
              );
            }}
          />
          {reason !== null && <p className={css["reason"]}>{reason}</p>}
        </div>
      </div>
      <OwnFields song={song} onChanged={reload} />
      {sections(song).map(({ title, facts }) => (
        <section key={title} className={css["section"]}>
          <h4>{title}</h4>
          <dl>
            {facts.map(([name, text]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {song.lyrics !== null && (
        <section className={css["section"]}>
          <h4>{propertyTexts.lyrics}</h4>
          <p className={css["lyrics"]}>{song.lyrics}</p>
        </section>
      )}
    </>
  );
}

type Fact = readonly [name: string, text: string];
type MaybeFact = readonly [name: string, text: string | null];

const propertyTexts = { lyrics: "Lyrics" } as const;

function sections(song: SongDetail): readonly { title: string; facts: readonly Fact[] }[] {
  const all: readonly { title: string; facts: readonly MaybeFact[] }[] = [
    { title: "Song", facts: musicFacts(song) },
    { title: "Listening", facts: listeningFacts(song) },
    { title: "Sound", facts: soundFacts(song) },
    { title: "File", facts: fileFacts(song) },
  ];
  return all
    .map(({ title, facts }) => ({ title, facts: facts.filter(isKnown) }))
    .filter(({ facts }) => facts.length > 0);
}

function isKnown(fact: MaybeFact): fact is Fact {
  return fact[1] !== null && fact[1] !== "";
}

const given = <Value,>(value: Value | null, format: (value: Value) => string): string | null =>
  value === null ? null : format(value);

function numberOf(number: number | null, total: number | null): string | null {
  if (number === null) return null;
  return total === null ? String(number) : `${number} of ${total}`;
}

function musicFacts(song: SongDetail): readonly MaybeFact[] {
  return [
    ["Album artist", song.albumArtist],
    ["Track", numberOf(song.trackNo, song.trackTotal)],
    ["Disc", numberOf(song.discNo, song.discTotal)],
    ["Genre", song.genres.join(", ")],
    ["Year", given(song.year, String)],
    ["Released", song.releaseDate],
    ["Composer", song.composer],
    ["Language", song.languageCode],
    ["Explicit", given(song.explicit, (is) => (is ? "Yes" : "No"))],
    ["Tempo", given(song.bpm, (bpm) => `${Math.round(bpm)} BPM`)],
    ["Key", song.musicalKey],
    ["Comment", song.comment],
    ["ISRC", song.isrc],
    ["MusicBrainz recording", song.musicbrainzRecordingId],
    ["MusicBrainz release", song.musicbrainzReleaseId],
  ];
}

function listeningFacts(song: SongDetail): readonly MaybeFact[] {
  return [
    ["Plays", formatCount(song.playCount)],
    ["Skips", formatCount(song.skipCount)],
    ["Last played", given(song.lastPlayedAt, formatDateTime) ?? libraryTexts.never],
    ["Added", formatDateTime(song.addedAt)],
  ];
}

function soundFacts(song: SongDetail): readonly MaybeFact[] {
  const codec = given(song.codec, (name) => name.toUpperCase());
  const channelNames = ["", "Mono", "Stereo"] as const;
  return [
    ["Length", formatClock(song.durationSec)],
    ["Format", codec === null ? null : `${codec}${song.isLossless ? ", lossless" : ""}`],
    ["Container", song.container],
    ["Bit rate", given(song.bitrateKbps, formatBitrate)],
    ["Sample rate", given(song.sampleRateHz, formatSampleRate)],
    ["Bit depth", given(song.bitDepth, (bits) => `${bits} bit`)],
    ["Channels", given(song.channels, (count) => channelNames[count] ?? String(count))],
    ["Track gain", given(song.replaygainTrackGainDb, formatDecibels)],
    ["Track peak", given(song.replaygainTrackPeak, (peak) => peak.toFixed(3))],
    ["Album gain", given(song.replaygainAlbumGainDb, formatDecibels)],
    ["Album peak", given(song.replaygainAlbumPeak, (peak) => peak.toFixed(3))],
  ];
}

function fileFacts(song: SongDetail): readonly MaybeFact[] {
  return [
    ["Path", song.localPath],
    ["Size", formatBytes(song.filesizeBytes)],
    ["Changed", given(song.mtimeMs, formatDateTime)],
  ];
}
