import type { BitReader } from "#core/audio/decode/bit-reader.ts";

import type { WindowInfo } from "./window-info.ts";

/** Up to four lines that were cut down before quantising, and by how much. */
export interface Pulse {
  readonly line: number;
  readonly amount: number;
}

/** `pulse_data`. Throws RangeError when it stands where it may not or reaches past the spectrum. */
export function readPulses(bits: BitReader, info: WindowInfo): Pulse[] {
  if (bits.read(1) === 0) return [];
  if (info.isShort) throw new RangeError("Short AAC windows have no pulses.");
  const count = bits.read(2) + 1;
  let line = info.bands.offsets[bits.read(6)];
  const pulses: Pulse[] = [];
  for (let index = 0; index < count; index += 1) {
    if (line === undefined) break;
    line += bits.read(5);
    pulses.push({ line, amount: bits.read(4) });
  }
  if (line === undefined || line > 1023)
    throw new RangeError("An AAC pulse is outside of the spectrum.");
  return pulses;
}

/** Puts back what was taken off. ISO/IEC 14496-3, 4.6.3. */
export function addPulses(pulses: readonly Pulse[], quantised: Int16Array): void {
  for (const { line, amount } of pulses) {
    const value = quantised[line] ?? 0;
    quantised[line] = value > 0 ? value + amount : value - amount;
  }
}
