import type { Peaks } from "#shared/domain/playback/peaks-format.ts";

import type { PcmChunk } from "./pcm.ts";

const blockFrames = 64;

/**
 * Gathers the lowest and highest sample of every 64 frames while a sound goes by, so that the columns can be cut from its
 * true length at the end: the length a container states may be wrong.
 */
export class PeaksAccumulator {
  #low = new Float32Array(8192);
  #high = new Float32Array(8192);
  #frames = 0;

  /** Takes the next samples. The channels are drawn as one: the extremes of all of them. */
  add(chunk: PcmChunk): void {
    const frames = chunk[0]?.length ?? 0;
    this.#reserve(this.#frames + frames);
    for (const samples of chunk) this.#addChannel(samples);
    this.#frames += frames;
  }

  #addChannel(samples: Float32Array): void {
    let index = 0;
    while (index < samples.length) {
      const frame = this.#frames + index;
      const block = Math.floor(frame / blockFrames);
      const end = Math.min(samples.length, (block + 1) * blockFrames - this.#frames);
      let low = this.#low[block] ?? 0;
      let high = this.#high[block] ?? 0;
      for (; index < end; index += 1) {
        const sample = samples[index] ?? 0;
        if (sample < low) low = sample;
        if (sample > high) high = sample;
      }
      this.#low[block] = low;
      this.#high[block] = high;
    }
  }

  #reserve(frames: number): void {
    const needed = Math.ceil(frames / blockFrames);
    if (needed <= this.#low.length) return;
    const size = Math.max(needed, this.#low.length * 2);
    const low = new Float32Array(size);
    const high = new Float32Array(size);
    low.set(this.#low);
    high.set(this.#high);
    this.#low = low;
    this.#high = high;
  }

  /** The outline in `columns` columns of equal time. A sound without samples is flat. */
  finish(columns: number): Peaks {
    const blocks = Math.ceil(this.#frames / blockFrames);
    const low = new Float32Array(columns);
    const high = new Float32Array(columns);
    if (blocks === 0) return { low, high };
    for (let column = 0; column < columns; column += 1) {
      const from = Math.floor((column * blocks) / columns);
      const to = Math.max(from + 1, Math.floor(((column + 1) * blocks) / columns));
      for (let block = from; block < to; block += 1) {
        low[column] = Math.min(low[column] ?? 0, this.#low[block] ?? 0);
        high[column] = Math.max(high[column] ?? 0, this.#high[block] ?? 0);
      }
    }
    return { low, high };
  }
}
