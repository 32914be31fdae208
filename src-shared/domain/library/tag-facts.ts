import type { TagFacts } from "./audio-file-facts.ts";
import type { TagMap } from "./tag-map.ts";
import {
  isSyncedLyrics,
  parseDate,
  parseDecimal,
  parseFlag,
  parseGainDb,
  parseNumberOf,
  parsePeak,
  parseR128Gain,
  splitValues,
} from "./tag-values.ts";

/** Turns tags of any format into facts. Pure: the same map gives the same facts, whoever read it. */
export function tagFacts(tags: TagMap): TagFacts {
  const artist = credit(tags, "ARTIST", "ARTISTS");
  const albumArtist = credit(tags, "ALBUMARTIST", "ALBUMARTISTS");
  const track = parseNumberOf(tags.first("TRACKNUMBER"));
  const disc = parseNumberOf(tags.first("DISCNUMBER"));
  const originalDate = parseDate(tags.first("ORIGINALDATE"));
  const releaseDate =
    parseDate(tags.first("DATE")) ?? parseDate(tags.first("RELEASEDATE")) ?? originalDate;
  return {
    title: tags.first("TITLE"),
    artist: artist.display,
    artists: artist.names,
    albumArtist: albumArtist.display,
    albumArtists: albumArtist.names,
    album: tags.first("ALBUM"),
    trackNo: track.number,
    trackTotal: track.total ?? parseNumberOf(tags.first("TRACKTOTAL")).number,
    discNo: disc.number,
    discTotal: disc.total ?? parseNumberOf(tags.first("DISCTOTAL")).number,
    genres: splitValues(tags.all("GENRE")),
    year: releaseDate === null ? null : Number(releaseDate.slice(0, 4)),
    releaseDate,
    originalDate,
    languageCode: tags.first("LANGUAGE"),
    explicit: explicitFlag(tags.first("ITUNESADVISORY")),
    isCompilation: parseFlag(tags.first("COMPILATION")),
    composer: joined(tags.all("COMPOSER")),
    comment: tags.first("COMMENT"),
    isrc: tags.first("ISRC"),
    bpm: positiveOrNull(parseDecimal(tags.first("BPM"))),
    musicalKey: tags.first("INITIALKEY"),
    ...lyrics(tags),
    titleSort: tags.first("TITLESORT"),
    artistSort: joined(tags.all("ARTISTSORT")),
    albumSort: tags.first("ALBUMSORT"),
    albumArtistSort: joined(tags.all("ALBUMARTISTSORT")),
    ...musicbrainz(tags),
    ...replayGain(tags),
    rating: rating(tags),
  };
}

/**
 * Who is credited. `listName` holds one value an artist where the tagger knows them (Picard's ARTISTS), `name` is what
 * to show.
 */
function credit(
  tags: TagMap,
  name: string,
  listName: string,
): { display: string | null; names: string[] } {
  const credited = tags.all(name);
  const listed = tags.all(listName);
  const names = splitValues(listed.length > 0 ? listed : credited);
  const display =
    credited.length === 1 && listed.length > 0
      ? (credited[0] ?? null)
      : joined(splitValues(credited));
  return { display: display ?? joined(names), names };
}

function joined(values: readonly string[]): string | null {
  return values.length === 0 ? null : values.join(", ");
}

function positiveOrNull(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}

/** iTunes' advisory: 1 (and the old 4) explicit, 0 and 2 not. */
function explicitFlag(text: string | null): boolean | null {
  if (text === null) return null;
  if (text === "1" || text === "4") return true;
  if (text === "0" || text === "2") return false;
  return null;
}

function lyrics(tags: TagMap): Pick<TagFacts, "lyricsPlain" | "lyricsSynced"> {
  const plain = tags.first("LYRICS");
  const synced = tags.first("SYNCEDLYRICS");
  if (plain !== null && isSyncedLyrics(plain))
    return { lyricsPlain: null, lyricsSynced: synced ?? plain };
  return { lyricsPlain: plain, lyricsSynced: synced };
}

