import { z } from "zod";
import {
  changeUuidSchema,
  indexRangeSchema,
  nothing,
  selectionSchema,
  timeMsSchema,
  uuidSchema,
  windowSchema,
} from "./common.ts";
import { channel } from "./define.ts";
import { songRowSchema } from "./songs.contract.ts";

export const repeatModeSchema = z.enum(["off", "all", "one"]);
export type RepeatMode = z.output<typeof repeatModeSchema>;

/** A song as the player needs it: the row plus how to fetch it. */
export const playableSchema = z.strictObject({
  song: songRowSchema,
  /** Identity of this entry in the queue; the same song may stand in it twice. */
  entryId: z.int().nonnegative(),
  /** Place in the order of play: with shuffle on, the shuffled one. All indexes of these channels count so. */
  queueIndex: z.int().nonnegative(),
  /** True when Chromium decodes the file itself; otherwise `/audio/<uuid>` answers a WAV made on the fly. */
  isNative: z.boolean(),
  /** Levels each song for itself. */
  replaygainDb: z.number().nullable(),
  /** Levels the album as a whole, so that its quiet songs stay quieter than its loud ones. */
  replaygainAlbumDb: z.number().nullable(),
});
export type Playable = z.output<typeof playableSchema>;

/**
 * The queue as main keeps it. The renderer plays what stands here and asks for every change. `upcoming` is what comes
 * after `current` with shuffle and repeat taken into account, so that it can be loaded ahead.
 */
export const playbackStateSchema = z.strictObject({
  revision: z.int().nonnegative(),
  total: z.int().nonnegative(),
  totalDurationSec: z.number().nonnegative(),
  /** Length of the songs that come after the current one in the queue. */
  nextDurationSec: z.number().nonnegative(),
  current: playableSchema.nullable(),
  upcoming: playableSchema.nullable(),
  hasPrevious: z.boolean(),
  isShuffled: z.boolean(),
  repeatMode: repeatModeSchema,
  /** Where the current song stood when last reported; playback resumes here, paused. */
  positionSec: z.number().nonnegative(),
  /** Seconds of the current play heard so far, as last reported: a reloaded window goes on counting from here. */
  heardSec: z.number().nonnegative(),
  volume: z.number().min(0).max(1),
  isMuted: z.boolean(),
  /** A private session: what is heard is written down nowhere. */
  isPrivate: z.boolean(),
});
export type PlaybackState = z.output<typeof playbackStateSchema>;

/** What became of files that the system or a second launch handed over. */
export const openedFilesSchema = z.strictObject({
  /** Songs that were put after the current one. */
  added: z.int().nonnegative(),
  /** The first of them, as it stands in the queue now: it is to be played. Null: none, or it was taken out again. */
  start: z
    .strictObject({ entryId: z.int().nonnegative(), queueIndex: z.int().nonnegative() })
    .nullable(),
  /** Folders that are watched from now on. */
  folders: z.array(z.string()),
  /** Why others could not be opened, a sentence each; the first twenty of `problemCount`. */
  problems: z.array(z.string()).max(20),
  problemCount: z.int().nonnegative(),
});
export type OpenedFiles = z.output<typeof openedFilesSchema>;

/** `ended`: ran to its end. `next`, `previous`, `jump`: left by the person. `stopped`: the player closed or was emptied. */
export const leaveReasonSchema = z.enum(["ended", "next", "previous", "jump", "stopped", "failed"]);
export type LeaveReason = z.output<typeof leaveReasonSchema>;

/** A change of what stands in the queue; `journal.undo` of it puts back what stood there, and a song in both plays on. */
const queueChangeSchema = z.strictObject({
  state: playbackStateSchema,
  changeUuid: changeUuidSchema,
});

