import { describe, expect, test } from "vitest";

import { integratedLoudness } from "#core/audio/loudness.ts";

import { reverb } from "./effects.ts";
import { envelopeLevel } from "./envelope.ts";
import { limit, master } from "./mastering.ts";
import { midiToHz, pulse, saw, sine } from "./oscillators.ts";
import { seededRandom } from "./random.ts";
import { type StereoBus, stereoBus } from "./stereo.ts";
import { StateVariableFilter } from "./svf.ts";
import { fmVoice, pluckVoice, sawVoice } from "./voices.ts";

const rate = 44100;
const envelope = { attackSec: 0.005, decaySec: 0.4, sustain: 0.6, releaseSec: 0.2 };

/** Level of one frequency in a signal (Goertzel), as an amplitude. */
function amplitudeAt(samples: Float32Array, hz: number): number {
  let re = 0;
  let im = 0;
  samples.forEach((sample, index) => {
    re += sample * Math.cos((2 * Math.PI * hz * index) / rate);
    im += sample * Math.sin((2 * Math.PI * hz * index) / rate);
  });
  return (2 * Math.hypot(re, im)) / samples.length;
}

function peak(samples: Float32Array): number {
  return samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);
}

function toneBus(hz: number, amplitude: number, seconds: number): StereoBus {
  const bus = stereoBus(rate, rate * seconds);
  for (let frame = 0; frame < bus.left.length; frame += 1) {
    const value = amplitude * Math.sin((2 * Math.PI * hz * frame) / rate);
    bus.left[frame] = value;
    bus.right[frame] = value;
  }
  return bus;
}

describe("oscillators", () => {
  test("A4 is 440 Hz and an octave doubles", () => {
    expect(midiToHz(69)).toBe(440);
    expect(midiToHz(81)).toBeCloseTo(880, 9);
    expect(sine(0.25)).toBeCloseTo(1, 5);
  });

  // Catches: the hiss of a naive sawtooth or pulse at high notes.
  test.each([
    ["saw", saw],
    ["pulse", (phase: number, step: number) => pulse(phase, step, 0.5)],
  ])("a high %s has little that is not in its harmonics", (_, shape) => {
    const hz = 3217;
    const samples = Float32Array.from({ length: rate }, (__, index) =>
      shape(((index * hz) / rate) % 1, hz / rate),
    );
    const fundamental = amplitudeAt(samples, hz);
    // 13 * 3217 = 41821 folds to 2279 Hz.
    expect(amplitudeAt(samples, 44100 - 13 * hz)).toBeLessThan(fundamental * 0.02);
  });
});

test("an envelope starts and ends at zero and never jumps", () => {
  let before = 0;
  for (let time = 0; time < 1; time += 0.0002) {
    const level = envelopeLevel(envelope, 0.5, time);
    expect(Math.abs(level - before)).toBeLessThan(0.05);
    before = level;
  }
  expect(envelopeLevel(envelope, 0.5, 0)).toBe(0);
  expect(envelopeLevel(envelope, 0.5, 0.71)).toBe(0);
});

test("the filter keeps what is below its cutoff, takes what is above, and is stable at its edge", () => {
  const run = (hz: number): number => {
    const filter = new StateVariableFilter(rate, 1000);
    const samples = Float32Array.from({ length: 8820 }, (_, index) =>
      filter.process(Math.sin((2 * Math.PI * hz * index) / rate)),
    );
    return amplitudeAt(samples, hz);
  };
  expect(run(100)).toBeGreaterThan(0.95);
  expect(run(8000)).toBeLessThan(0.03);
  const wild = new StateVariableFilter(rate, 20, 1);
  const random = seededRandom(1);
  for (let index = 0; index < 50_000; index += 1) {
    if (index % 7 === 0) wild.tune(random.between(20, 20_000), 1);
    expect(Number.isFinite(wild.process(random.between(-1, 1)))).toBe(true);
  }
});

