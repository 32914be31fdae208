import { type Envelope, envelopeLevel, soundingSec } from "./envelope.ts";
import { midiToHz, pulse, saw, sine } from "./oscillators.ts";
import { type Random } from "./random.ts";
import { panGains, type StereoBus } from "./stereo.ts";
import { StateVariableFilter } from "./svf.ts";

/** One note of a part. */
export interface Note {
  readonly startSec: number;
  readonly durationSec: number;
  /** MIDI number. */
  readonly pitch: number;
  /** 0 to 1. */
  readonly velocity: number;
}

/** Plays a note into a bus at a place between the speakers. */
export type Voice = (bus: StereoBus, note: Note, pan: number, random: Random) => void;

/** Samples between two turns of a filter's knob: often enough not to be heard. */
const controlFrames = 32;

/**
 * Runs `sample` over a note's frames with its envelope, panned and scaled. The envelope is worked out every few frames and
 * drawn straight between; `control` tells `sample` when to work out what it does as seldom.
 */
function render(
  bus: StereoBus,
  note: Note,
  pan: number,
  envelope: Envelope,
  gain: number,
  sample: (timeSec: number, control: boolean) => number,
): void {
  const [left, right] = panGains(pan);
  const start = Math.max(0, Math.round(note.startSec * bus.sampleRateHz));
  const frames = Math.ceil(soundingSec(envelope, note.durationSec) * bus.sampleRateHz);
  const end = Math.min(bus.left.length, start + frames);
  const scale = gain * note.velocity;
  const secPerFrame = 1 / bus.sampleRateHz;
  let level = 0;
  for (let block = start; block < end; block += controlFrames) {
    const blockEnd = Math.min(end, block + controlFrames);
    const until = (block - start + controlFrames) * secPerFrame;
    const target = envelopeLevel(envelope, note.durationSec, until) * scale;
    const slope = (target - level) / controlFrames;
    for (let frame = block; frame < blockEnd; frame += 1) {
      const value = sample((frame - start) * secPerFrame, frame === block) * level;
      level += slope;
      bus.left[frame] = (bus.left[frame] ?? 0) + value * left;
      bus.right[frame] = (bus.right[frame] ?? 0) + value * right;
    }
    level = target;
  }
}

/** A phase that advances and wraps. A class: V8 keeps its number in place, a closure's would be allocated anew every sample. */
class Phasor {
  #phase: number;

  constructor(start: number) {
    this.#phase = start;
  }

  advance(step: number): number {
    const now = this.#phase;
    const after = now + step;
    this.#phase = after >= 1 ? after - 1 : after;
    return now;
  }
}

export interface SawSettings {
  readonly envelope: Envelope;
  readonly gain: number;
  readonly detuneCents: number;
  readonly cutoffHz: number;
  /** Hertz that the filter opens beyond its cutoff at the start, falling with `sweepSec`. */
  readonly sweepHz: number;
  readonly sweepSec: number;
  readonly resonance: number;
  /** Speakers apart: two saws each, left and right. */
  readonly width: number;
}

/** Detuned sawtooths through a lowpass: pads, strings, basses, stabs, acid lines, by their settings. */
export function sawVoice(settings: SawSettings): Voice {
  return (bus, note, pan, random) => {
    const base = midiToHz(note.pitch) / bus.sampleRateHz;
    for (const side of settings.width === 0 ? [0] : [-1, 1]) {
      const first = new Phasor(random.next());
      const second = new Phasor(random.next());
      const cents = settings.detuneCents * (1 + 0.3 * side);
      const up = base * 2 ** (cents / 1200);
      const down = base * 2 ** (-cents / 1200);
      const filter = new StateVariableFilter(bus.sampleRateHz, settings.cutoffHz);
      const place = Math.max(-1, Math.min(1, pan + side * settings.width));
      const gain = settings.width === 0 ? settings.gain : settings.gain * 0.7;
      render(bus, note, place, settings.envelope, gain, (timeSec, control) => {
        if (control) {
          const sweep = settings.sweepHz * Math.exp(-timeSec / settings.sweepSec) * note.velocity;
          filter.tune(settings.cutoffHz + sweep, settings.resonance);
        }
        return filter.process(0.5 * (saw(first.advance(up), up) + saw(second.advance(down), down)));
      });
    }
  };
}

