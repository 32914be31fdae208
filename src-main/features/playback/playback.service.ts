import type {
  ChannelInput,
  LeaveReason,
  Playable,
  PlaybackState,
  RepeatMode,
} from "#shared/contract/index.ts";
import type { LeaveCause } from "#shared/domain/playback/play-verdict.ts";
import type { Random } from "#shared/domain/playback/queue-order.ts";
import { settle, type Step, stepAhead, stepBack } from "#shared/domain/playback/queue-steps.ts";
import {
  append,
  clearQueue,
  entryAt,
  indexOfEntry,
  insertNext,
  isShuffled,
  jumpTo,
  moveRange,
  type Queue,
  queueSize,
  removeRanges,
  replaceAll,
  setShuffled,
  songAt,
} from "#shared/domain/playback/queue.ts";
import { assertNever } from "#shared/lib/assert-never.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import type { SongsPort } from "./playback.ports.ts";
import type { PlaybackStateService } from "./playback-state.service.ts";
import type { LiveQueue } from "./live-queue.ts";
import type { Committed, QueueEntryOfJournal, QueueKeeper } from "./queue-keeper.service.ts";

type Input<Name extends "enqueue" | "advance"> = ChannelInput<`playback.${Name}`>;

/** The use cases of the queue: what a window asks for, as one change each. */
export class PlaybackService {
  readonly #keeper: QueueKeeper;
  readonly #states: PlaybackStateService;
  readonly #library: SongsPort;
  readonly #random: Random;

  constructor(parts: {
    readonly keeper: QueueKeeper;
    readonly states: PlaybackStateService;
    readonly library: SongsPort;
    readonly random: Random;
  }) {
    this.#keeper = parts.keeper;
    this.#states = parts.states;
    this.#library = parts.library;
    this.#random = parts.random;
  }

  getState(caller: Caller): PlaybackState {
    return this.#keeper.stateFor(caller);
  }

  getQueue(caller: Caller, offset: number, limit: number): { total: number; rows: Playable[] } {
    const { queue } = this.#keeper.live(caller);
    const rows = this.#states.rows(queue, offset, limit, caller.actor);
    return { total: queueSize(queue), rows };
  }

  async enqueue(caller: Caller, input: Input<"enqueue">): Promise<{ added: number } & Committed> {
    const { songIds, playlistId } = await this.#library.songsToPlay(input.selection);
    // Rows without a song are not played, so the others move up.
    const startIndex = songIds.subarray(0, input.startIndex).filter((id) => id !== 0).length;
    const found = songIds.filter((id) => id !== 0);
    return this.#enqueueSongs(caller, found, { ...input, startIndex }, playlistId);
  }