export const playbackContract = {
  "playback.getState": channel(nothing, playbackStateSchema),
  /**
   * `replace`: the selection becomes the queue and starts at `startIndex` (an index into the selection), or anywhere when
   * shuffled. `next`: plays after the current song. `append`: at the end. Leaving the current song records its play first.
   */
  "playback.enqueue": channel(
    z.strictObject({
      selection: selectionSchema,
      mode: z.enum(["replace", "next", "append"]),
      startIndex: z.int().nonnegative(),
      shuffle: z.boolean().optional(),
      heardSec: z.number().nonnegative(),
    }),
    z.strictObject({
      added: z.int().nonnegative(),
      state: playbackStateSchema,
      changeUuid: changeUuidSchema,
    }),
  ),
  /** Leaves the current song (recording its play) and moves on. */
  "playback.advance": channel(
    z.strictObject({
      reason: leaveReasonSchema,
      heardSec: z.number().nonnegative(),
      /** With `jump`: the queue index to go to. */
      toIndex: z.int().nonnegative().optional(),
    }),
    playbackStateSchema,
  ),
  /**
   * What was handed over since the last asking, oldest first; each is answered once, so that one window plays it. Asked by
   * a window when it starts (files may have started the app) and at `app.opened`.
   */
  "playback.takeOpened": channel(nothing, z.strictObject({ opened: z.array(openedFilesSchema) })),
  "playback.getQueue": channel(
    windowSchema,
    z.strictObject({
      total: z.int().nonnegative(),
      offset: z.int(),
      rows: z.array(playableSchema),
    }),
  ),
  "playback.removeFromQueue": channel(
    z.strictObject({
      ranges: z.array(indexRangeSchema).min(1).max(1000),
      heardSec: z.number().nonnegative(),
    }),
    queueChangeSchema,
  ),
  /** Moves the rows of one range so that they start before row `to` (indexes before the move). */
  "playback.moveInQueue": channel(
    z.strictObject({ range: indexRangeSchema, to: z.int().nonnegative() }),
    queueChangeSchema,
  ),
  "playback.clearQueue": channel(
    z.strictObject({ heardSec: z.number().nonnegative() }),
    queueChangeSchema,
  ),
  "playback.setModes": channel(
    z.strictObject({ isShuffled: z.boolean().optional(), repeatMode: repeatModeSchema.optional() }),
    playbackStateSchema,
  ),
  "playback.setVolume": channel(
    z.strictObject({ volume: z.number().min(0).max(1), isMuted: z.boolean() }),
    nothing,
  ),
  /** Begins or ends a private session of this profile on this device; the song that plays is part of it. */
  "playback.setPrivate": channel(z.strictObject({ isPrivate: z.boolean() }), playbackStateSchema),
  /** Sent every few seconds while playing and on pause: keeps the in-progress play durable. */
  "playback.reportProgress": channel(
    z.strictObject({
      entryId: z.int().nonnegative(),
      positionSec: z.number().nonnegative(),
      heardSec: z.number().nonnegative(),
    }),
    nothing,
  ),
};

export const playVerdictSchema = z.enum(["played", "skipped", "partial"]);
export type PlayVerdict = z.output<typeof playVerdictSchema>;

export const playEventSchema = z.strictObject({
  uuid: uuidSchema,
  /** Null once the song's row is gone; the snapshot of title and artist stays. */
  songUuid: uuidSchema.nullable(),
  coverKey: z.string().nullable(),
  title: z.string(),
  artist: z.string().nullable(),
  album: z.string().nullable(),
  playedAt: timeMsSchema,
  /** Minutes east of UTC where it was played: days are the listener's days. */
  utcOffsetMin: z.int(),
  durationSec: z.number().nonnegative(),
  heardSec: z.number().nonnegative(),
  verdict: playVerdictSchema,
  sessionUuid: uuidSchema,
});
export type PlayEvent = z.output<typeof playEventSchema>;

export const listeningSessionSchema = z.strictObject({
  uuid: uuidSchema,
  startedAt: timeMsSchema,
  /** Null while it is still open. */
  endedAt: timeMsSchema.nullable(),
  lastActivityAt: timeMsSchema,
  device: z.string(),
  playCount: z.int().nonnegative(),
  skipCount: z.int().nonnegative(),
  heardSec: z.number().nonnegative(),
});
export type ListeningSession = z.output<typeof listeningSessionSchema>;

export const historyContract = {
  /** Play events, newest first. `before` is the cursor of the former answer. */
  "users.getHistory": channel(
    z.strictObject({ limit: z.int().min(1).max(500), before: z.string().max(100).nullable() }),
    z.strictObject({
      events: z.array(playEventSchema),
      /** The sessions that the events above belong to. */
      sessions: z.array(listeningSessionSchema),
      nextCursor: z.string().nullable(),
      total: z.int().nonnegative(),
    }),
  ),
  "users.getStatistics": channel(
    nothing,
    z.strictObject({
      plays: z.int().nonnegative(),
      skips: z.int().nonnegative(),
      partials: z.int().nonnegative(),
      heardSec: z.number().nonnegative(),
      sessions: z.int().nonnegative(),
      songsPlayed: z.int().nonnegative(),
      firstPlayedAt: timeMsSchema.nullable(),
      lastPlayedAt: timeMsSchema.nullable(),
      topSongs: z.array(
        z.strictObject({
          uuid: uuidSchema,
          title: z.string(),
          artist: z.string().nullable(),
          playCount: z.int(),
        }),
      ),
      topArtists: z.array(z.strictObject({ artist: z.string(), playCount: z.int() })),
    }),
  ),
};
