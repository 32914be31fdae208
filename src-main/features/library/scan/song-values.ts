import type { AudioFileFacts } from "#shared/domain/library/audio-file-facts.ts";
import { foldForSearch, sortKey } from "#shared/domain/library/sort-key.ts";

/** A value as SQLite stores it. */
export type Value = string | number | null;

/** Shown and filed for albums of many artists. */
export const variousArtists = "Various Artists";

/** Columns of `songs` that come from the file, in the order of {@link songValues}. */
export const factColumns = [
  "title",
  "artist",
  "album_artist",
  "album",
  "track_no",
  "track_total",
  "disc_no",
  "disc_total",
  "genre",
  "year",
  "release_date",
  "language_code",
  "explicit",
  "composer",
  "comment",
  "isrc",
  "bpm",
  "musical_key",
  "is_compilation",
  "musicbrainz_recording_id",
  "musicbrainz_track_id",
  "musicbrainz_release_id",
  "musicbrainz_release_group_id",
  "duration_sec",
  "codec",
  "container",
  "is_lossless",
  "bitrate_kbps",
  "sample_rate_hz",
  "bit_depth",
  "channels",
  "replaygain_track_gain_db",
  "replaygain_track_peak",
  "replaygain_album_gain_db",
  "replaygain_album_peak",
  "fingerprint",
  "cover_key",
  "sort_title",
  "sort_artist",
  "sort_album_artist",
  "sort_album",
  "sort_genre",
] as const;

/** What a file says, as the columns of {@link factColumns}. */
export function songValues(facts: AudioFileFacts, coverKey: string | null): Value[] {
  const language = facts.languageCode;
  const genre = facts.genres.length === 0 ? null : facts.genres.join(", ");
  return [
    facts.title,
    facts.artist,
    facts.albumArtist,
    facts.album,
    facts.trackNo,
    facts.trackTotal,
    facts.discNo,
    facts.discTotal,
    genre,
    facts.year,
    facts.releaseDate,
    language,
    facts.explicit === null ? null : Number(facts.explicit),
    facts.composer,
    facts.comment,
    facts.isrc,
    facts.bpm,
    facts.musicalKey,
    Number(facts.isCompilation),
    facts.musicbrainzRecordingId,
    facts.musicbrainzTrackId,
    facts.musicbrainzReleaseId,
    facts.musicbrainzReleaseGroupId,
    facts.durationSec,
    facts.codec,
    facts.container,
    Number(facts.isLossless),
    facts.bitrateKbps,
    facts.sampleRateHz,
    facts.bitDepth,
    facts.channels,
    facts.replaygainTrackGainDb,
    facts.replaygainTrackPeak,
    facts.replaygainAlbumGainDb,
    facts.replaygainAlbumPeak,
    facts.fingerprint,
    coverKey,
    sortKey(facts.titleSort ?? facts.title, language),
    sortKey(facts.artistSort ?? facts.artist ?? "", language),
    sortKey(facts.albumArtistSort ?? albumArtistOf(facts) ?? "", language),
    sortKey(facts.albumSort ?? facts.album ?? "", language),
    sortKey(genre ?? "", language),
  ];
}

/** Under whom an album is filed: its own artist, "Various Artists" for compilations, else the song's artist. */
export function albumArtistOf(facts: AudioFileFacts): string | null {
  return facts.albumArtist ?? (facts.isCompilation ? variousArtists : facts.artist);
}

/** Parts of `song_search.folded` are apart by this, which folding turns into a space: no query can match across it. */
const partSeparator = "\u001f";

/** What the search box looks through. */
export function searchText(facts: AudioFileFacts): string {
  const parts = new Set(
    [
      facts.title,
      facts.artist,
      ...facts.artists,
      facts.albumArtist,
      ...facts.albumArtists,
      facts.album,
      ...facts.genres,
      facts.composer,
    ]
      .filter((part) => part !== null)
      .map((part) => foldForSearch(part)),
  );
  return [...parts].join(partSeparator);
}

/** An album, artist or genre as its table wants it. `identity` tells it apart, whatever its spelling. */
export interface Entity {
  readonly identity: string;
  readonly name: string;
  readonly sortName: string;
}

export interface ArtistEntity extends Entity {
  readonly musicbrainzArtistId: string | null;
}

export interface AlbumEntity extends Entity {
  readonly albumArtist: string | null;
  readonly sortAlbumArtist: string;
  readonly year: number | null;
  readonly musicbrainzReleaseId: string | null;
}

/** Names that fold to nothing ("´") keep themselves as identity. */
function identityOf(name: string): string {
  return foldForSearch(name) || name;
}

/** One entry an artist, in the tag's order, each once. */
export function artistEntities(
  names: readonly string[],
  musicbrainzIds: readonly string[],
): ArtistEntity[] {
  const entities = new Map<string, ArtistEntity>();
  for (const [index, name] of names.entries()) {
    const identity = identityOf(name);
    if (entities.has(identity)) continue;
    // Ids belong to names by place; where the counts differ nobody knows which is whose.
    const musicbrainzArtistId =
      musicbrainzIds.length === names.length ? (musicbrainzIds[index] ?? null) : null;
    entities.set(identity, { identity, name, sortName: sortKey(name), musicbrainzArtistId });
  }
  return [...entities.values()];
}

export function genreEntities(names: readonly string[]): Entity[] {
  const entities = new Map<string, Entity>();
  for (const name of names) {
    const identity = identityOf(name);
    if (!entities.has(identity))
      entities.set(identity, { identity, name, sortName: sortKey(name) });
  }
  return [...entities.values()];
}

/** The album a song belongs to: same MusicBrainz release, else same title by the same album artist; null without one. */
export function albumEntity(facts: AudioFileFacts): AlbumEntity | null {
  if (facts.album === null) return null;
  const albumArtist = albumArtistOf(facts);
  const identity =
    facts.musicbrainzReleaseId === null
      ? `${identityOf(albumArtist ?? "")}${partSeparator}${identityOf(facts.album)}`
      : `mb:${facts.musicbrainzReleaseId}`;
  return {
    identity,
    name: facts.album,
    sortName: sortKey(facts.albumSort ?? facts.album, facts.languageCode),
    albumArtist,
    sortAlbumArtist: sortKey(facts.albumArtistSort ?? albumArtist ?? "", facts.languageCode),
    year: facts.year,
    musicbrainzReleaseId: facts.musicbrainzReleaseId,
  };
}
