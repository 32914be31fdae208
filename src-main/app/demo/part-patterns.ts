import { assertNever } from "#shared/lib/assert-never.ts";
import { type Random, seededRandom } from "#core/audio/synth/random.ts";
import type { Note } from "#core/audio/synth/voices.ts";

import type { Part, Style } from "./styles.ts";

/** What a part knows while it writes one bar. */
export interface BarContext {
  readonly style: Style;
  readonly part: Part;
  /** Semitones over C, root first. */
  readonly chord: readonly number[];
  readonly nextChord: readonly number[];
  readonly tonic: number;
  readonly stepSec: number;
  /** Start of a sixteenth of this bar, swing included. */
  readonly time: (step: number) => number;
  /** The same for bars that repeat each other. */
  readonly motifSeed: number;
  /** The bar of the final chord. */
  readonly last: boolean;
}

/** The pitch of a note name nearest to a MIDI number. */
function near(semitone: number, centre: number): number {
  const offset = (((semitone - centre) % 12) + 12) % 12;
  return centre + (offset > 6 ? offset - 12 : offset);
}

/** A chord's notes close around a centre, from low to high. */
function voicing(chord: readonly number[], centre: number): number[] {
  return chord.map((note) => near(note, centre)).toSorted((low, high) => low - high);
}

/** Writes one bar of a part. */
export function partBar(bar: BarContext, random: Random): Note[] {
  if (bar.last) return finalChord(bar);
  switch (bar.part.pattern) {
    case "sustain":
      return voicing(bar.chord, bar.part.centre).map((pitch) => note(bar, 0, 16, pitch, 0.7));
    case "arpeggio":
      return arpeggio(bar, random);
    case "strum":
      return strum(bar, random);
    case "offbeat":
      return [2, 6, 10, 14].flatMap((step) => chordAt(bar, step, 1.5, random.between(0.6, 0.75)));
    case "comp":
      return comp(bar, random);
    case "rootBass":
      return rootBass(bar);
    case "offbeatBass":
      return [2, 6, 10, 14].map((step) =>
        note(bar, step, 1.7, near(bar.chord[0] ?? 0, bar.part.centre), 0.85),
      );
    case "walkingBass":
      return walkingBass(bar);
    case "sixteenths":
      return sixteenths(bar);
    case "melody":
      return melody(bar);
    default:
      return assertNever(bar.part.pattern);
  }
}

function note(bar: BarContext, step: number, steps: number, pitch: number, velocity: number): Note {
  return { startSec: bar.time(step), durationSec: steps * bar.stepSec, pitch, velocity };
}

function chordAt(bar: BarContext, step: number, steps: number, velocity: number): Note[] {
  return voicing(bar.chord, bar.part.centre).map((pitch) =>
    note(bar, step, steps, pitch, velocity),
  );
}

function finalChord(bar: BarContext): Note[] {
  const bass = ["rootBass", "offbeatBass", "walkingBass", "sixteenths"].includes(bar.part.pattern);
  if (bass) return [note(bar, 0, 10, near(bar.chord[0] ?? 0, bar.part.centre), 0.75)];
  if (bar.part.pattern === "melody")
    return [note(bar, 0, 10, near(bar.chord[0] ?? 0, bar.part.centre), 0.7)];
  return voicing(bar.chord.slice(0, 4), bar.part.centre).map((pitch, index) => ({
    ...note(bar, 0, 10, pitch, 0.65),
    startSec: bar.time(0) + index * 0.03,
  }));
}

function arpeggio(bar: BarContext, random: Random): Note[] {
  const pitches = voicing(bar.chord, bar.part.centre);
  const order = [...pitches, (pitches[0] ?? 60) + 12];
  const shape = seededRandom(bar.motifSeed);
  const down = shape.chance(0.3);
  return Array.from({ length: 8 }, (_, index) => {
    const at = index % (order.length * 2 - 2);
    const up = at < order.length ? at : order.length * 2 - 2 - at;
    const pitch = order[down ? order.length - 1 - up : up] ?? 60;
    const velocity = (index % 4 === 0 ? 0.75 : 0.55) * random.between(0.9, 1.05);
    return note(bar, index * 2, 3, pitch, velocity);
  });
}

function strum(bar: BarContext, random: Random): Note[] {
  const strokes = [
    [0, 0.75],
    [4, 0.55],
    [6, 0.45],
    [10, 0.6],
    [12, 0.55],
    [14, 0.4],
  ] as const;
  const pitches = voicing(bar.chord, bar.part.centre);
  const full = [(pitches[0] ?? 48) - 12, ...pitches, (pitches[0] ?? 48) + 12];
  return strokes.flatMap(([step, velocity], index) =>
    (index % 2 === 0 ? full : full.toReversed()).map((pitch, string) => ({
      ...note(bar, step, 3.5, pitch, velocity * random.between(0.85, 1)),
      startSec: bar.time(step) + string * 0.011,
    })),
  );
}

