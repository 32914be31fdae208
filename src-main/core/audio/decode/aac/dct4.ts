/**
 * The fourth discrete cosine transform, of which an IMDCT is an unfolding:
 * `out[n] = scale * sum over k of in[k] * cos(pi / size * (n + 1/2) * (k + 1/2))`.
 *
 * Done as a complex FFT of half the size between two rotations.
 */
export class Dct4 {
  readonly size: number;
  readonly #half: number;
  readonly #rotateRe: Float64Array;
  readonly #rotateIm: Float64Array;
  readonly #fftRe: Float64Array;
  readonly #fftIm: Float64Array;
  readonly #order: Uint16Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;

  /** @param size a power of two, 8 at least */
  constructor(size: number, scale: number) {
    this.size = size;
    const half = size / 2;
    this.#half = half;
    // Both rotations take the square root of the scale.
    const root = Math.sqrt(scale);
    const angle = (index: number): number => (-Math.PI / size) * (index + 0.125);
    this.#rotateRe = Float64Array.from(
      { length: half },
      (_, index) => root * Math.cos(angle(index)),
    );
    this.#rotateIm = Float64Array.from(
      { length: half },
      (_, index) => root * Math.sin(angle(index)),
    );
    const turn = (index: number): number => (-2 * Math.PI * index) / half;
    this.#fftRe = Float64Array.from({ length: half / 2 }, (_, index) => Math.cos(turn(index)));
    this.#fftIm = Float64Array.from({ length: half / 2 }, (_, index) => Math.sin(turn(index)));
    this.#order = bitReversed(half);
    this.#re = new Float64Array(half);
    this.#im = new Float64Array(half);
  }

  /** Transforms `size` values from `from` in `input` into `output`. */
  transform(input: Float64Array, from: number, output: Float64Array): void {
    const { size } = this;
    const half = this.#half;
    const re = this.#re;
    const im = this.#im;
    for (let index = 0; index < half; index += 1) {
      const a = input[from + 2 * index] ?? 0;
      const b = input[from + size - 1 - 2 * index] ?? 0;
      const c = this.#rotateRe[index] ?? 0;
      const s = this.#rotateIm[index] ?? 0;
      const at = this.#order[index] ?? 0;
      re[at] = a * c - b * s;
      im[at] = a * s + b * c;
    }
    this.#fft();
    for (let index = 0; index < half; index += 1) {
      const a = re[index] ?? 0;
      const b = im[index] ?? 0;
      const c = this.#rotateRe[index] ?? 0;
      const s = this.#rotateIm[index] ?? 0;
      output[2 * index] = a * c - b * s;
      output[size - 1 - 2 * index] = -(a * s + b * c);
    }
  }

  /** In place, on values in bit-reversed order. */
  #fft(): void {
    const re = this.#re;
    const im = this.#im;
    const half = this.#half;
    firstTwoStages(re, im);
    for (let span = 4; span < half; span *= 2) {
      const stride = half / (2 * span);
      for (let offset = 0; offset < span; offset += 1) {
        const c = this.#fftRe[offset * stride] ?? 0;
        const s = this.#fftIm[offset * stride] ?? 0;
        for (let low = offset; low < half; low += 2 * span) {
          const high = low + span;
          const x = re[high] ?? 0;
          const y = im[high] ?? 0;
          const turnedRe = x * c - y * s;
          const turnedIm = x * s + y * c;
          const lowRe = re[low] ?? 0;
          const lowIm = im[low] ?? 0;
          re[high] = lowRe - turnedRe;
          im[high] = lowIm - turnedIm;
          re[low] = lowRe + turnedRe;
          im[low] = lowIm + turnedIm;
        }
      }
    }
  }
}

/** The stages that turn by quarters only, taken together. */
function firstTwoStages(re: Float64Array, im: Float64Array): void {
  for (let at = 0; at < re.length; at += 4) {
    const sumRe = (re[at] ?? 0) + (re[at + 1] ?? 0);
    const sumIm = (im[at] ?? 0) + (im[at + 1] ?? 0);
    const differenceRe = (re[at] ?? 0) - (re[at + 1] ?? 0);
    const differenceIm = (im[at] ?? 0) - (im[at + 1] ?? 0);
    const otherSumRe = (re[at + 2] ?? 0) + (re[at + 3] ?? 0);
    const otherSumIm = (im[at + 2] ?? 0) + (im[at + 3] ?? 0);
    const otherRe = (re[at + 2] ?? 0) - (re[at + 3] ?? 0);
    const otherIm = (im[at + 2] ?? 0) - (im[at + 3] ?? 0);
    re[at] = sumRe + otherSumRe;
    im[at] = sumIm + otherSumIm;
    re[at + 1] = differenceRe + otherIm;
    im[at + 1] = differenceIm - otherRe;
    re[at + 2] = sumRe - otherSumRe;
    im[at + 2] = sumIm - otherSumIm;
    re[at + 3] = differenceRe - otherIm;
    im[at + 3] = differenceIm + otherRe;
  }
}

function bitReversed(size: number): Uint16Array {
  const order = new Uint16Array(size);
  for (let index = 1; index < size; index += 1)
    order[index] = ((order[index >> 1] ?? 0) >> 1) | ((index & 1) * (size >> 1));
  return order;
}
