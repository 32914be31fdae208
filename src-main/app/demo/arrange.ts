import type { DrumName } from "#core/audio/synth/drums.ts";
import type { Random } from "#core/audio/synth/random.ts";
import type { Note } from "#core/audio/synth/voices.ts";

import { type BarContext, partBar } from "./part-patterns.ts";
import { type Style, type StyleName, styles } from "./styles.ts";

/** One stroke of a drum. */
export interface Stroke {
  readonly drum: DrumName;
  readonly startSec: number;
  readonly velocity: number;
}

/** A piece ready to be played: the notes of every part of its style, in their order. */
export interface Arrangement {
  readonly bpm: number;
  readonly lengthSec: number;
  readonly notes: readonly (readonly Note[])[];
  readonly strokes: readonly Stroke[];
}

const stepsPerBar = 16;

/**
 * Writes a piece in a style: an intro, a main part and a fuller last part over one progression, ending on its home chord.
 * Melodies repeat their phrase every second time round, as tunes do.
 */
export function arrange(name: StyleName, random: Random, lengthSec: number): Arrangement {
  const style = styles[name];
  const bpm = Math.round(random.between(...style.bpm));
  const barSec = 240 / bpm;
  const progression = style.progressions[random.index(style.progressions.length)] ?? [0];
  const bars = Math.max(8, Math.floor(lengthSec / barSec / 2) * 2);
  const tonic = random.index(12);
  const timeOf = (bar: number, step: number): number => {
    const swung = step % 2 === 1 ? style.swing * 0.5 : 0;
    return (bar + (step + swung) / stepsPerBar) * barSec;
  };
  const motif = random.index(2 ** 31);
  const notes = style.parts.map((part, index) => {
    const own: Note[] = [];
    for (let bar = 0; bar <= bars; bar += 1) {
      const last = bar === bars;
      if (!last && part.enters > sectionOf(bar, bars)) continue;
      const context: BarContext = {
        style,
        part,
        chord: chordAt(style, last ? 0 : (progression[bar % progression.length] ?? 0), tonic),
        nextChord: chordAt(style, progression[(bar + 1) % progression.length] ?? 0, tonic),
        tonic,
        stepSec: barSec / stepsPerBar,
        time: (step) => timeOf(bar, step),
        motifSeed: motif + (bar % 4) * 7919 + index * 104729 + (bar % 8 === 7 ? 1 : 0),
        last,
      };
      own.push(...partBar(context, random));
    }
    return own;
  });
  return {
    bpm,
    lengthSec: bars * barSec,
    notes,
    strokes: drumStrokes(style, bars, timeOf, random),
  };
}

/** 0 for the intro, 1 for the main part, 2 for the last. */
function sectionOf(bar: number, bars: number): 0 | 1 | 2 {
  if (bar < Math.min(4, bars / 4)) return 0;
  return bar < bars * 0.6 ? 1 : 2;
}

/** A chord's notes as semitones over C in one octave and upwards: thirds stacked on a degree of the scale. */
function chordAt(style: Style, degree: number, tonic: number): readonly number[] {
  return Array.from({ length: style.chordNotes }, (_, index) => {
    const step = degree + index * 2;
    return tonic + (style.scale[step % 7] ?? 0) + 12 * Math.floor(step / 7);
  });
}

function drumStrokes(
  style: Style,
  bars: number,
  timeOf: (bar: number, step: number) => number,
  random: Random,
): Stroke[] {
  const strokes: Stroke[] = [];
  for (const [drum, pattern] of Object.entries(style.drums) as [DrumName, string][])
    for (let bar = 0; bar < bars; bar += 1) {
      const intro = sectionOf(bar, bars) === 0;
      // The intro has only the light half of the kit, the last bar before a section leaves room for a fill.
      if (intro && ["kick", "snare", "clap", "tom"].includes(drum)) continue;
      if (drum === "tom" && bar % 4 !== 3) continue;
      for (let step = 0; step < stepsPerBar; step += 1) {
        const mark = pattern[step];
        if (mark !== "x" && mark !== "o") continue;
        const velocity = (mark === "x" ? 0.9 : 0.45) * random.between(0.85, 1.05);
        strokes.push({ drum, startSec: timeOf(bar, step) + random.between(0, 0.004), velocity });
      }
    }
  if (strokes.length > 0 && "kick" in style.drums)
    strokes.push({ drum: "kick", startSec: timeOf(bars, 0), velocity: 0.9 });
  return strokes.toSorted((left, right) => left.startSec - right.startSec);
}
