import type { BitReader } from "#core/audio/decode/bit-reader.ts";

import { type BandTable, bandTable } from "./band-tables.ts";
import { eightShort } from "./filter-bank.ts";

/** `ics_info`: how a channel's frame is cut into windows and bands. */
export interface WindowInfo {
  readonly sequence: number;
  /** 0 sine, 1 Kaiser-Bessel. */
  readonly shape: number;
  readonly isShort: boolean;
  /** How many windows share their scale factors; one group of one for a long window. */
  readonly groupLengths: readonly number[];
  /** Bands that are sent, of each group. */
  readonly bandCount: number;
  readonly bands: BandTable;
}

/** Throws RangeError for what AAC-LC does not have (prediction) and for what makes no sense. */
export function readWindowInfo(bits: BitReader, rateIndex: number): WindowInfo {
  bits.skip(1);
  const sequence = bits.read(2);
  const shape = bits.read(1);
  const isShort = sequence === eightShort;
  const bands = bandTable(rateIndex, isShort);
  const bandCount = bits.read(isShort ? 4 : 6);
  if (bandCount >= bands.offsets.length) throw new RangeError("An AAC frame has too many bands.");
  const groupLengths = isShort ? readGroups(bits.read(7)) : [1];
  if (!isShort && bits.read(1) === 1)
    throw new RangeError("AAC-LC has no prediction, yet a frame asks for it.");
  return { sequence, shape, isShort, groupLengths, bandCount, bands };
}

/** Seven bits, first window pair first: 1 where a window belongs to the group of the one before. */
function readGroups(grouping: number): number[] {
  const lengths = [1];
  for (let bit = 6; bit >= 0; bit -= 1) {
    if (((grouping >> bit) & 1) === 0) lengths.push(1);
    else lengths.push((lengths.pop() ?? 0) + 1);
  }
  return lengths;
}