/** Chords where a pianist's left hand would put them: the same places whenever the bar comes back. */
function comp(bar: BarContext, random: Random): Note[] {
  const places = seededRandom(bar.motifSeed).pick<readonly (readonly [number, number])[]>([
    [
      [0, 5],
      [6, 2],
      [11, 4],
    ],
    [
      [0, 3],
      [3, 6],
      [10, 5],
    ],
    [
      [2, 3],
      [8, 5],
      [14, 2],
    ],
  ]);
  return places.flatMap(([step, steps]) =>
    voicing(bar.chord.slice(1), bar.part.centre).map((pitch, index) => ({
      ...note(bar, step, steps, pitch, random.between(0.5, 0.65)),
      startSec: bar.time(step) + index * 0.006,
    })),
  );
}

function rootBass(bar: BarContext): Note[] {
  const root = near(bar.chord[0] ?? 0, bar.part.centre);
  const fifth = near(bar.chord[2] ?? 0, bar.part.centre + 4);
  return [
    note(bar, 0, 6, root, 0.9),
    note(bar, 6, 2, root, 0.6),
    note(bar, 8, 6, fifth, 0.75),
    note(bar, 14, 2, root, 0.6),
  ];
}

/** Root, third, fifth, and a half step into the next root. */
function walkingBass(bar: BarContext): Note[] {
  const { centre } = bar.part;
  const next = near(bar.nextChord[0] ?? 0, centre);
  const way = [
    near(bar.chord[0] ?? 0, centre),
    near(bar.chord[1] ?? 0, centre + 2),
    near(bar.chord[2] ?? 0, centre + 4),
  ];
  const approach = (way[2] ?? centre) > next ? next + 1 : next - 1;
  return [...way, approach].map((pitch, beat) =>
    note(bar, beat * 4, 3.6, pitch, beat % 2 === 0 ? 0.85 : 0.7),
  );
}

/** A line of sixteenths around the root with accents and rests that come back. */
function sixteenths(bar: BarContext): Note[] {
  const line = seededRandom(bar.motifSeed);
  const root = near(bar.chord[0] ?? 0, bar.part.centre);
  const choices = [0, 0, 0, 12, 7, 0, 12] as const;
  const notes: Note[] = [];
  for (let step = 0; step < 16; step += 1) {
    const accent = line.chance(0.3);
    const pitch = step % 8 === 0 ? root : root + line.pick(choices);
    if (step % 4 === 0 || line.chance(0.72))
      notes.push(note(bar, step, accent ? 1 : 0.6, pitch, accent ? 0.95 : 0.6));
  }
  return notes;
}

/** A tune in the scale: chord notes on the strong beats, steps between them, a rest to breathe at the end. */
function melody(bar: BarContext): Note[] {
  const tune = seededRandom(bar.motifSeed);
  const rhythm = tune.pick<readonly number[]>([
    [0, 4, 6, 8],
    [0, 3, 6, 10],
    [2, 4, 8, 10, 12],
    [0, 6, 8],
    [4, 6, 8, 12],
    [0, 8, 11],
  ]);
  const scale = bar.style.scale.map((semitone) => semitone + bar.tonic);
  const ladder = Array.from({ length: 24 }, (_, offset) => bar.part.centre - 10 + offset).filter(
    (pitch) => scale.some((semitone) => (pitch - semitone) % 12 === 0),
  );
  const chordSteps = ladder.filter((pitch) =>
    bar.chord.slice(0, 3).some((semitone) => (pitch - semitone) % 12 === 0),
  );
  let at = tune.index(ladder.length);
  return rhythm.map((step, index) => {
    at = Math.max(0, Math.min(ladder.length - 1, at + tune.pick([-2, -1, -1, 1, 1, 2] as const)));
    let pitch = ladder[at] ?? bar.part.centre;
    if (step % 4 === 0) {
      pitch = chordSteps.toSorted((a, b) => Math.abs(a - pitch) - Math.abs(b - pitch))[0] ?? pitch;
      at = ladder.indexOf(pitch);
    }
    const until = rhythm[index + 1] ?? 15;
    return note(bar, step, Math.max(1, (until - step) * 0.9), pitch, tune.between(0.6, 0.85));
  });
}
