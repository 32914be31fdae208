/** Two channels of equal length that sounds are added into. */
export interface StereoBus {
  readonly sampleRateHz: number;
  readonly left: Float32Array<ArrayBuffer>;
  readonly right: Float32Array<ArrayBuffer>;
}

export function stereoBus(sampleRateHz: number, frames: number): StereoBus {
  return { sampleRateHz, left: new Float32Array(frames), right: new Float32Array(frames) };
}

/** Gains of a sound at `pan` -1 (left) to 1 (right), of equal power wherever it stands. */
export function panGains(pan: number): readonly [left: number, right: number] {
  const angle = ((pan + 1) * Math.PI) / 4;
  return [Math.cos(angle), Math.sin(angle)];
}

/** Adds one bus to another. */
export function mixInto(target: StereoBus, source: StereoBus, gain: number): void {
  const frames = Math.min(target.left.length, source.left.length);
  for (let frame = 0; frame < frames; frame += 1) {
    target.left[frame] = (target.left[frame] ?? 0) + (source.left[frame] ?? 0) * gain;
    target.right[frame] = (target.right[frame] ?? 0) + (source.right[frame] ?? 0) * gain;
  }
}

export function dbToGain(db: number): number {
  return 10 ** (db / 20);
}