// Catches: instruments out of tune with each other (a plucked string's delay is easily a sample off).
test.each([
  ["pluck", pluckVoice(envelope, 1, 0.6, 3)],
  [
    "saw",
    sawVoice({
      envelope,
      gain: 1,
      detuneCents: 0,
      cutoffHz: 4000,
      sweepHz: 0,
      sweepSec: 1,
      resonance: 0,
      width: 0,
    }),
  ],
  ["electric piano", fmVoice({ envelope, gain: 1, ratio: 1, index: 1, indexDecaySec: 0.3 })],
])("a %s is in tune", (_, voice) => {
  for (const pitch of [45, 64, 76]) {
    const bus = stereoBus(rate, rate);
    voice(bus, { startSec: 0, durationSec: 0.8, pitch, velocity: 0.8 }, 0, seededRandom(2));
    const hz = midiToHz(pitch);
    const middle = bus.left.slice(2000, 2000 + 22050);
    const cents = (offset: number): number => amplitudeAt(middle, hz * 2 ** (offset / 1200));
    const best = [-40, -30, -20, -10, 0, 10, 20, 30, 40].toSorted((a, b) => cents(b) - cents(a))[0];
    expect(Math.abs(best ?? 99)).toBeLessThanOrEqual(10);
  }
});

describe("loudness and limiting", () => {
  // EBU Tech 3341: a stereo 997 Hz sine at -20 dBFS reads -20 LUFS (one channel would be 3 LU less).
  test("a reference tone reads what the standard says", () => {
    const bus = toneBus(997, 0.1, 5);
    expect(integratedLoudness([bus.left, bus.right], rate)).toBeCloseTo(-20, 1);
    expect(integratedLoudness([bus.left], rate)).toBeCloseTo(-23, 1);
    expect(integratedLoudness([new Float32Array(rate)], rate)).toBe(Number.NEGATIVE_INFINITY);
  });

  test("the gate leaves silence out", () => {
    const bus = toneBus(997, 0.1, 10);
    bus.left.fill(0, rate * 5);
    bus.right.fill(0, rate * 5);
    expect(integratedLoudness([bus.left, bus.right], rate)).toBeCloseTo(-20, 0);
  });

  test("the limiter holds its ceiling without a step in the gain", () => {
    const bus = toneBus(50, 0.5, 1);
    for (let frame = 20_000; frame < 20_050; frame += 1) {
      bus.left[frame] = 3;
      bus.right[frame] = -3;
    }
    const before = bus.left.slice();
    limit(bus, 0.8);
    expect(peak(bus.left)).toBeLessThanOrEqual(0.8001);
    expect(bus.left.slice(0, 10_000)).toEqual(before.slice(0, 10_000));
    for (let frame = 19_000; frame < 19_990; frame += 1)
      expect(Math.abs((bus.left[frame + 1] ?? 0) - (bus.left[frame] ?? 0))).toBeLessThan(0.02);
  });

  test("mastering brings quiet and loud mixes to the same loudness", () => {
    for (const amplitude of [0.001, 0.05, 0.9]) {
      const bus = toneBus(440, amplitude, 3);
      master(bus, -14, -1);
      expect(integratedLoudness([bus.left, bus.right], rate)).toBeCloseTo(-14, 0);
      expect(peak(bus.left)).toBeLessThanOrEqual(0.892);
    }
  });
});

test("a reverberation dies away in about its time and does not blow up", () => {
  const bus = stereoBus(rate, rate * 4);
  bus.left[0] = 1;
  bus.right[0] = 1;
  const wet = reverb(bus, { decaySec: 1.5, damping: 0.2 });
  const energy = (from: number, to: number): number =>
    Math.sqrt(
      wet.left.slice(rate * from, rate * to).reduce((sum, value) => sum + value * value, 0),
    );
  expect(energy(0, 0.5)).toBeGreaterThan(0.01);
  expect(energy(2, 2.5) / energy(0, 0.5)).toBeLessThan(0.01);
  expect(wet.left).not.toEqual(wet.right);
});
