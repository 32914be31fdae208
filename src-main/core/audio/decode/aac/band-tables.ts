/*
 * The tables of ISO/IEC 14496-3, 4.5.4 (scale factor bands) and 4.4.6.9 (TNS). The bands were read out of aac.js 0.1.3, (c) 2012
 * Official.fm Labs, which descends from JAAD (public domain), under LGPL-3.0-or-later
 * (https://www.gnu.org/licenses/lgpl-3.0.html).
 */

/** Sampling rates by their index in the bit stream. */
export const sampleRatesHz: readonly number[] = [
  96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
];

/** Where the bands of a spectrum begin, and after the last its end; and how many of them TNS may reach (AAC-LC). */
export interface BandTable {
  readonly offsets: Uint16Array;
  readonly tnsBands: number;
}

const long96 = Uint16Array.from([
  0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 64, 72, 80, 88, 96, 108, 120, 132, 144,
  156, 172, 188, 212, 240, 276, 320, 384, 448, 512, 576, 640, 704, 768, 832, 896, 960, 1024,
]);
const long64 = Uint16Array.from([
  0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 64, 72, 80, 88, 100, 112, 124, 140, 156,
  172, 192, 216, 240, 268, 304, 344, 384, 424, 464, 504, 544, 584, 624, 664, 704, 744, 784, 824,
  864, 904, 944, 984, 1024,
]);
const long48 = Uint16Array.from([
  0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 72, 80, 88, 96, 108, 120, 132, 144, 160, 176,
  196, 216, 240, 264, 292, 320, 352, 384, 416, 448, 480, 512, 544, 576, 608, 640, 672, 704, 736,
  768, 800, 832, 864, 896, 928, 1024,
]);
const long32 = Uint16Array.from([
  0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 72, 80, 88, 96, 108, 120, 132, 144, 160, 176,
  196, 216, 240, 264, 292, 320, 352, 384, 416, 448, 480, 512, 544, 576, 608, 640, 672, 704, 736,
  768, 800, 832, 864, 896, 928, 960, 992, 1024,
]);
const long24 = Uint16Array.from([
  0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 52, 60, 68, 76, 84, 92, 100, 108, 116, 124, 136, 148,
  160, 172, 188, 204, 220, 240, 260, 284, 308, 336, 364, 396, 432, 468, 508, 552, 600, 652, 704,
  768, 832, 896, 960, 1024,
]);
const long16 = Uint16Array.from([
  0, 8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 100, 112, 124, 136, 148, 160, 172, 184, 196, 212,
  228, 244, 260, 280, 300, 320, 344, 368, 396, 424, 456, 492, 532, 572, 616, 664, 716, 772, 832,
  896, 960, 1024,
]);
const long8 = Uint16Array.from([
  0, 12, 24, 36, 48, 60, 72, 84, 96, 108, 120, 132, 144, 156, 172, 188, 204, 220, 236, 252, 268,
  288, 308, 328, 348, 372, 396, 420, 448, 476, 508, 544, 580, 620, 664, 712, 764, 820, 880, 944,
  1024,
]);
const short96 = Uint16Array.from([0, 4, 8, 12, 16, 20, 24, 32, 40, 48, 64, 92, 128]);
const short48 = Uint16Array.from([0, 4, 8, 12, 16, 20, 28, 36, 44, 56, 68, 80, 96, 112, 128]);
const short24 = Uint16Array.from([0, 4, 8, 12, 16, 20, 24, 28, 36, 44, 52, 64, 76, 92, 108, 128]);
const short16 = Uint16Array.from([0, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 60, 72, 88, 108, 128]);
const short8 = Uint16Array.from([0, 4, 8, 12, 16, 20, 24, 28, 36, 44, 52, 60, 72, 88, 108, 128]);

// By the index of the sampling rate.
const longOffsets = [
  long96,
  long96,
  long64,
  long48,
  long48,
  long32,
  long24,
  long24,
  long16,
  long16,
  long16,
  long8,
  long8,
];
const shortOffsets = [
  short96,
  short96,
  short96,
  short48,
  short48,
  short48,
  short24,
  short24,
  short16,
  short16,
  short16,
  short8,
  short8,
];
const longTnsBands = [31, 31, 34, 40, 42, 51, 46, 46, 42, 42, 42, 39, 39];
const shortTnsBands = [9, 9, 10, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14];

/** The bands of long (1024 lines) or short (128 lines) windows. Throws RangeError for an index that names no rate. */
export function bandTable(rateIndex: number, isShort: boolean): BandTable {
  const offsets = (isShort ? shortOffsets : longOffsets)[rateIndex];
  const tnsBands = (isShort ? shortTnsBands : longTnsBands)[rateIndex];
  if (offsets === undefined || tnsBands === undefined)
    throw new RangeError(`AAC has no sampling rate number ${rateIndex}.`);
  return { offsets, tnsBands };
}

/** The index whose tables serve a rate: any rate may be written out in full. ISO/IEC 14496-3, table 4.82. */
export function rateIndexFor(sampleRateHz: number): number {
  const lowest = [92017, 75132, 55426, 46009, 37566, 27713, 23004, 18783, 13856, 11502, 9391];
  const index = lowest.findIndex((limit) => sampleRateHz >= limit);
  return index < 0 ? 11 : index;
}
