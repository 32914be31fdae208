import { z } from "zod";
import {
  changeUuidSchema,
  indexRangeSchema,
  nameSchema,
  nothing,
  selectionSchema,
  timeMsSchema,
  uuidSchema,
  windowSchema,
} from "./common.ts";
import { songSortKeys } from "../domain/library/song-sort-keys.ts";
import { adminChannel, channel } from "./define.ts";

/** Half stars, 1 to 10; shown as 0.5 to 5. Null means not rated. */
export const ratingSchema = z.int().min(1).max(10).nullable();

/**
 * `missing`: the file vanished from a folder that is there. `unavailable`: its whole folder is away (a drive unplugged).
 */
export const availabilitySchema = z.enum(["available", "missing", "unavailable"]);
export type Availability = z.output<typeof availabilitySchema>;

/** One row of a song list, as the caller's profile sees it. */
export const songRowSchema = z.strictObject({
  uuid: uuidSchema,
  title: z.string(),
  artist: z.string().nullable(),
  albumArtist: z.string().nullable(),
  album: z.string().nullable(),
  trackNo: z.int().nullable(),
  discNo: z.int().nullable(),
  genre: z.string().nullable(),
  year: z.int().nullable(),
  durationSec: z.number().nonnegative(),
  bpm: z.number().nullable(),
  musicalKey: z.string().nullable(),
  codec: z.string().nullable(),
  bitrateKbps: z.number().nullable(),
  sampleRateHz: z.int().nullable(),
  filesizeBytes: z.int().nonnegative(),
  isLossless: z.boolean(),
  availability: availabilitySchema,
  /** Names the picture at `/covers/<coverKey>`; null when there is none. */
  coverKey: z.string().nullable(),
  rating: ratingSchema,
  isFavorite: z.boolean(),
  isHidden: z.boolean(),
  playCount: z.int().nonnegative(),
  skipCount: z.int().nonnegative(),
  lastPlayedAt: timeMsSchema.nullable(),
  addedAt: timeMsSchema,
  /** Shown as a column and by the command line; no channel takes a path back. */
  localPath: z.string().nullable(),
});
export type SongRow = z.output<typeof songRowSchema>;

/** Everything known of one song. */
export const songDetailSchema = songRowSchema.extend({
  artists: z.array(z.string()),
  genres: z.array(z.string()),
  trackTotal: z.int().nullable(),
  discTotal: z.int().nullable(),
  releaseDate: z.string().nullable(),
  composer: z.string().nullable(),
  comment: z.string().nullable(),
  isrc: z.string().nullable(),
  musicbrainzRecordingId: z.string().nullable(),
  musicbrainzReleaseId: z.string().nullable(),
  languageCode: z.string().nullable(),
  explicit: z.boolean().nullable(),
  lyrics: z.string().nullable(),
  /** The calling profile's own. */
  notes: z.string().nullable(),
  tags: z.array(z.string()),
  container: z.string().nullable(),
  bitDepth: z.int().nullable(),
  channels: z.int().nullable(),
  replaygainTrackGainDb: z.number().nullable(),
  replaygainTrackPeak: z.number().nullable(),
  replaygainAlbumGainDb: z.number().nullable(),
  replaygainAlbumPeak: z.number().nullable(),
  origin: z.enum(["folder", "imported", "generated"]),
  mtimeMs: z.number().nullable(),
});
export type SongDetail = z.output<typeof songDetailSchema>;

export const songSortKeySchema = z.enum(songSortKeys);
export type SongSortKey = z.output<typeof songSortKeySchema>;

export const sortOrderSchema = z.strictObject({ key: songSortKeySchema, descending: z.boolean() });
export type SortOrder = z.output<typeof sortOrderSchema>;

/** One's own short words for songs. */
export const tagSchema = nameSchema(100);

/** How many songs are different now, and the change that made them so. */
const changedSchema = z.strictObject({
  changed: z.int().nonnegative(),
  changeUuid: changeUuidSchema,
});

