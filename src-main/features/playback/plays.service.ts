import { randomUUID } from "node:crypto";
import type { PlayVerdict } from "#shared/contract/index.ts";
import {
  continuesSession,
  type LeaveCause,
  playVerdict,
  sessionSilenceMs,
} from "#shared/domain/playback/play-verdict.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { WriteTx } from "#core/db/database.ts";
import type { Caller } from "#core/ipc/caller.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { PlaysRepository } from "./plays.repository.ts";
import type { SongFacts, SongFactsRepository } from "./song-facts.repository.ts";

/** Whose listening it is: sessions are per profile and device. */
export interface Listener {
  readonly userId: number;
  readonly device: string;
}

/** A song that left the player. */
export interface FinishedPlay {
  readonly listener: Listener;
  readonly song: SongFacts;
  readonly startedAt: number;
  readonly heardSec: number;
  readonly utcOffsetMin: number;
  readonly cause: LeaveCause;
  /** What it was played from, kept on the session it opens. */
  readonly context: string;
  /** The playlist whose plays it counts among; null: none. */
  readonly playlistId: number | null;
}

export interface RecordedPlay {
  readonly eventUuid: string;
  readonly songUuid: string;
  readonly verdict: PlayVerdict;
}

/** A song that runs to its end may report a little less than its tagged length. */
const completeWithinSec = 1;

/** Writes play events into their listening sessions. Events are never rewritten (law 7). */
export class PlaysService {
  readonly #context: FeatureContext;
  readonly #songs: SongFactsRepository;
  readonly #repository: PlaysRepository;
  readonly #utcOffsetMin: (timeMs: number) => number;

  constructor(
    context: FeatureContext,
    songs: SongFactsRepository,
    utcOffsetMin: (timeMs: number) => number,
  ) {
    this.#context = context;
    this.#songs = songs;
    this.#repository = new PlaysRepository(context.database.read);
    this.#utcOffsetMin = utcOffsetMin;
  }

  /** Writes one event. Tell about it with {@link announce} once the transaction is through. */
  record(tx: WriteTx, play: FinishedPlay): RecordedPlay {
    const { listener, song, cause } = play;
    const heardSec = Math.round(play.heardSec * 1000) / 1000;
    const verdict = playVerdict({
      heardSec,
      durationSec: song.durationSec,
      isGenerated: song.origin === "generated",
      cause,
    });
    const eventUuid = randomUUID();
    this.#repository.create(
      tx,
      {
        uuid: eventUuid,
        userId: listener.userId,
        songId: song.id,
        playedAt: play.startedAt,
        utcOffsetMin: play.utcOffsetMin,
        heardSec,
        durationSec: song.durationSec,
        verdict,
        isCompleted: cause === "ended",
        title: song.title,
        artist: song.artist,
        album: song.album,
        playlistId: play.playlistId,
      },
      this.#sessionFor(tx, play),
    );
    return { eventUuid, songUuid: song.uuid, verdict };
  }

  announce(listener: Listener, recorded: RecordedPlay): void {
    const { eventUuid, songUuid } = recorded;
    this.#context.events.emit("history.added", { eventUuid, songUuid }, listener.userId);
  }

  /**
   * Records a listen that happened outside the player and ended just now. `isSkip`: the person left the song.
   * @throws AppError not_found when there is no such song
   */
  recordOutside(
    caller: Caller,
    songId: number | undefined,
    secondsHeard: number,
    isSkip: boolean,
  ): RecordedPlay {
    const song = songId === undefined ? undefined : this.#songs.getById(songId);
    if (song === undefined)
      throw new AppError("not_found", "There is no song with this id in the library.");
    const startedAt = Math.round(this.#context.now() - secondsHeard * 1000);
    const isComplete = secondsHeard >= song.durationSec - completeWithinSec;
    const listener = { userId: caller.actor.userId, device: caller.device };
    const recorded = this.#context.database.write((tx) =>
      this.record(tx, {
        listener,
        song,
        startedAt,
        heardSec: secondsHeard,
        utcOffsetMin: this.#utcOffsetMin(startedAt),
        cause: isSkip ? "next" : isComplete ? "ended" : "stopped",
        context: "outside",
        playlistId: null,
      }),
    );
    this.announce(listener, recorded);
    return recorded;
  }

  /** A song is being heard: its session does not fall silent during a long one. */
  keepSessionOpen(tx: WriteTx, { userId, device }: Listener): void {
    const now = this.#context.now();
    this.#repository.keepSessionOpen(tx, userId, device, now, now - sessionSilenceMs);
  }

  /** Closes sessions that fell silent. */
  closeSilentSessions(): void {
    const silentSince = this.#context.now() - sessionSilenceMs;
    if (!this.#repository.hasSilentSessions(silentSince)) return;
    this.#context.database.write((tx) => this.#repository.closeSilentSessions(tx, silentSince));
  }

  #sessionFor(tx: WriteTx, { listener, startedAt, context }: FinishedPlay): number {
    const open = this.#repository.getOpenSession(listener.userId, listener.device);
    if (open !== undefined && continuesSession(open.lastActivityAt, startedAt)) return open.id;
    if (open !== undefined) this.#repository.closeSession(tx, open.id);
    return this.#repository.openSession(tx, {
      uuid: randomUUID(),
      userId: listener.userId,
      device: listener.device,
      context,
      startedAt,
    });
  }
}
