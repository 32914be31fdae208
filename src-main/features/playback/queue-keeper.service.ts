import type { PlaybackState } from "#shared/contract/index.ts";
import type { Random } from "#shared/domain/playback/queue-order.ts";
import { type LeaveCause, withReport } from "#shared/domain/playback/play-verdict.ts";
import { emptyQueue, entryAt, songAt } from "#shared/domain/playback/queue.ts";
import type { WriteTx } from "#core/db/database.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { type ChangeAuthor, withoutJournal } from "#core/journal/journal.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import type { Change, LiveQueue } from "./live-queue.ts";
import type { PlaybackStateService } from "./playback-state.service.ts";
import type { FinishedPlay, Listener, PlaysService, RecordedPlay } from "./plays.service.ts";
import { afterUndo } from "./queue-after-undo.ts";
import { QueueRepository, type StoredPlay, type StoredQueue } from "./queue.repository.ts";
import type { SongFactsRepository } from "./song-facts.repository.ts";

/** How a person's change of what stands in the queue is written down. */
export interface QueueEntryOfJournal {
  readonly kind: `queue.${string}`;
  readonly summary: string;
}

/** What came of a change. */
export interface Committed {
  readonly state: PlaybackState;
  /** Names the journal's entry; null: the change was none that is undone. */
  readonly changeUuid: string | null;
}

/** A change that is made up and waits to be written and told. */
interface Prepared {
  readonly live: LiveQueue;
  readonly left: FinishedPlay | null;
}

/** A queue that an undo put back, to be told once the transaction stands. */
interface PutBack {
  readonly live: LiveQueue;
  readonly recorded: readonly RecordedPlay[];
}

/**
 * The one writer of every queue: keeps them in memory, writes each change and the event of the song it leaves in one
 * transaction, and tells the profile's windows.
 */
export class QueueKeeper {
  readonly #context: FeatureContext;
  readonly #repository: QueueRepository;
  readonly #songs: SongFactsRepository;
  readonly #plays: PlaysService;
  readonly #states: PlaybackStateService;
  readonly #utcOffsetMin: (timeMs: number) => number;
  readonly #random: Random;
  readonly #queues = new Map<string, LiveQueue>();
  /** What the undo that is being written makes of queues; of one that failed, nothing is ever told. */
  readonly #putBack = new Map<string, PutBack>();

  constructor(parts: {
    readonly context: FeatureContext;
    readonly songs: SongFactsRepository;
    readonly plays: PlaysService;
    readonly states: PlaybackStateService;
    readonly utcOffsetMin: (timeMs: number) => number;
    readonly random: Random;
  }) {
    this.#context = parts.context;
    this.#repository = new QueueRepository(parts.context.database.read);
    this.#songs = parts.songs;
    this.#plays = parts.plays;
    this.#states = parts.states;
    this.#utcOffsetMin = parts.utcOffsetMin;
    this.#random = parts.random;
  }

  /** The queue of the caller's profile and device; an empty one when there was none. */
  live(caller: Pick<Caller, "actor" | "device">): LiveQueue {
    return this.#liveOf({ userId: caller.actor.userId, device: caller.device });
  }

