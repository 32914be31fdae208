/** A picture found inside an audio file. */
export interface EmbeddedCover {
  /** Content hash that names the picture everywhere: cache file, `songs.cover_key`, URL. */
  readonly key: string;
  /** By magic bytes, not by what the tag claims. */
  readonly mime: string;
  readonly sizeBytes: number;
  /** Null when the same picture was already handed over by this reader (an album's files share theirs). */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}

/** What the tags of one file say, normalised over all formats. Null: the file does not say. */
export interface TagFacts {
  readonly title: string | null;
  /** Display name, as the tag credits them ("A feat. B"); several values are joined with ", ". */
  readonly artist: string | null;
  /** One entry an artist. */
  readonly artists: readonly string[];
  readonly albumArtist: string | null;
  readonly albumArtists: readonly string[];
  readonly album: string | null;
  readonly trackNo: number | null;
  readonly trackTotal: number | null;
  readonly discNo: number | null;
  readonly discTotal: number | null;
  readonly genres: readonly string[];
  readonly year: number | null;
  /** ISO 8601 date, as precise as given: `1999`, `1999-07` or `1999-07-21`. */
  readonly releaseDate: string | null;
  readonly originalDate: string | null;
  readonly languageCode: string | null;
  readonly explicit: boolean | null;
  readonly isCompilation: boolean;
  readonly composer: string | null;
  readonly comment: string | null;
  readonly isrc: string | null;
  readonly bpm: number | null;
  readonly musicalKey: string | null;
  readonly lyricsPlain: string | null;
  /** LRC lines. */
  readonly lyricsSynced: string | null;
  readonly titleSort: string | null;
  readonly artistSort: string | null;
  readonly albumSort: string | null;
  readonly albumArtistSort: string | null;
  readonly musicbrainzRecordingId: string | null;
  readonly musicbrainzTrackId: string | null;
  readonly musicbrainzReleaseId: string | null;
  readonly musicbrainzReleaseGroupId: string | null;
  readonly musicbrainzArtistIds: readonly string[];
  readonly musicbrainzAlbumArtistIds: readonly string[];
  /** Decibel relative to -18 LUFS (ReplayGain 2); Opus' R128 gains are already converted. */
  readonly replaygainTrackGainDb: number | null;
  /** Linear sample peak, 1.0 = full scale. */
  readonly replaygainTrackPeak: number | null;
  readonly replaygainAlbumGainDb: number | null;
  readonly replaygainAlbumPeak: number | null;
  /** Half stars, 1 to 10, from POPM, FMPS_RATING, RATING or MP4 `rate`. */
  readonly rating: number | null;
}

/** What the audio stream is. */
export interface StreamFacts {
  /** `mp3`, `flac`, `vorbis`, `opus`, `aac`, `alac`, `pcm`, `wma`, `wavpack` ... */
  readonly codec: string;
  /** `mp3`, `flac`, `ogg`, `mp4`, `wav`, `aiff`, `asf`, `wavpack`, `adts` ... */
  readonly container: string;
  readonly isLossless: boolean;
  /** Average over the audio payload, kbit/s. */
  readonly bitrateKbps: number | null;
  readonly sampleRateHz: number | null;
  /** Null for lossy codecs, which have none. */
  readonly bitDepth: number | null;
  readonly channels: number | null;
  /** What is really there to hear, encoder delay and padding taken off where the file tells them. */
  readonly durationSec: number;
}

/** Everything one audio file tells about itself. */
export interface AudioFileFacts extends Omit<TagFacts, "title">, StreamFacts {
  readonly kind: "facts";
  /** Absolute and normalised. */
  readonly path: string;
  /** From the tag, else from the file's name. Never empty. */
  readonly title: string;
  readonly filesizeBytes: number;
  readonly mtimeMs: number;
  /** Hash of the payload's ends and its length: the same after retagging, moving and renaming. */
  readonly fingerprint: string;
  readonly cover: EmbeddedCover | null;
}

export const audioFileProblemCodes = [
  "file_not_found",
  "file_unreadable",
  "file_empty",
  "file_truncated",
  "file_corrupt",
  "file_timeout",
  "reader_crashed",
] as const;
export type AudioFileProblemCode = (typeof audioFileProblemCodes)[number];

/** Why a file cannot be in the library, in words a person can act on. */
export interface AudioFileProblem {
  readonly kind: "problem";
  readonly path: string;
  readonly code: AudioFileProblemCode;
  readonly message: string;
}

export type AudioFileResult = AudioFileFacts | AudioFileProblem;
