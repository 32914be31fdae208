import { Dct4 } from "./dct4.ts";
import { longFrames, longRises, riseOf, shortFrames, shortRises } from "./windows.ts";

/** `window_sequence` of the bit stream: one long window, one that leads to or from short ones, or eight short ones. */
export const onlyLong = 0;
export const longStart = 1;
export const eightShort = 2;
export const longStop = 3;

/** How much of a long window's flank is flat where a short one meets it. */
const flat = (longFrames - shortFrames) / 2;

// IMDCT's 2/N, and 16-bit full scale brought to 1.
const longTransform = new Dct4(longFrames, 1 / (longFrames * 32768));
const shortTransform = new Dct4(shortFrames, 1 / (shortFrames * 32768));
const transformed = new Float64Array(longFrames);

/**
 * Turns one channel's spectra into sound: inverse MDCT, windows and overlap-add. ISO/IEC 14496-3, 4.6.11.
 *
 * An MDCT's output of 2M values is, by its symmetries, the M values y of a DCT-IV unfolded: y's second half rising, then
 * its whole negated and backwards, then its first half negated.
 */
export class FilterBank {
  /** What the last frame left for the next, and room for the present frame's 2,048 values. */
  readonly #sum = new Float64Array(2 * longFrames);
  #shape = 0;

  /** Turns 1,024 spectral lines (8 times 128 for short windows) into 1,024 samples. */
  next(spectrum: Float64Array, sequence: number, shape: number): Float32Array<ArrayBuffer> {
    if (sequence === eightShort) this.#addShort(spectrum, shape);
    else this.#addLong(spectrum, sequence, shape);
    this.#shape = shape;
    return this.#take();
  }

  /** For a frame that cannot be read: the last one fades out. */
  skip(): Float32Array<ArrayBuffer> {
    return this.#take();
  }

  #take(): Float32Array<ArrayBuffer> {
    const samples = new Float32Array(this.#sum.subarray(0, longFrames));
    this.#sum.copyWithin(0, longFrames);
    this.#sum.fill(0, longFrames);
    return samples;
  }

  #addLong(spectrum: Float64Array, sequence: number, shape: number): void {
    longTransform.transform(spectrum, 0, transformed);
    if (sequence === longStop) addRise(this.#sum, flat, riseOf(shortRises, this.#shape), flat);
    else addRise(this.#sum, 0, riseOf(longRises, this.#shape), 0);
    if (sequence === longStart) addFall(this.#sum, longFrames, riseOf(shortRises, shape), flat);
    else addFall(this.#sum, longFrames, riseOf(longRises, shape), 0);
  }

  #addShort(spectrum: Float64Array, shape: number): void {
    for (let window = 0; window < 8; window += 1) {
      shortTransform.transform(spectrum, window * shortFrames, transformed);
      const at = flat + window * shortFrames;
      addRise(this.#sum, at, riseOf(shortRises, window === 0 ? this.#shape : shape), 0);
      addFall(this.#sum, at + shortFrames, riseOf(shortRises, shape), 0);
    }
  }
}

/**
 * Adds the first half of an unfolded transform. With a flat flank of `skip` values the window is 0 before the rise
 * (which begins at `at`) and 1 after it.
 */
function addRise(sum: Float64Array, at: number, rise: Float64Array, skip: number): void {
  const size = rise.length + 2 * skip;
  const half = size / 2;
  const start = at - skip;
  for (let index = skip; index < size; index += 1) {
    const value =
      index < half
        ? (transformed[half + index] ?? 0)
        : -(transformed[size + half - 1 - index] ?? 0);
    const place = index - skip;
    const weight = place < rise.length ? (rise[place] ?? 0) : 1;
    sum[start + index] = (sum[start + index] ?? 0) + value * weight;
  }
}

/** Adds the second half of an unfolded transform at `at`; the window is 1 for `skip` values, falls, and is 0 after. */
function addFall(sum: Float64Array, at: number, rise: Float64Array, skip: number): void {
  const size = rise.length + 2 * skip;
  const half = size / 2;
  for (let index = 0; index < size - skip; index += 1) {
    const value =
      index < half ? -(transformed[half - 1 - index] ?? 0) : -(transformed[index - half] ?? 0);
    const weight = index < skip ? 1 : (rise[rise.length - 1 - (index - skip)] ?? 0);
    sum[at + index] = (sum[at + index] ?? 0) + value * weight;
  }
}
