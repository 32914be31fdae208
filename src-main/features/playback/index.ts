import type { Random } from "#shared/domain/playback/queue-order.ts";
import { PeaksService } from "#core/audio/peaks.service.ts";
import { WavTranscoder } from "#core/audio/wav-transcoder.ts";
import type { Caller } from "#core/ipc/caller.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { songFileGone } from "#features/library/index.ts";
import { HistoryService } from "./history.service.ts";
import { createMediaHandler, type MediaDeps, type MediaHandler } from "./media/media-handler.ts";
import { type OpenedSongs, OpenedSongsService } from "./opened-songs.service.ts";
import { type PlaybackHandlers, playbackHandlers } from "./playback.handlers.ts";
import type { SongsPort } from "./playback.ports.ts";
import { PlaybackStateService } from "./playback-state.service.ts";
import { PlaybackService } from "./playback.service.ts";
import { PlaysService } from "./plays.service.ts";
import { queueUndo } from "./queue-undo.ts";
import { QueueKeeper } from "./queue-keeper.service.ts";
import { SongFactsRepository } from "./song-facts.repository.ts";

export { addImportedPlays, type ImportedPlay, openImportedSession } from "./imported-plays.ts";
export { maintenanceTasks } from "./maintenance.ts";
export type { CoverImage, MediaHandler } from "./media/media-handler.ts";
export type { OpenedSongs } from "./opened-songs.service.ts";
export type { PlaybackHandlers } from "./playback.handlers.ts";
export type { SongsPort } from "./playback.ports.ts";

export interface PlaybackDeps {
  readonly songs: SongsPort;
  readonly covers: MediaDeps["covers"];
  /** How long a WAV that nobody listens to goes on being made; see {@link WavTranscoder}. */
  readonly transcodeIdleMs?: number;
  /** Uniform in [0, 1); default `Math.random`. */
  readonly random?: Random;
  /** Minutes east of UTC at a time; default: where this machine is. */
  readonly utcOffsetMin?: (timeMs: number) => number;
}

export interface Playback {
  readonly handlers: PlaybackHandlers;
  readonly mediaHandler: MediaHandler;
  /** Songs that the system or a second launch handed over play next, the first at once; `app.opened` tells the windows. */
  openSongs(opened: OpenedSongs, caller: Caller): void;
  /** A profile is about to be deleted: its plays in progress become events, its queues are forgotten. */
  forget(userId: number): void;
  /** Turns plays in progress into events and stops all decoding. The database must still be open. */
  close(): Promise<void>;
}

/** How often sessions that fell silent are looked for. */
const sessionCheckMs = 60_000;

/** Builds the feature, records what a crash left in progress and closes sessions that fell silent. */
export function createPlayback(context: FeatureContext, deps: PlaybackDeps): Playback {
  const random = deps.random ?? Math.random;
  const utcOffsetMin = deps.utcOffsetMin ?? localUtcOffsetMin;
  const { songs: library } = deps;
  const facts = new SongFactsRepository(context.database.read);
  const plays = new PlaysService(context, facts, utcOffsetMin);
  const states = new PlaybackStateService(facts, library, random);
  const keeper = new QueueKeeper({ context, songs: facts, plays, states, utcOffsetMin, random });
  context.journal.register(queueUndo(keeper));
  const playback = new PlaybackService({ keeper, states, library, random });
  const opened = new OpenedSongsService(playback, context.events);
  const transcoder = new WavTranscoder({
    cacheFolder: context.paths.transcodeCache,
    ...(deps.transcodeIdleMs === undefined ? {} : { idleMs: deps.transcodeIdleMs }),
  });
  const history = new HistoryService(context.database.read);

  const recovered = keeper.recover();
  if (recovered.length > 0)
    context.logger.info("Recorded plays that were in progress", { plays: recovered.length });
  plays.closeSilentSessions();
  const sessionCheck = setInterval(() => {
    try {
      plays.closeSilentSessions();
    } catch (error) {
      context.logger.warn("Silent sessions could not be closed; tried again in a minute", {
        error,
      });
    }
  }, sessionCheckMs);
  sessionCheck.unref();

  return {
    handlers: playbackHandlers({ playback, opened, plays, history, library }),
    mediaHandler: createMediaHandler({
      songs: facts,
      covers: deps.covers,
      transcoder,
      peaks: new PeaksService({ cacheFolder: context.paths.peakCache }),
      markMissing: songFileGone(context),
      logger: context.logger,
    }),
    openSongs: (songs, caller) => opened.add(caller, songs),
    forget: (userId) => keeper.forget(userId),
    async close() {
      clearInterval(sessionCheck);
      keeper.close();
      await transcoder.close();
    },
  };
}

function localUtcOffsetMin(timeMs: number): number {
  return -new Date(timeMs).getTimezoneOffset();
}
