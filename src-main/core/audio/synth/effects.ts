import { type StereoBus, stereoBus } from "./stereo.ts";
import { StateVariableFilter } from "./svf.ts";

/** Comb lengths of Freeverb (Jezar at Dreampoint, public domain), in samples at 44,100 Hz; the right side is 23 longer. */
const combLengths = [1116, 1188, 1277, 1356, 1422, 1491] as const;
const allpassLengths = [556, 441, 341] as const;
const rightSpread = 23;

/** The reverberation of a bus: only what comes back from the room, to be mixed in by its listener. */
export function reverb(
  bus: StereoBus,
  room: { readonly decaySec: number; readonly damping: number; readonly preDelaySec?: number },
): StereoBus {
  const wet = stereoBus(bus.sampleRateHz, bus.left.length);
  const scale = bus.sampleRateHz / 44100;
  const delay = Math.round((room.preDelaySec ?? 0.012) * bus.sampleRateHz);
  const channel = (input: Float32Array, output: Float32Array, spread: number): void => {
    for (const length of combLengths)
      comb(input, output, Math.round((length + spread) * scale), delay, room, bus.sampleRateHz);
    for (const length of allpassLengths) allpass(output, Math.round((length + spread) * scale));
  };
  channel(bus.left, wet.left, 0);
  channel(bus.right, wet.right, rightSpread);
  return wet;
}

function comb(
  input: Float32Array,
  output: Float32Array,
  length: number,
  delay: number,
  room: { readonly decaySec: number; readonly damping: number },
  sampleRateHz: number,
): void {
  const line = new Float32Array(length);
  const feedback = 10 ** ((-3 * length) / sampleRateHz / room.decaySec);
  const open = 1 - room.damping;
  let damped = 0;
  let at = 0;
  for (let frame = 0; frame < output.length; frame += 1) {
    const value = line[at] ?? 0;
    damped = value * open + damped * room.damping;
    line[at] = (frame < delay ? 0 : (input[frame - delay] ?? 0)) * 0.18 + damped * feedback;
    at = at + 1 === length ? 0 : at + 1;
    output[frame] = (output[frame] ?? 0) + value;
  }
}

function allpass(samples: Float32Array, length: number): void {
  const line = new Float32Array(length);
  let at = 0;
  for (let frame = 0; frame < samples.length; frame += 1) {
    const input = samples[frame] ?? 0;
    const value = line[at] ?? 0;
    line[at] = input + value * 0.5;
    at = at + 1 === length ? 0 : at + 1;
    samples[frame] = value - input * 0.5;
  }
}

/** Echoes that cross from side to side, each darker than the last. Only the echoes. */
export function pingPong(bus: StereoBus, delaySec: number, feedback: number): StereoBus {
  const echo = stereoBus(bus.sampleRateHz, bus.left.length);
  const delay = Math.max(1, Math.round(delaySec * bus.sampleRateHz));
  const darkLeft = new StateVariableFilter(bus.sampleRateHz, 3200);
  const darkRight = new StateVariableFilter(bus.sampleRateHz, 3200);
  for (let frame = delay; frame < echo.left.length; frame += 1) {
    const back = frame - delay;
    const dry = 0.5 * ((bus.left[back] ?? 0) + (bus.right[back] ?? 0));
    echo.left[frame] = darkLeft.process(dry + (echo.right[back] ?? 0) * feedback);
    echo.right[frame] = darkRight.process((echo.left[back] ?? 0) * feedback);
  }
  return echo;
}

/** Pulls a bus down at every given moment and lets it back: the breathing of dance music. In place. */
export function duck(
  bus: StereoBus,
  momentsSec: readonly number[],
  depth: number,
  recoverSec: number,
): void {
  let moment = 0;
  for (let frame = 0; frame < bus.left.length; frame += 1) {
    const timeSec = frame / bus.sampleRateHz;
    while (moment + 1 < momentsSec.length && (momentsSec[moment + 1] ?? 0) <= timeSec) moment += 1;
    const since = timeSec - (momentsSec[moment] ?? Number.POSITIVE_INFINITY);
    if (since < 0) continue;
    const fall = Math.min(1, since * 200);
    const gain = 1 - depth * fall * Math.exp((-3 * since) / recoverSec);
    bus.left[frame] = (bus.left[frame] ?? 0) * gain;
    bus.right[frame] = (bus.right[frame] ?? 0) * gain;
  }
}
