const tableSize = 4096;
const sineTable = Float32Array.from({ length: tableSize + 1 }, (_, index) =>
  Math.sin((2 * Math.PI * index) / tableSize),
);

/** Sine of a phase in turns (0 to 1 is one period), from a table with linear interpolation: -90 dB of error. */
export function sine(phase: number): number {
  const at = (phase - Math.floor(phase)) * tableSize;
  const index = Math.floor(at);
  const low = sineTable[index] ?? 0;
  return low + ((sineTable[index + 1] ?? 0) - low) * (at - index);
}

/** The correction that rounds a jump over two samples, so that it does not alias (PolyBLEP, Välimäki and Huovilainen 2007). */
function polyBlep(phase: number, step: number): number {
  if (phase < step) {
    const t = phase / step;
    return t + t - t * t - 1;
  }
  if (phase > 1 - step) {
    const t = (phase - 1) / step;
    return t * t + t + t + 1;
  }
  return 0;
}

/** Sawtooth at a phase of 0 to 1, `step` being the phase's advance a sample. */
export function saw(phase: number, step: number): number {
  return 2 * phase - 1 - polyBlep(phase, step);
}

/** Pulse wave; `width` 0.5 is a square. */
export function pulse(phase: number, step: number, width: number): number {
  const shifted = phase + 1 - width;
  const falling = shifted >= 1 ? shifted - 1 : shifted;
  return (phase < width ? 1 : -1) + polyBlep(phase, step) - polyBlep(falling, step);
}

/** Frequency of a MIDI note number, A4 = 69 = 440 Hz. Fractions are between the keys. */
export function midiToHz(note: number): number {
  return 440 * 2 ** ((note - 69) / 12);
}