export const songsContract = {
  /**
   * Opens (or refreshes) a view: an ordered snapshot of song ids, kept by the read worker. A newer request with the same
   * `viewName` supersedes an older one, which then answers `cancelled`. Its former snapshot stays readable until the next.
   */
  "songs.openView": channel(
    z.strictObject({
      viewName: z.string().min(1).max(100),
      /** Text of the query language; `query_invalid` says where it cannot be read (`from`, `to`). */
      query: z.string().max(4000),
      sort: z.array(sortOrderSchema).max(4),
    }),
    z.strictObject({
      snapshotId: uuidSchema,
      total: z.int().nonnegative(),
      totalDurationSec: z.number().nonnegative(),
      /** Songs in the library without any query: tells "no music yet" from "nothing found". */
      librarySize: z.int().nonnegative(),
      libraryRevision: z.int().nonnegative(),
    }),
  ),
  "songs.closeView": channel(z.strictObject({ viewName: z.string().min(1).max(100) }), nothing),
  "songs.getWindow": channel(
    windowSchema.extend({ snapshotId: uuidSchema }),
    z.strictObject({ offset: z.int().nonnegative(), rows: z.array(songRowSchema.nullable()) }),
  ),
  /** The song's index in the snapshot, or null when it is not in it. */
  "songs.locate": channel(
    z.strictObject({ snapshotId: uuidSchema, uuid: uuidSchema }),
    z.strictObject({ index: z.int().nonnegative().nullable() }),
  ),
  /** First row whose sort text of the leading sort key starts with `prefix` (type-to-jump); null when none does. */
  "songs.jumpTo": channel(
    z.strictObject({ snapshotId: uuidSchema, prefix: z.string().min(1).max(100) }),
    z.strictObject({ index: z.int().nonnegative().nullable() }),
  ),
  /** Carries a selection over to a newer snapshot of the same view; songs that left are dropped. */
  "songs.remapSelection": channel(
    z.strictObject({
      fromSnapshotId: uuidSchema,
      toSnapshotId: uuidSchema,
      ranges: z.array(indexRangeSchema).max(10_000),
    }),
    z.strictObject({ ranges: z.array(indexRangeSchema) }),
  ),
  /** How many songs a selection holds and how long they are. */
  "songs.measureSelection": channel(
    z.strictObject({ selection: selectionSchema }),
    z.strictObject({ count: z.int().nonnegative(), durationSec: z.number().nonnegative() }),
  ),
  "songs.get": channel(z.strictObject({ uuid: uuidSchema }), songDetailSchema),
  "songs.setRating": channel(
    z.strictObject({ selection: selectionSchema, rating: ratingSchema }),
    changedSchema,
  ),
  "songs.setFavorite": channel(
    z.strictObject({ selection: selectionSchema, isFavorite: z.boolean() }),
    changedSchema,
  ),
  /** Hidden songs are in no list of this profile but those that ask for them (`is:hidden`). */
  "songs.setHidden": channel(
    z.strictObject({ selection: selectionSchema, isHidden: z.boolean() }),
    changedSchema,
  ),
  "songs.setNotes": channel(
    z.strictObject({ uuid: uuidSchema, notes: z.string().max(10_000).nullable() }),
    changedSchema,
  ),
  /** Adds and takes away the profile's own tags. */
  "songs.editTags": channel(
    z.strictObject({
      selection: selectionSchema,
      add: z.array(tagSchema).max(50),
      remove: z.array(tagSchema).max(50),
    }),
    changedSchema,
  ),
  /** The profile's own tags on these songs, and how many of them have each. */
  "songs.countTags": channel(
    z.strictObject({ selection: selectionSchema }),
    z.strictObject({
      songs: z.int().nonnegative(),
      tags: z.array(z.strictObject({ tag: z.string(), songs: z.int().positive() })),
    }),
  ),
  /** Values of a field of the query language that begin like `prefix`, most used first, for completion. */
  "songs.suggestValues": channel(
    z.strictObject({
      field: z.string().min(1).max(50),
      prefix: z.string().max(200),
      limit: z.int().min(1).max(50),
    }),
    z.strictObject({
      values: z.array(z.strictObject({ value: z.string(), songs: z.int().nonnegative() })),
    }),
  ),
  /** Takes songs out of the library; their files, ratings and history stay. */
  "songs.removeFromLibrary": adminChannel(
    z.strictObject({ selection: selectionSchema }),
    z.strictObject({ removed: z.int().nonnegative(), changeUuid: changeUuidSchema }),
  ),
  /** Shows the file in the system's file manager. Desktop only; `unsupported` elsewhere. */
  "songs.revealFile": channel(z.strictObject({ uuid: uuidSchema }), nothing),
  /** Records a play that happened outside the player (command line, imports of a single listen). */
  "songs.recordPlay": channel(
    z.strictObject({ uuid: uuidSchema, secondsHeard: z.number().nonnegative().max(86_400) }),
    z.strictObject({ eventUuid: uuidSchema, verdict: z.enum(["played", "skipped", "partial"]) }),
  ),
  /** Records that a person left the song after `secondsHeard`. */
  "songs.recordSkip": channel(
    z.strictObject({ uuid: uuidSchema, secondsHeard: z.number().nonnegative().max(86_400) }),
    z.strictObject({ eventUuid: uuidSchema, verdict: z.enum(["played", "skipped", "partial"]) }),
  ),
};
