/**
 * The outline of a song as the player draws it, in the bytes of `/peaks/<uuid>`:
 *
 * | offset | size | meaning                                                              |
 * |--------|------|----------------------------------------------------------------------|
 * | 0      | 4    | magic `SGPK`                                                         |
 * | 4      | 1    | version, 1                                                           |
 * | 5      | 2    | number of columns, unsigned, little endian                           |
 * | 7      | 2·n  | per column: lowest, then highest sample, signed bytes, -127 to 127   |
 *
 * Columns cover the whole song at equal steps of time. 127 is full scale, so a reader needs nothing else to draw.
 */
const magic = [0x53, 0x47, 0x50, 0x4b] as const;
const version = 1;
const headerBytes = 7;
const fullScale = 127;

/** Most columns the header can name. */
export const maxPeakColumns = 0xffff;

/** Lowest and highest sample of each column, -1 to 1. Both arrays are equally long. */
export interface Peaks {
  readonly low: Float32Array;
  readonly high: Float32Array;
}

function toByte(sample: number): number {
  if (Number.isNaN(sample)) return 0;
  return Math.round(Math.max(-1, Math.min(1, sample)) * fullScale);
}

/**
 * Writes peaks as bytes. Samples outside -1 to 1 are clipped.
 * Throws RangeError when the arrays differ in length or hold more than {@link maxPeakColumns} columns.
 */
export function encodePeaks(peaks: Peaks): Uint8Array<ArrayBuffer> {
  const columns = peaks.low.length;
  if (columns !== peaks.high.length)
    throw new RangeError(`Peaks differ in length: ${columns} low, ${peaks.high.length} high.`);
  if (columns > maxPeakColumns)
    throw new RangeError(`Peaks hold at most ${maxPeakColumns} columns, not ${columns}.`);
  const bytes = new Uint8Array(headerBytes + columns * 2);
  bytes.set(magic, 0);
  const view = new DataView(bytes.buffer);
  view.setUint8(4, version);
  view.setUint16(5, columns, true);
  for (let column = 0; column < columns; column += 1) {
    view.setInt8(headerBytes + column * 2, toByte(peaks.low[column] ?? 0));
    view.setInt8(headerBytes + column * 2 + 1, toByte(peaks.high[column] ?? 0));
  }
  return bytes;
}

/** Reads peaks. Null when the bytes are not of this format and version, or are cut short: draw the flat line then. */
export function decodePeaks(bytes: Uint8Array): Peaks | null {
  if (bytes.length < headerBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (magic.some((byte, index) => bytes[index] !== byte) || view.getUint8(4) !== version)
    return null;
  const columns = view.getUint16(5, true);
  if (bytes.length < headerBytes + columns * 2) return null;
  const low = new Float32Array(columns);
  const high = new Float32Array(columns);
  for (let column = 0; column < columns; column += 1) {
    low[column] = view.getInt8(headerBytes + column * 2) / fullScale;
    high[column] = view.getInt8(headerBytes + column * 2 + 1) / fullScale;
  }
  return { low, high };
}

/**
 * Heights (0 to 1) of `bars` bars for a seek bar: the loudest of the columns under each, relative to the loudest of the
 * song, so that a quiet recording still shows its shape. A silent song gives zeros.
 */
export function peaksToBars(peaks: Peaks, bars: number): Float32Array {
  const columns = peaks.low.length;
  const heights = new Float32Array(Math.max(0, bars));
  if (columns === 0) return heights;
  let loudest = 0;
  for (let bar = 0; bar < bars; bar += 1) {
    const from = Math.floor((bar * columns) / bars);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * columns) / bars));
    let height = 0;
    for (let column = from; column < to; column += 1)
      height = Math.max(height, peaks.high[column] ?? 0, -(peaks.low[column] ?? 0));
    heights[bar] = height;
    loudest = Math.max(loudest, height);
  }
  if (loudest > 0)
    for (let bar = 0; bar < bars; bar += 1) heights[bar] = (heights[bar] ?? 0) / loudest;
  return heights;
}
