import type { OpenedFiles } from "#shared/contract/index.ts";
import type { Caller } from "#core/ipc/caller.ts";
import type { EventHub } from "#core/ipc/event-hub.ts";
import type { PlaybackService } from "./playback.service.ts";

/** What became of the paths that were handed over. */
export interface OpenedSongs {
  /** In the order in which they are to play. */
  readonly songIds: readonly number[];
  /** Folders that are watched from now on. */
  readonly folders: readonly string[];
  /** Sentences that say why the others could not be opened. */
  readonly problems: readonly string[];
}

type Waiting = Omit<OpenedFiles, "start"> & { readonly entryId: number | null };

const shownProblems = 20;

/**
 * Songs that the system or a second launch handed over. They go next in the queue at once; the playing is a window's to do, and
 * that window may be only about to open, so it fetches what waits for it.
 */
export class OpenedSongsService {
  readonly #playback: PlaybackService;
  readonly #events: EventHub;
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(playback: PlaybackService, events: EventHub) {
    this.#playback = playback;
    this.#events = events;
  }

  add(caller: Caller, { songIds, folders, problems }: OpenedSongs): void {
    const entryId = this.#playback.insertNext(caller, songIds);
    const key = keyOf(caller);
    const waiting = this.#waiting.get(key) ?? [];
    waiting.push({
      added: songIds.length,
      entryId,
      folders: [...folders],
      problems: problems.slice(0, shownProblems),
      problemCount: problems.length,
    });
    this.#waiting.set(key, waiting);
    this.#events.emit("app.opened", {}, caller.actor.userId, caller.device);
  }

  /** Hands over what waits, once. */
  take(caller: Caller): OpenedFiles[] {
    const key = keyOf(caller);
    const waiting = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    return waiting.map(({ entryId, ...opened }) => ({
      ...opened,
      start: this.#startOf(caller, entryId),
    }));
  }

  #startOf(caller: Caller, entryId: number | null): OpenedFiles["start"] {
    const queueIndex = entryId === null ? null : this.#playback.indexOf(caller, entryId);
    return entryId === null || queueIndex === null ? null : { entryId, queueIndex };
  }
}

/** A profile's queue on a device, as the queue itself is kept. */
function keyOf({ actor, device }: Caller): string {
  return `${actor.userId} ${device}`;
}