  #liveOf(listener: Listener): LiveQueue {
    const key = keyOf(listener);
    const known = this.#queues.get(key);
    if (known !== undefined) return known;
    const { userId, device } = listener;
    const stored = this.#repository.getByUserAndDevice(userId, device);
    const live: LiveQueue = {
      ...(stored ?? newQueue(userId, device)),
      readyAt: this.#context.now(),
      unwrittenEntryId: null,
      isStored: stored !== undefined,
    };
    this.#queues.set(key, live);
    return live;
  }

  stateFor(caller: Pick<Caller, "actor" | "device">): PlaybackState {
    const live = this.live(caller);
    const { state, queue } = this.#states.stateOf(live, caller.actor);
    if (queue !== live.queue) this.#hold({ ...live, queue });
    return state;
  }

  /** Writes a change that every window should see. @returns the new state */
  commit(caller: Caller, next: LiveQueue, change: Change): PlaybackState {
    return this.#commit(caller, next, change).state;
  }

  /** Writes what a person changed of what stands in the queue: one entry of the journal. */
  change(caller: Caller, next: LiveQueue, change: Change, journal: QueueEntryOfJournal): Committed {
    return this.#commit(caller, next, { ...change, entries: true }, journal);
  }

  #commit(
    caller: Caller,
    next: LiveQueue,
    change: Change,
    journal?: QueueEntryOfJournal,
  ): Committed {
    const former = this.live(caller);
    const { live, left } = this.#prepare(former, next, change);
    const write = (tx: WriteTx): RecordedPlay | null => {
      const written = left === null ? null : this.#plays.record(tx, left);
      if (!former.isStored) this.#repository.create(tx, live, this.#context.now());
      // Where the queue is left goes with it: that is where an undo returns to, not to where it once began.
      if (journal !== undefined) withoutJournal(tx, () => this.#repository.saveLeft(tx, former));
      this.#save(tx, live, true, change.entries ?? false);
      if (journal !== undefined) this.#repository.saveLeft(tx, live);
      return written;
    };
    const { result: recorded, changeUuid } =
      journal === undefined
        ? { result: this.#context.database.write(write), changeUuid: null }
        : this.#context.journal.change(caller, write, journal);
    this.#hold(live);
    const state = this.stateFor(caller);
    if (recorded !== null) this.#plays.announce(live, recorded);
    this.#context.events.emit("playback.changed", { state }, live.userId, live.device);
    return { state, changeUuid };
  }

  /** Before an undo writes queues: what plays in them now must be known. @param queueIds rows of `playback_queue` */
  expectUndo(queueIds: readonly number[]): void {
    for (const listener of this.#repository.listeners(queueIds)) this.#liveOf(listener);
  }

  /**
   * Entries were put back by an undo: a song that stands in both goes on playing, else the queue stands where it was left.
   * In the undo's transaction; nothing is told before {@link tellUndone}.
   */
  applyUndo(tx: WriteTx, queueIds: readonly number[]): void {
    for (const restored of this.#repository.getByIds(queueIds)) {
      const key = keyOf(restored);
      const waiting = this.#putBack.get(key);
      // Of several changes undone at once, each begins where the last one ended; one of a failed undo counts for nothing.
      const isSameUndo = waiting?.live.revision === restored.revision;
      const former = isSameUndo ? waiting.live : this.#liveOf(restored);
      const { next, change } = afterUndo(former, restored, this.#random);
      const { live, left } = this.#prepare(former, next, change);
      const recorded = left === null ? [] : [this.#plays.record(tx, left)];
      this.#repository.saveEntries(tx, live, this.#context.now());
      this.#putBack.set(key, {
        live,
        recorded: [...(isSameUndo ? waiting.recorded : []), ...recorded],
      });
    }
  }

  /** The undo stands: the queues are what it made of them, and the windows hear so. */
  tellUndone(author: ChangeAuthor): void {
    for (const { live, recorded } of this.#putBack.values()) {
      this.#hold(live);
      const state = this.stateFor({ actor: author.actor, device: live.device });
      for (const one of recorded) this.#plays.announce(live, one);
      this.#context.events.emit("playback.changed", { state }, live.userId, live.device);
    }
  }

  #prepare(former: LiveQueue, next: LiveQueue, change: Change): Prepared {
    const left = change.leave === undefined ? null : this.#finished(former, change.leave);
    const enters = change.enters ?? (change.leave === undefined && this.#isFirst(former, next));
    const isSamePlay = change.leave === undefined && !enters;
    const now = this.#context.now();
    const begun = enters
      ? { startedAt: now, heardSec: 0, utcOffsetMin: this.#utcOffsetMin(now) }
      : null;
    const kept = next.play === null ? null : former.play;
    const prepared: LiveQueue = {
      ...next,
      revision: former.revision + 1,
      play: next.isPrivate ? null : isSamePlay ? kept : begun,
      readyAt: isSamePlay ? former.readyAt : now,
      unwrittenEntryId: isSamePlay ? next.unwrittenEntryId : null,
      isStored: true,
    };
    return { live: prepared, left };
  }

  /**
   * Begins or ends a private session. What is heard of the current song is written down nowhere, be it before, in or after
   * the session: its play is dropped.
   */
  setPrivate(caller: Caller, isPrivate: boolean): PlaybackState {
    const live = this.live(caller);
    if (live.isPrivate === isPrivate) return this.stateFor(caller);
    const unwrittenEntryId = isPrivate ? null : (currentEntryOf(live) ?? null);
    return this.commit(caller, { ...live, isPrivate, play: null, unwrittenEntryId }, {});
  }

  /** A profile is about to be deleted: its plays in progress become events, its queues are forgotten. */
  forget(userId: number): void {
    const own = [...this.#queues].filter(([, live]) => live.userId === userId);
    this.#context.database.write((tx) => {
      for (const [, live] of own) if (live.play !== null) this.#settle(tx, live);
    });
    for (const [key] of own) {
      this.#queues.delete(key);
      this.#putBack.delete(key);
    }
  }

  /** Writes a change that no other window reacts to (volume). */
  keep(caller: Caller, next: LiveQueue): void {
    const { isStored } = this.live(caller);
    this.#context.database.write((tx) => {
      this.#save(tx, next, isStored, false);
    });
    this.#hold({ ...next, isStored: true });
  }

  /** Keeps what was heard of the current song durable. */
  progress(live: LiveQueue, positionSec: number, heardSec: number): void {
    const play = this.#withHeard(live, heardSec);
    const isHeard = (play?.heardSec ?? 0) > (live.play?.heardSec ?? 0);
    const next = { ...live, positionSec, play };
    this.#context.database.write((tx) => {
      this.#save(tx, next, live.isStored, false);
      if (isHeard) this.#plays.keepSessionOpen(tx, live);
    });
    this.#hold({ ...next, isStored: true });
  }

  /** Turns plays that a crash left in progress into events, once, at start. */
  recover(): RecordedPlay[] {
    return this.#context.database.write((tx) =>
      this.#repository.getWithPlay().flatMap((stored) => this.#settle(tx, stored)),
    );
  }

  /** The app closes: plays in progress become events, the queues stay as they stand. */
  close(): void {
    this.#context.database.write((tx) => {
      for (const live of this.#queues.values()) if (live.play !== null) this.#settle(tx, live);
    });
    this.#queues.clear();
    this.#putBack.clear();
  }

  #hold(live: LiveQueue): void {
    const key = keyOf(live);
    this.#queues.set(key, live);
    this.#putBack.delete(key);
  }

  #settle(tx: WriteTx, stored: StoredQueue): RecordedPlay[] {
    const { play } = stored;
    const song = this.#currentSong(stored);
    this.#repository.savePosition(tx, { ...stored, play: null }, this.#context.now());
    if (play === null || play.heardSec <= 0 || song === undefined) return [];
    const finished = {
      listener: stored,
      song,
      ...play,
      cause: "closed" as const,
      context: "queue",
      playlistId: stored.playlistId,
    };
    return [this.#plays.record(tx, finished)];
  }

  #save(tx: WriteTx, live: LiveQueue, isStored: boolean, entries: boolean): void {
    const now = this.#context.now();
    if (!isStored) this.#repository.create(tx, live, now);
    if (entries || !isStored) this.#repository.saveEntries(tx, live, now);
    else this.#repository.savePosition(tx, live, now);
  }

  /** The event of the song that is being left; null when nothing of it was heard. */
  #finished(live: LiveQueue, leave: { readonly cause: LeaveCause; readonly heardSec: number }) {
    const play = this.#withHeard(live, leave.heardSec);
    const song = this.#currentSong(live);
    if (play === null || play.heardSec <= 0 || song === undefined) return null;
    const listener: Listener = { userId: live.userId, device: live.device };
    const { playlistId } = live;
    return { listener, song, ...play, cause: leave.cause, context: "queue", playlistId };
  }

  #withHeard(live: LiveQueue, heardSec: number): StoredPlay | null {
    if (live.queue.position === null || isUnwritten(live)) return null;
    const now = this.#context.now();
    const since = live.play ?? { startedAt: live.readyAt, heardSec: 0 };
    const play = withReport(since, heardSec, now);
    if (live.play === null && play.heardSec <= 0) return null;
    return { ...play, utcOffsetMin: this.#utcOffsetMin(play.startedAt) };
  }

  #currentSong(stored: StoredQueue) {
    const { queue } = stored;
    const songId = queue.position === null ? undefined : songAt(queue, queue.position);
    return songId === undefined ? undefined : this.#songs.getById(songId);
  }

  #isFirst(former: LiveQueue, next: LiveQueue): boolean {
    return former.queue.position === null && next.queue.position !== null;
  }
}

/** Whether what is heard now is written down nowhere. */
function isUnwritten(live: LiveQueue): boolean {
  return (
    live.isPrivate ||
    (live.unwrittenEntryId !== null && live.unwrittenEntryId === currentEntryOf(live))
  );
}

function currentEntryOf({ queue }: LiveQueue): number | undefined {
  return queue.position === null ? undefined : entryAt(queue, queue.position);
}

function keyOf({ userId, device }: Listener): string {
  return `${userId} ${device}`;
}

function newQueue(userId: number, device: string): StoredQueue {
  return {
    userId,
    device,
    revision: 0,
    queue: emptyQueue,
    repeatMode: "off",
    positionSec: 0,
    volume: 1,
    isMuted: false,
    isPrivate: false,
    playlistId: null,
    play: null,
  };
}
