import type { BitReader } from "./bit-reader.ts";

/** How the adaptive Golomb code of one channel adapts. */
export interface AdaptiveCode {
  readonly historyMult: number;
  readonly initialHistory: number;
  readonly riceLimit: number;
}

const meanShift = 9;
const meanOne = 1 << meanShift;
const longestPrefix = 9;
const meanClamp = 0xffff;

/** Undoes the adaptive Golomb code: `count` residuals of at most `width` bits. Throws RangeError on a run too long. */
export function decodeResidual(
  bits: BitReader,
  out: Int32Array,
  count: number,
  width: number,
  code: AdaptiveCode,
): void {
  let mean = code.initialHistory;
  let signShift = 0;
  let index = 0;
  while (index < count) {
    const k = Math.min(31 - Math.clz32((mean >>> meanShift) + 3), code.riceLimit);
    const value = readGolomb(bits, 2 ** k - 1, k, width);
    const folded = value + signShift;
    out[index] = (folded & 1) === 0 ? folded / 2 : -(folded + 1) / 2;
    index += 1;
    mean =
      value > meanClamp
        ? meanClamp
        : code.historyMult * folded + mean - ((code.historyMult * mean) >>> meanShift);
    signShift = 0;
    if (mean << 2 < meanOne && index < count) {
      signShift = 1;
      const zeroK = Math.clz32(mean) - 24 + ((mean + 16) >>> 6);
      const zeros = readGolomb(bits, (2 ** zeroK - 1) & (2 ** code.riceLimit - 1), zeroK, 16);
      if (index + zeros > count) throw new RangeError("An ALAC run of zeros is too long.");
      out.fill(0, index, index + zeros);
      index += zeros;
      if (zeros >= meanClamp) signShift = 0;
      mean = 0;
    }
    if (bits.overrun) throw new RangeError("An ALAC packet is cut short.");
  }
}

function readGolomb(bits: BitReader, step: number, k: number, escapeWidth: number): number {
  const prefix = Math.min(
    longestPrefix,
    Math.clz32(~bits.peek(longestPrefix + 1) << (31 - longestPrefix)),
  );
  if (prefix >= longestPrefix) {
    bits.skip(longestPrefix);
    return bits.read(escapeWidth);
  }
  bits.skip(prefix + 1);
  const rest = bits.peek(k);
  if (rest < 2) {
    bits.skip(k - 1);
    return prefix * step;
  }
  bits.skip(k);
  return prefix * step + rest - 1;
}

/**
 * Undoes the sign-adapting linear prediction. `coefficients` adapt as they are used. 31 of them mean first differences.
 * Input and output may be the same array only then.
 */
export function predict(
  residual: Int32Array,
  out: Int32Array,
  count: number,
  coefficients: Int16Array,
  width: number,
  shift: number,
): void {
  const order = coefficients.length;
  const drop = 32 - width;
  if (count === 0) return;
  out[0] = residual[0] ?? 0;
  if (order === 0) {
    for (let index = 1; index < count; index += 1) out[index] = residual[index] ?? 0;
    return;
  }
  const warmUp = order === 31 ? count : Math.min(count, order + 1);
  for (let index = 1; index < warmUp; index += 1)
    out[index] = (((residual[index] ?? 0) + (out[index - 1] ?? 0)) << drop) >> drop;
  const half = shift === 0 ? 0 : 1 << (shift - 1);
  for (let index = warmUp; index < count; index += 1) {
    const top = out[index - order - 1] ?? 0;
    let sum = 0;
    for (let tap = 0; tap < order; tap += 1)
      sum = (sum + Math.imul(coefficients[tap] ?? 0, (out[index - 1 - tap] ?? 0) - top)) | 0;
    const error = residual[index] ?? 0;
    out[index] = ((error + top + ((sum + half) >> shift)) << drop) >> drop;
    if (error !== 0) adapt(out, index, top, coefficients, shift, error);
  }
}

function adapt(
  out: Int32Array,
  index: number,
  top: number,
  coefficients: Int16Array,
  shift: number,
  error: number,
): void {
  const order = coefficients.length;
  const direction = error > 0 ? 1 : -1;
  let left = error;
  for (let tap = order - 1; tap >= 0; tap -= 1) {
    const difference = top - (out[index - 1 - tap] ?? 0);
    const sign = Math.sign(difference) * direction;
    coefficients[tap] = (coefficients[tap] ?? 0) - sign;
    left -= (order - tap) * ((sign * difference) >> shift);
    if (direction > 0 ? left <= 0 : left >= 0) return;
  }
}

/** Turns mixed channels back into left and right, in place. */
export function alacMixedChannels(
  first: Int32Array,
  second: Int32Array,
  frames: number,
  mixBits: number,
  mixWeight: number,
): void {
  for (let frame = 0; frame < frames; frame += 1) {
    const mid = first[frame] ?? 0;
    const side = second[frame] ?? 0;
    const left = mid + side - ((mixWeight * side) >> mixBits);
    first[frame] = left;
    second[frame] = left - side;
  }
}
