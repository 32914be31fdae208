import { integratedLoudness } from "#core/audio/loudness.ts";

import { dbToGain, type StereoBus } from "./stereo.ts";

/**
 * A limiter that looks ahead: no sample leaves above the ceiling, and the gain moves smoothly before and after a peak, both
 * channels together. In place.
 */
export function limit(
  bus: StereoBus,
  ceiling: number,
  lookaheadSec = 0.004,
  releaseSec = 0.12,
): void {
  const frames = bus.left.length;
  const ahead = Math.max(1, Math.round(lookaheadSec * bus.sampleRateHz));
  const needed = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame += 1) {
    const peak = Math.max(Math.abs(bus.left[frame] ?? 0), Math.abs(bus.right[frame] ?? 0));
    needed[frame] = peak > ceiling ? ceiling / peak : 1;
  }
  const release = Math.exp(-1 / (releaseSec * bus.sampleRateHz));
  // Backwards: the gain is already on its way down when the peak arrives, in a straight line.
  const slope = 1 / ahead;
  let coming = 1;
  for (let frame = frames - 1; frame >= 0; frame -= 1) {
    coming = Math.min(needed[frame] ?? 1, coming + slope);
    needed[frame] = coming;
  }
  let gain = 1;
  for (let frame = 0; frame < frames; frame += 1) {
    gain = Math.min(needed[frame] ?? 1, 1 - (1 - gain) * release);
    bus.left[frame] = (bus.left[frame] ?? 0) * gain;
    bus.right[frame] = (bus.right[frame] ?? 0) * gain;
  }
}

/** Takes out what is below hearing and any direct current, which would eat the limiter's room. In place. */
export function blockRumble(bus: StereoBus, cutoffHz = 28): void {
  const pole = Math.exp((-2 * Math.PI * cutoffHz) / bus.sampleRateHz);
  for (const samples of [bus.left, bus.right]) {
    let before = 0;
    let out = 0;
    for (let frame = 0; frame < samples.length; frame += 1) {
      const value = samples[frame] ?? 0;
      out = value - before + pole * out;
      before = value;
      samples[frame] = out;
    }
  }
}

/** Fades the first milliseconds in and the last seconds out. In place. */
export function fadeEdges(bus: StereoBus, inSec: number, outSec: number): void {
  const frames = bus.left.length;
  const rise = Math.max(1, Math.round(inSec * bus.sampleRateHz));
  const fall = Math.max(1, Math.round(outSec * bus.sampleRateHz));
  for (const samples of [bus.left, bus.right]) {
    for (let frame = 0; frame < Math.min(rise, frames); frame += 1)
      samples[frame] = ((samples[frame] ?? 0) * frame) / rise;
    for (let left = 0; left < Math.min(fall, frames); left += 1) {
      const frame = frames - 1 - left;
      samples[frame] = (samples[frame] ?? 0) * (left / fall) ** 2;
    }
  }
}

/** Brings a mix to a loudness (LUFS) with no sample above the ceiling. In place; silence stays silence. */
export function master(bus: StereoBus, targetLufs = -14, ceilingDb = -1): void {
  blockRumble(bus);
  for (let pass = 0; pass < 2; pass += 1) {
    const loudness = integratedLoudness([bus.left, bus.right], bus.sampleRateHz);
    if (loudness === Number.NEGATIVE_INFINITY) return;
    // What the limiter took away is made good once, where it can be heard.
    if (pass === 1 && Math.abs(targetLufs - loudness) < 0.3) return;
    const gain = dbToGain(targetLufs - loudness);
    for (const samples of [bus.left, bus.right])
      for (let frame = 0; frame < samples.length; frame += 1)
        samples[frame] = (samples[frame] ?? 0) * gain;
    limit(bus, dbToGain(ceilingDb));
  }
}
