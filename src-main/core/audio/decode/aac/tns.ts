import type { BitReader } from "#core/audio/decode/bit-reader.ts";

import type { WindowInfo } from "./window-info.ts";

/** Temporal noise shaping: a spectrum that was sent as the residual of a linear prediction along frequency. */
export interface TnsFilter {
  readonly window: number;
  /** Bands it covers: those below `topBand`. */
  readonly topBand: number;
  readonly bottomBand: number;
  readonly isDownward: boolean;
  /** Prediction coefficients, the first being for the line next to the predicted one. */
  readonly coefficients: Float64Array;
}

/** `tns_data`. Throws RangeError for orders that AAC-LC does not have. */
export function readTns(bits: BitReader, info: WindowInfo): TnsFilter[] {
  if (bits.read(1) === 0) return [];
  const filters: TnsFilter[] = [];
  const [countBits, lengthBits, orderBits] = info.isShort ? [1, 4, 3] : [2, 6, 5];
  for (let window = 0; window < (info.isShort ? 8 : 1); window += 1) {
    const count = bits.read(countBits);
    const isFine = count > 0 && bits.read(1) === 1;
    let topBand = info.bands.offsets.length - 1;
    for (let index = 0; index < count; index += 1) {
      const bottomBand = Math.max(0, topBand - bits.read(lengthBits));
      const order = bits.read(orderBits);
      if (order > (info.isShort ? 7 : 12)) throw new RangeError("An AAC filter is too long.");
      if (order > 0) {
        const isDownward = bits.read(1) === 1;
        const coefficients = predictor(readReflections(bits, order, isFine));
        filters.push({ window, topBand, bottomBand, isDownward, coefficients });
      }
      topBand = bottomBand;
    }
  }
  return filters;
}

function readReflections(bits: BitReader, order: number, isFine: boolean): Float64Array {
  const steps = isFine ? 8 : 4;
  const width = (isFine ? 4 : 3) - bits.read(1);
  return Float64Array.from({ length: order }, () => {
    const value = bits.readSigned(width);
    const halfStep = value < 0 ? 0.5 : -0.5;
    return Math.sin((value * Math.PI) / 2 / (steps + halfStep));
  });
}

/** Reflection to prediction coefficients, by the step-up recursion of ISO/IEC 14496-3, 4.6.9.3. */
function predictor(reflections: Float64Array): Float64Array {
  const coefficients = new Float64Array(reflections.length);
  const before = new Float64Array(reflections.length);
  reflections.forEach((reflection, order) => {
    before.set(coefficients);
    for (let index = 0; index < order; index += 1)
      coefficients[index] = (before[index] ?? 0) + reflection * (before[order - 1 - index] ?? 0);
    coefficients[order] = reflection;
  });
  return coefficients;
}

/** Runs the filters over a spectrum in place. */
export function applyTns(
  filters: readonly TnsFilter[],
  info: WindowInfo,
  spectrum: Float64Array,
): void {
  const { offsets, tnsBands } = info.bands;
  const reach = Math.min(tnsBands, info.bandCount);
  for (const filter of filters) {
    const base = filter.window * 128;
    const start = base + (offsets[Math.min(filter.bottomBand, reach)] ?? 0);
    const end = base + (offsets[Math.min(filter.topBand, reach)] ?? 0);
    if (filter.isDownward) filterLines(spectrum, end - 1, end - start, -1, filter.coefficients);
    else filterLines(spectrum, start, end - start, 1, filter.coefficients);
  }
}

function filterLines(
  spectrum: Float64Array,
  first: number,
  count: number,
  step: 1 | -1,
  coefficients: Float64Array,
): void {
  for (let done = 0; done < count; done += 1) {
    const at = first + done * step;
    let value = spectrum[at] ?? 0;
    const order = Math.min(done, coefficients.length);
    for (let tap = 0; tap < order; tap += 1)
      value -= (coefficients[tap] ?? 0) * (spectrum[at - (tap + 1) * step] ?? 0);
    spectrum[at] = value;
  }
}