  /** Puts songs after the current one. @returns the entry of the first; null without songs */
  insertNext(caller: Caller, songIds: readonly number[]): number | null {
    if (songIds.length === 0) return null;
    const { nextEntryId } = this.#keeper.live(caller).queue;
    this.#enqueueSongs(caller, Uint32Array.from(songIds), {
      mode: "next",
      startIndex: 0,
      heardSec: 0,
    });
    return nextEntryId;
  }

  /** Where an entry stands in the order of play; null when it is not in the queue any more. */
  indexOf(caller: Caller, entryId: number): number | null {
    return indexOfEntry(this.#keeper.live(caller).queue, entryId);
  }

  advance(caller: Caller, input: Input<"advance">): PlaybackState {
    const live = this.#keeper.live(caller);
    const { reason, heardSec } = input;
    const leave = { cause: reason, heardSec };
    if (reason === "stopped") return this.#keeper.commit(caller, live, { leave, enters: false });
    if (reason === "previous") {
      const step = stepBack(live.queue, live.repeatMode !== "off", this.#playable);
      if (step !== null) return this.#enter(caller, live, step, leave);
      return this.#keeper.commit(caller, { ...live, positionSec: 0 }, {});
    }
    if (reason === "jump") return this.#jump(caller, live, input.toIndex, leave);
    const step = this.#stepFor(live, reason);
    return step === null
      ? this.#runOut(caller, live, leave)
      : this.#enter(caller, live, step, leave);
  }

  removeFromQueue(
    caller: Caller,
    ranges: readonly { readonly from: number; readonly to: number }[],
    heardSec: number,
  ): Committed {
    const live = this.#keeper.live(caller);
    const queue = removeRanges(live.queue, ranges);
    const removed = queueSize(live.queue) - queueSize(queue);
    const leave = { cause: "removed", heardSec } as const;
    return this.#restructure(caller, live, queue, leave, {
      kind: "queue.remove",
      summary: `Removed ${songCount(removed)} from the queue`,
    });
  }

  moveInQueue(
    caller: Caller,
    range: { readonly from: number; readonly to: number },
    to: number,
  ): Committed {
    const live = this.#keeper.live(caller);
    const queue = moveRange(live.queue, range, to);
    const moved = Math.min(range.to, queueSize(queue)) - range.from;
    const leave = { cause: "removed", heardSec: 0 } as const;
    return this.#restructure(caller, live, queue, leave, {
      kind: "queue.move",
      summary: `Moved ${songCount(moved)} in the queue`,
    });
  }

  clearQueue(caller: Caller, heardSec: number): Committed {
    const live = this.#keeper.live(caller);
    const leave = { cause: "stopped", heardSec } as const;
    return this.#restructure(caller, live, clearQueue(live.queue), leave, {
      kind: "queue.clear",
      summary: `Cleared the queue of ${songCount(queueSize(live.queue))}`,
    });
  }

  setModes(
    caller: Caller,
    modes: {
      readonly isShuffled?: boolean | undefined;
      readonly repeatMode?: RepeatMode | undefined;
    },
  ): PlaybackState {
    const live = this.#keeper.live(caller);
    const shuffle = modes.isShuffled ?? isShuffled(live.queue);
    const queue = setShuffled(live.queue, shuffle, this.#random);
    const repeatMode = modes.repeatMode ?? live.repeatMode;
    const entries = queue !== live.queue;
    return this.#keeper.commit(caller, { ...live, queue, repeatMode }, { entries });
  }

  /** A private session: what is heard is written down nowhere. */
  setPrivate(caller: Caller, isPrivate: boolean): PlaybackState {
    return this.#keeper.setPrivate(caller, isPrivate);
  }

  setVolume(caller: Caller, volume: number, isMuted: boolean): void {
    this.#keeper.keep(caller, { ...this.#keeper.live(caller), volume, isMuted });
  }

  reportProgress(
    caller: Caller,
    report: { readonly entryId: number; readonly positionSec: number; readonly heardSec: number },
  ): void {
    const live = this.#keeper.live(caller);
    // A late report of a song that has left.
    if (currentEntry(live.queue) !== report.entryId) return;
    this.#keeper.progress(live, report.positionSec, report.heardSec);
  }

  readonly #playable = (songIds: readonly number[]): ReadonlySet<number> =>
    this.#states.playableAmong(songIds);

  #enqueueSongs(
    caller: Caller,
    songIds: Uint32Array,
    input: Omit<Input<"enqueue">, "selection">,
    playlistId: number | null = null,
  ): { added: number } & Committed {
    const former = this.#keeper.live(caller);
    const live = { ...former, playlistId: playlistAfter(former, input.mode, playlistId) };
    if (songIds.length === 0)
      return { added: 0, state: this.#keeper.stateFor(caller), changeUuid: null };
    const leave = { cause: "replaced" as const, heardSec: input.heardSec };
    const queue = this.#withSongs(live.queue, songIds, input);
    const journal = enqueued[input.mode](songCount(songIds.length));
    return {
      added: songIds.length,
      ...this.#restructure(caller, live, queue, leave, journal),
    };
  }

  #withSongs(
    queue: Queue,
    songIds: Uint32Array,
    { mode, startIndex, shuffle }: Omit<Input<"enqueue">, "selection">,
  ): Queue {
    switch (mode) {
      case "next":
        return insertNext(queue, songIds);
      case "append":
        return append(queue, songIds, this.#random);
      case "replace": {
        // Asked to shuffle, any song may begin; with shuffle merely on, the one that was chosen does.
        const start = shuffle === true ? null : startIndex;
        const options = { startIndex: start, isShuffled: shuffle ?? isShuffled(queue) };
        return replaceAll(queue, songIds, options, this.#random);
      }
      default:
        return assertNever(mode);
    }
  }

  /** Takes a changed list of entries; when its current entry is another than before, that one is entered. */
  #restructure(
    caller: Caller,
    live: LiveQueue,
    changed: Queue,
    leave: { readonly cause: LeaveCause; readonly heardSec: number },
    journal: QueueEntryOfJournal,
  ): Committed {
    if (changed === live.queue) return { state: this.#keeper.stateFor(caller), changeUuid: null };
    const before = currentEntry(live.queue);
    if (before !== undefined && currentEntry(changed) === before)
      return this.#keeper.change(caller, { ...live, queue: changed }, {}, journal);
    const queue =
      queueSize(changed) === 0 ? changed : jumpTo(changed, settle(changed, this.#playable));
    return this.#keeper.change(
      caller,
      { ...live, queue, positionSec: 0 },
      { leave, enters: queue.position !== null },
      journal,
    );
  }

  #stepFor(
    live: LiveQueue,
    reason: Exclude<LeaveReason, "previous" | "jump" | "stopped">,
  ): Step | null {
    const { queue, repeatMode } = live;
    const { position } = queue;
    if (reason === "ended" && repeatMode === "one" && position !== null) {
      const song = songAt(queue, position);
      if (song !== undefined && this.#playable([song]).has(song)) return { queue, index: position };
    }
    // Who presses "next" on a song that repeats wants another one, the first again after the last.
    const wraps = repeatMode === "all" || (repeatMode === "one" && reason === "next");
    const { step } = stepAhead(queue, wraps, this.#playable, this.#random);
    const isSame = step !== null && entryAt(step.queue, step.index) === currentEntry(queue);
    // A song that failed is not tried again at once.
    return reason === "failed" && isSame ? null : step;
  }

  #enter(
    caller: Caller,
    live: LiveQueue,
    step: Step,
    leave: { readonly cause: LeaveCause; readonly heardSec: number },
  ): PlaybackState {
    const queue = jumpTo(step.queue, step.index);
    const entries = queue.order !== live.queue.order;
    return this.#keeper.commit(
      caller,
      { ...live, queue, positionSec: 0 },
      { entries, leave, enters: true },
    );
  }

  /** Nothing follows: the song stands at its start again, silent; or nothing is current when it cannot be played. */
  #runOut(
    caller: Caller,
    live: LiveQueue,
    leave: { readonly cause: LeaveCause; readonly heardSec: number },
  ): PlaybackState {
    const { position } = live.queue;
    const song = position === null ? undefined : songAt(live.queue, position);
    const isPlayable = song !== undefined && this.#playable([song]).has(song);
    const queue = isPlayable ? live.queue : jumpTo(live.queue, null);
    const next = { ...live, queue, positionSec: 0 };
    return this.#keeper.commit(caller, next, { leave, enters: false });
  }

  #jump(
    caller: Caller,
    live: LiveQueue,
    toIndex: number | undefined,
    leave: { readonly cause: LeaveCause; readonly heardSec: number },
  ): PlaybackState {
    const song = toIndex === undefined ? undefined : songAt(live.queue, toIndex);
    if (toIndex === undefined || song === undefined) {
      throw new AppError(
        "invalid_input",
        "The queue has changed; that song is not in it any more.",
        {
          toIndex: toIndex ?? null,
          total: queueSize(live.queue),
        },
      );
    }
    if (!this.#playable([song]).has(song)) {
      throw new AppError(
        "unavailable",
        "That song's file is not there now, so it cannot be played. Connect its drive or scan its folder again.",
      );
    }
    return this.#enter(caller, live, { queue: live.queue, index: toIndex }, leave);
  }
}

const enqueued: Readonly<Record<Input<"enqueue">["mode"], (songs: string) => QueueEntryOfJournal>> =
  {
    replace: (songs) => ({ kind: "queue.replace", summary: `Replaced the queue with ${songs}` }),
    next: (songs) => ({ kind: "queue.next", summary: `Put ${songs} next in the queue` }),
    append: (songs) => ({ kind: "queue.append", summary: `Added ${songs} to the queue` }),
  };

function songCount(count: number): string {
  return count === 1 ? "1 song" : `${count} songs`;
}

function currentEntry(queue: Queue): number | undefined {
  return queue.position === null ? undefined : entryAt(queue, queue.position);
}

/** The playlist that all of a queue comes from, once songs of one (null: of none) were put into it. */
function playlistAfter(
  { queue, playlistId }: LiveQueue,
  mode: Input<"enqueue">["mode"],
  added: number | null,
): number | null {
  if (mode === "replace" || queueSize(queue) === 0) return added;
  return playlistId === added ? added : null;
}
