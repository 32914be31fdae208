/** The rising half of a sine window. */
export function sineRise(length: number): Float64Array {
  return Float64Array.from({ length }, (_, index) =>
    Math.sin((Math.PI / (2 * length)) * (index + 0.5)),
  );
}

/** The rising half of a Kaiser-Bessel derived window. ISO/IEC 14496-3, 4.6.11.3.2. */
export function kaiserBesselRise(length: number, alpha: number): Float64Array {
  const kernel = Float64Array.from({ length: length + 1 }, (_, index) => {
    const offset = (index - length / 2) / (length / 2);
    return besselI0(Math.PI * alpha * Math.sqrt(Math.max(0, 1 - offset * offset)));
  });
  const total = kernel.reduce((sum, value) => sum + value, 0);
  let sum = 0;
  return Float64Array.from({ length }, (_, index) => {
    sum += kernel[index] ?? 0;
    return Math.sqrt(sum / total);
  });
}

/** The modified Bessel function of the first kind and order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let index = 1; term > sum * 1e-17; index += 1) {
    term *= (x / (2 * index)) ** 2;
    sum += term;
  }
  return sum;
}

export const longFrames = 1024;
export const shortFrames = 128;

/** The rising halves of both window shapes. */
export interface Rises {
  readonly sine: Float64Array;
  readonly kaiserBessel: Float64Array;
}

export const longRises: Rises = {
  sine: sineRise(longFrames),
  kaiserBessel: kaiserBesselRise(longFrames, 4),
};
export const shortRises: Rises = {
  sine: sineRise(shortFrames),
  kaiserBessel: kaiserBesselRise(shortFrames, 6),
};

/** @param shape `window_shape` of the bit stream: 0 sine, 1 Kaiser-Bessel */
export function riseOf(rises: Rises, shape: number): Float64Array {
  return shape === 0 ? rises.sine : rises.kaiserBessel;
}