/** A pulse wave with vibrato that comes in late, as a player's would. */
export function leadVoice(envelope: Envelope, gain: number, cutoffHz: number, width = 0.4): Voice {
  return (bus, note, pan) => {
    const phase = new Phasor(0);
    const base = midiToHz(note.pitch) / bus.sampleRateHz;
    const filter = new StateVariableFilter(bus.sampleRateHz, cutoffHz, 0.2);
    let step = base;
    render(bus, note, pan, envelope, gain, (timeSec, control) => {
      if (control) {
        const depth = 0.004 * Math.min(1, Math.max(0, timeSec - 0.15) * 4);
        step = base * (1 + depth * sine(timeSec * 5.3));
      }
      return filter.process(pulse(phase.advance(step), step, width));
    });
  };
}

export interface FmSettings {
  readonly envelope: Envelope;
  readonly gain: number;
  readonly ratio: number;
  readonly index: number;
  readonly indexDecaySec: number;
}

/** Two-operator frequency modulation: electric piano (ratio 1), bells (3.5), marimba (4). */
export function fmVoice(settings: FmSettings): Voice {
  return (bus, note, pan) => {
    const hz = midiToHz(note.pitch);
    // High notes of a real instrument are purer, and would alias here.
    const brightness = Math.min(1, 700 / hz) * (0.4 + 0.6 * note.velocity);
    let depth = 0;
    render(bus, note, pan, settings.envelope, settings.gain, (timeSec, control) => {
      if (control)
        depth =
          ((settings.index * brightness) / (2 * Math.PI)) *
          Math.exp(-timeSec / settings.indexDecaySec);
      const modulator = depth * sine(hz * settings.ratio * timeSec);
      return sine(hz * timeSec + modulator);
    });
  };
}

/** Partials that die away the faster the higher they are: piano and organ by their list of [ratio, level, decay]. */
export function additiveVoice(
  envelope: Envelope,
  gain: number,
  partials: readonly (readonly [ratio: number, level: number, decaySec: number])[],
): Voice {
  return (bus, note, pan) => {
    const hz = midiToHz(note.pitch);
    const sounding = partials.filter(([ratio]) => hz * ratio < bus.sampleRateHz * 0.4);
    const levels = new Float64Array(sounding.length);
    const frequencies = Float64Array.from(sounding, ([ratio]) => hz * ratio);
    render(bus, note, pan, envelope, gain, (timeSec, control) => {
      if (control)
        sounding.forEach(([, level, decaySec], index) => {
          levels[index] = level * Math.exp(-timeSec / decaySec);
        });
      let sum = 0;
      for (let index = 0; index < levels.length; index += 1)
        sum += (levels[index] ?? 0) * sine((frequencies[index] ?? 0) * timeSec);
      return sum;
    });
  };
}

/**
 * A plucked string (Karplus and Strong 1983, tuned with a fractional delay).
 * @param brightness 0 (thumb on nylon) to 1 (pick on steel)
 * @param ringSec how long until it has fallen by 60 dB, for middle notes
 */
export function pluckVoice(
  envelope: Envelope,
  gain: number,
  brightness: number,
  ringSec: number,
): Voice {
  return (bus, note, pan, random) => {
    const period = bus.sampleRateHz / midiToHz(note.pitch) - 0.5;
    const line = new Float32Array(Math.ceil(period) + 2);
    const soften = new StateVariableFilter(
      bus.sampleRateHz,
      800 + 9000 * brightness * note.velocity,
    );
    for (let index = 0; index < line.length; index += 1)
      line[index] = soften.process(random.between(-1, 1)) * 1.6;
    const feedback = 10 ** ((-3 * period) / bus.sampleRateHz / ringSec);
    let write = 0;
    let before = 0;
    render(bus, note, pan, envelope, gain, () => {
      let read = write - period;
      if (read < 0) read += line.length;
      const index = Math.floor(read);
      const part = read - index;
      const value =
        (line[index] ?? 0) * (1 - part) +
        (line[index + 1 === line.length ? 0 : index + 1] ?? 0) * part;
      line[write] = 0.5 * (value + before) * feedback;
      before = value;
      write = write + 1 === line.length ? 0 : write + 1;
      return value;
    });
  };
}
