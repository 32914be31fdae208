import type { Playable, PlaybackState, RepeatMode } from "#shared/contract/index.ts";
import { isPlayableByChromium } from "#shared/domain/playback/playable.ts";
import { type PlayableAmong, stepAhead, stepBack } from "#shared/domain/playback/queue-steps.ts";
import type { Random } from "#shared/domain/playback/queue-order.ts";
import {
  entryAt,
  isShuffled,
  type Queue,
  queueSize,
  songAt,
  songsBetween,
} from "#shared/domain/playback/queue.ts";
import type { Actor } from "#core/ipc/caller.ts";
import type { SongsPort } from "./playback.ports.ts";
import type { StoredQueue } from "./queue.repository.ts";
import { SongDurations } from "./song-durations.ts";
import type { SongFactsRepository } from "./song-facts.repository.ts";

/** Turns queues of numbers into what a window shows. Reads only. */
export class PlaybackStateService {
  readonly durations: SongDurations;
  readonly #songs: SongFactsRepository;
  readonly #library: Pick<SongsPort, "songRows">;
  readonly #random: Random;

  constructor(songs: SongFactsRepository, library: Pick<SongsPort, "songRows">, random: Random) {
    this.#songs = songs;
    this.#library = library;
    this.#random = random;
    this.durations = new SongDurations(songs);
  }

  readonly playableAmong: PlayableAmong = (songIds) => this.#songs.playableAmong(songIds);

  /**
   * The state for a window. `queue` is the one to keep: announcing what is next may have drawn the order of the next round.
   */
  stateOf(stored: StoredQueue, actor: Actor): { state: PlaybackState; queue: Queue } {
    const { repeatMode } = stored;
    const ahead = this.#upcoming(stored.queue, repeatMode);
    const { queue } = ahead;
    const { position } = queue;
    const entries: QueueEntry[] = [];
    if (position !== null) entries.push({ queue, index: position });
    if (ahead.upcoming !== null) entries.push(ahead.upcoming);
    const playables = this.#playables(entries, actor);
    const current = position === null ? null : (playables[0] ?? null);
    const upcoming = ahead.upcoming === null ? null : (playables.at(-1) ?? null);
    const state: PlaybackState = {
      revision: stored.revision,
      total: queueSize(queue),
      totalDurationSec: this.durations.total(queue),
      nextDurationSec: this.durations.afterCurrent(queue),
      current,
      upcoming,
      hasPrevious: stepBack(queue, repeatMode !== "off", this.playableAmong) !== null,
      isShuffled: isShuffled(queue),
      repeatMode,
      positionSec: stored.positionSec,
      heardSec: stored.play?.heardSec ?? 0,
      volume: stored.volume,
      isMuted: stored.isMuted,
      isPrivate: stored.isPrivate,
    };
    return { state, queue };
  }

  /** A window onto the order of play. Entries whose song is gone from the database are left out. */
  rows(queue: Queue, offset: number, limit: number, actor: Actor): Playable[] {
    const count = songsBetween(queue, offset, offset + limit).length;
    const entries = Array.from({ length: count }, (_, index) => ({ queue, index: offset + index }));
    return this.#playables(entries, actor).filter((playable) => playable !== null);
  }

  #upcoming(queue: Queue, repeatMode: RepeatMode): { queue: Queue; upcoming: QueueEntry | null } {
    if (queue.position === null) return { queue, upcoming: null };
    if (repeatMode === "one") {
      const song = songAt(queue, queue.position);
      const again = song !== undefined && this.playableAmong([song]).has(song);
      return { queue, upcoming: again ? { queue, index: queue.position } : null };
    }
    const ahead = stepAhead(queue, repeatMode === "all", this.playableAmong, this.#random);
    return { queue: ahead.queue, upcoming: ahead.step };
  }

  #playables(entries: readonly QueueEntry[], actor: Actor): (Playable | null)[] {
    const ids = entries.map(({ queue, index }) => songAt(queue, index) ?? 0);
    const rows = this.#library.songRows(Uint32Array.from(ids), actor.userId);
    const facts = this.#songs.getByIds(ids);
    return entries.map(({ queue, index }, at) => {
      const song = rows[at] ?? null;
      const fact = facts.get(ids[at] ?? 0);
      const entryId = entryAt(queue, index);
      if (song === null || fact === undefined || entryId === undefined) return null;
      return {
        song,
        entryId,
        queueIndex: index,
        isNative: isPlayableByChromium(fact.codec ?? "", fact.container ?? ""),
        replaygainDb: fact.replaygainDb,
        replaygainAlbumDb: fact.replaygainAlbumDb,
      };
    });
  }
}

interface QueueEntry {
  readonly queue: Queue;
  readonly index: number;
}
