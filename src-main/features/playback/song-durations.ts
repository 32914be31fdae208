import type { Queue } from "#shared/domain/playback/queue.ts";
import type { SongFactsRepository } from "./song-facts.repository.ts";

/** Songs asked for in one query. */
const batchSize = 20_000;

/**
 * Lengths of the songs in the queues, by song id, so that "3 h 12 min left" costs no query at each step. Read when a song
 * enters a queue; a file whose length changes later is right again after the next start.
 */
export class SongDurations {
  readonly #songs: SongFactsRepository;
  #byId = new Float64Array();
  readonly #totals = new WeakMap<Uint32Array, number>();
  /** By order of play: where it stood when last asked, and the seconds after that. */
  readonly #rests = new WeakMap<
    Uint32Array,
    { readonly songIds: Uint32Array; readonly position: number; readonly rest: number }
  >();

  constructor(songs: SongFactsRepository) {
    this.#songs = songs;
  }

  /** Reads the lengths that are not known yet. */
  learn(songIds: Uint32Array): void {
    let highest = 0;
    for (const id of songIds) if (id > highest) highest = id;
    this.#grow(highest + 1);
    const unknown: number[] = [];
    for (const id of songIds) if (Number.isNaN(this.#byId[id])) unknown.push(id);
    for (let start = 0; start < unknown.length; start += batchSize) {
      const batch = unknown.slice(start, start + batchSize);
      const durations = this.#songs.durations(batch);
      batch.forEach((id, index) => {
        this.#byId[id] = durations[index] ?? 0;
      });
    }
  }

  /** Seconds of everything in the queue. */
  total(queue: Queue): number {
    const known = this.#totals.get(queue.songIds);
    if (known !== undefined) return known;
    this.learn(queue.songIds);
    let total = 0;
    for (const id of queue.songIds) total += this.#byId[id] ?? 0;
    this.#totals.set(queue.songIds, total);
    return total;
  }

  /** Seconds of what comes after the current entry in the order of play. */
  afterCurrent(queue: Queue): number {
    const total = this.total(queue);
    const { position, songIds, order } = queue;
    if (position === null) return total;
    const known = this.#rests.get(order ?? songIds);
    const isNear = known?.songIds === songIds && known.position <= position;
    let rest = isNear ? known.rest : total;
    for (let index = isNear ? known.position + 1 : 0; index <= position; index += 1)
      rest -= this.#byId[songIds[order === null ? index : (order[index] ?? 0)] ?? 0] ?? 0;
    // A sum of fractions may end a hair below zero.
    rest = Math.max(0, rest);
    this.#rests.set(order ?? songIds, { songIds, position, rest });
    return rest;
  }

  #grow(size: number): void {
    if (size <= this.#byId.length) return;
    const grown = new Float64Array(Math.max(size, this.#byId.length * 2)).fill(Number.NaN);
    grown.set(this.#byId);
    this.#byId = grown;
  }
}