function musicbrainz(
  tags: TagMap,
): Pick<
  TagFacts,
  | "musicbrainzRecordingId"
  | "musicbrainzTrackId"
  | "musicbrainzReleaseId"
  | "musicbrainzReleaseGroupId"
  | "musicbrainzArtistIds"
  | "musicbrainzAlbumArtistIds"
> {
  return {
    musicbrainzRecordingId: tags.first("MUSICBRAINZ_TRACKID"),
    musicbrainzTrackId: tags.first("MUSICBRAINZ_RELEASETRACKID"),
    musicbrainzReleaseId: tags.first("MUSICBRAINZ_ALBUMID"),
    musicbrainzReleaseGroupId: tags.first("MUSICBRAINZ_RELEASEGROUPID"),
    musicbrainzArtistIds: idList(tags.all("MUSICBRAINZ_ARTISTID")),
    musicbrainzAlbumArtistIds: idList(tags.all("MUSICBRAINZ_ALBUMARTISTID")),
  };
}

/** Ids have no separator inside, so any that taggers use to join them splits them ("/" is ID3v2.3's). */
function idList(values: readonly string[]): string[] {
  return [
    ...new Set(values.flatMap((value) => value.split(/[;/,\s]+/u)).filter((id) => id !== "")),
  ];
}

function replayGain(
  tags: TagMap,
): Pick<
  TagFacts,
  "replaygainTrackGainDb" | "replaygainTrackPeak" | "replaygainAlbumGainDb" | "replaygainAlbumPeak"
> {
  return {
    replaygainTrackGainDb:
      parseGainDb(tags.first("REPLAYGAIN_TRACK_GAIN")) ??
      parseR128Gain(tags.first("R128_TRACK_GAIN")) ??
      soundCheckGainDb(tags.first("ITUNNORM")),
    replaygainTrackPeak: parsePeak(tags.first("REPLAYGAIN_TRACK_PEAK")),
    replaygainAlbumGainDb:
      parseGainDb(tags.first("REPLAYGAIN_ALBUM_GAIN")) ??
      parseR128Gain(tags.first("R128_ALBUM_GAIN")),
    replaygainAlbumPeak: parsePeak(tags.first("REPLAYGAIN_ALBUM_PEAK")),
  };
}

/**
 * iTunes Sound Check: ten hexadecimal words, the first two being the loudness of left and right in 1/1000 units;
 * gain = -10 log10(louder / 1000). The fallback where no ReplayGain was written.
 */
function soundCheckGainDb(text: string | null): number | null {
  const words = text?.trim().split(/\s+/u) ?? [];
  if (words.length < 2) return null;
  const louder = Math.max(Number.parseInt(words[0] ?? "", 16), Number.parseInt(words[1] ?? "", 16));
  if (!(louder > 0)) return null;
  const gain = -10 * Math.log10(louder / 1000);
  return Math.abs(gain) > 60 ? null : Math.round(gain * 100) / 100;
}

/** Half stars. Windows Media Player's POPM steps are 1, 64, 128, 196, 255; other values are taken as 0-255 linear. */
function rating(tags: TagMap): number | null {
  const popularimeter = parseDecimal(tags.first("POPM"));
  if (popularimeter !== null && popularimeter > 0)
    return halfStars(popularimeterStars(popularimeter));
  const fmps = parseDecimal(tags.first("FMPS_RATING"));
  if (fmps !== null && fmps > 0) return halfStars(fmps * 5);
  const percent = parseDecimal(tags.first("RATE"));
  if (percent !== null && percent > 0) return halfStars(percent / 20);
  const windows = parseDecimal(tags.first("WMRATING"));
  if (windows !== null && windows > 0) return halfStars(windows >= 99 ? 5 : windows / 25 + 1);
  const plain = parseDecimal(tags.first("RATING"));
  if (plain === null || plain <= 0) return null;
  if (plain <= 1 && tags.first("RATING")?.includes(".") === true) return halfStars(plain * 5);
  return halfStars(plain <= 5 ? plain : plain / 20);
}

function popularimeterStars(value: number): number {
  if (value === 1) return 1;
  if (value === 64) return 2;
  if (value === 128) return 3;
  if (value === 196) return 4;
  return (value / 255) * 5;
}

function halfStars(stars: number): number {
  return Math.min(10, Math.max(1, Math.round(stars * 2)));
}
