import { z } from "zod";
import type { Availability, SongDetail, SongRow } from "#shared/contract/songs.contract.ts";

/** As `song_control.tags` stores them. */
const tagsSchema = z.array(z.string());

/** Columns of a list row, from songs `s`, the caller's `song_control` c and `song_stats` t. */
export const rowColumns = `s.id, s.uuid, s.title, s.artist, s.album_artist, s.album, s.track_no, s.disc_no, s.genre, s.year,
  s.duration_sec, s.bpm, s.musical_key, s.codec, s.bitrate_kbps, s.sample_rate_hz, s.filesize_bytes, s.is_lossless,
  s.availability, s.cover_key, s.added_at, s.local_path, c.rating, c.is_favorite, c.is_hidden, t.play_count, t.skip_count,
  t.last_played_at`;

export const rowJoins = `LEFT JOIN song_control c ON c.user_id = ? AND c.song_id = s.id
  LEFT JOIN song_stats t ON t.user_id = ? AND t.song_id = s.id`;

export interface SongRecord {
  readonly id: number;
  readonly uuid: string;
  readonly title: string;
  readonly artist: string | null;
  readonly album_artist: string | null;
  readonly album: string | null;
  readonly track_no: number | null;
  readonly disc_no: number | null;
  readonly genre: string | null;
  readonly year: number | null;
  readonly duration_sec: number;
  readonly bpm: number | null;
  readonly musical_key: string | null;
  readonly codec: string | null;
  readonly bitrate_kbps: number | null;
  readonly sample_rate_hz: number | null;
  readonly filesize_bytes: number;
  readonly is_lossless: number;
  readonly availability: Availability;
  readonly cover_key: string | null;
  readonly added_at: number;
  readonly local_path: string | null;
  readonly rating: number | null;
  readonly is_favorite: number | null;
  readonly is_hidden: number | null;
  readonly play_count: number | null;
  readonly skip_count: number | null;
  readonly last_played_at: number | null;
}

export interface SongDetailRecord extends SongRecord {
  readonly track_total: number | null;
  readonly disc_total: number | null;
  readonly release_date: string | null;
  readonly composer: string | null;
  readonly comment: string | null;
  readonly isrc: string | null;
  readonly musicbrainz_recording_id: string | null;
  readonly musicbrainz_release_id: string | null;
  readonly language_code: string | null;
  readonly explicit: number | null;
  readonly container: string | null;
  readonly bit_depth: number | null;
  readonly channels: number | null;
  readonly replaygain_track_gain_db: number | null;
  readonly replaygain_track_peak: number | null;
  readonly replaygain_album_gain_db: number | null;
  readonly replaygain_album_peak: number | null;
  readonly origin: SongDetail["origin"];
  readonly mtime_ms: number | null;
  readonly plain_text: string | null;
  readonly synced_text: string | null;
  readonly notes: string | null;
  readonly tags: string | null;
}

export const detailColumns = `${rowColumns}, s.track_total, s.disc_total, s.release_date, s.composer, s.comment, s.isrc,
  s.musicbrainz_recording_id, s.musicbrainz_release_id, s.language_code, s.explicit, s.container, s.bit_depth, s.channels,
  s.replaygain_track_gain_db, s.replaygain_track_peak, s.replaygain_album_gain_db, s.replaygain_album_peak, s.origin,
  s.mtime_ms, l.plain_text, l.synced_text, c.notes, c.tags`;

/** A song that a profile never rated or played has no rows of its own: not rated, no favourite, no plays. */
export function toSongRow(record: SongRecord): SongRow {
  return {
    uuid: record.uuid,
    title: record.title,
    artist: record.artist,
    albumArtist: record.album_artist,
    album: record.album,
    trackNo: record.track_no,
    discNo: record.disc_no,
    genre: record.genre,
    year: record.year,
    durationSec: record.duration_sec,
    bpm: record.bpm,
    musicalKey: record.musical_key,
    codec: record.codec,
    bitrateKbps: record.bitrate_kbps,
    sampleRateHz: record.sample_rate_hz,
    filesizeBytes: record.filesize_bytes,
    isLossless: record.is_lossless === 1,
    availability: record.availability,
    coverKey: record.cover_key,
    rating: record.rating,
    isFavorite: record.is_favorite === 1,
    isHidden: record.is_hidden === 1,
    playCount: record.play_count ?? 0,
    skipCount: record.skip_count ?? 0,
    lastPlayedAt: record.last_played_at,
    addedAt: record.added_at,
    localPath: record.local_path,
  };
}

export function toSongDetail(
  record: SongDetailRecord,
  artists: readonly string[],
  genres: readonly string[],
): SongDetail {
  return {
    ...toSongRow(record),
    artists: [...artists],
    genres: [...genres],
    trackTotal: record.track_total,
    discTotal: record.disc_total,
    releaseDate: record.release_date,
    composer: record.composer,
    comment: record.comment,
    isrc: record.isrc,
    musicbrainzRecordingId: record.musicbrainz_recording_id,
    musicbrainzReleaseId: record.musicbrainz_release_id,
    languageCode: record.language_code,
    explicit: record.explicit === null ? null : record.explicit === 1,
    notes: record.notes,
    tags: record.tags === null ? [] : tagsSchema.parse(JSON.parse(record.tags)),
    lyrics: record.plain_text ?? record.synced_text,
    container: record.container,
    bitDepth: record.bit_depth,
    channels: record.channels,
    replaygainTrackGainDb: record.replaygain_track_gain_db,
    replaygainTrackPeak: record.replaygain_track_peak,
    replaygainAlbumGainDb: record.replaygain_album_gain_db,
    replaygainAlbumPeak: record.replaygain_album_peak,
    origin: record.origin,
    mtimeMs: record.mtime_ms,
  };
}
