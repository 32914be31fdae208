import type { DrumKit, DrumName } from "#core/audio/synth/drums.ts";

import type { InstrumentName } from "./instruments.ts";

export type StyleName =
  | "indieFolk"
  | "dreamPop"
  | "ambient"
  | "lofi"
  | "deepHouse"
  | "techno"
  | "synthwave"
  | "jazz"
  | "chamber"
  | "bossa"
  | "cityPop"
  | "drumAndBass"
  | "dub";

/** What a part plays over each bar's chord. */
export type PartPattern =
  | "sustain"
  | "arpeggio"
  | "strum"
  | "offbeat"
  | "comp"
  | "rootBass"
  | "offbeatBass"
  | "walkingBass"
  | "sixteenths"
  | "melody";

export interface Part {
  readonly instrument: InstrumentName;
  readonly pattern: PartPattern;
  /** MIDI number around which the part lies. */
  readonly centre: number;
  readonly gainDb: number;
  readonly pan: number;
  readonly reverb: number;
  readonly echo: number;
  /** The section it comes in with: 0 from the start, 1 after the intro, 2 in the last part. */
  readonly enters: 0 | 1 | 2;
}

/** How a genre is played. Everything that makes one genre sound unlike another is here. */
export interface Style {
  readonly bpm: readonly [low: number, high: number];
  /** Delay of every second sixteenth, as a part of a sixteenth. */
  readonly swing: number;
  /** Semitones of the scale's seven steps. */
  readonly scale: readonly number[];
  /** Scale degrees (0 to 6) of the chords, a bar each. */
  readonly progressions: readonly (readonly number[])[];
  /** Notes of a chord: 3, or more for sevenths and ninths. */
  readonly chordNotes: 3 | 4 | 5;
  readonly parts: readonly Part[];
  /** Sixteen steps a bar: x strong, o soft, . silent. */
  readonly drums: Partial<Record<DrumName, string>>;
  readonly kit: DrumKit;
  readonly room: { readonly decaySec: number; readonly damping: number };
  /** How deep the kick ducks everything else, 0 for not at all. */
  readonly pump: number;
  /** Level of the dust of an old record, 0 for none. */
  readonly dust: number;
}

const major = [0, 2, 4, 5, 7, 9, 11] as const;
const minor = [0, 2, 3, 5, 7, 8, 10] as const;
const dorian = [0, 2, 3, 5, 7, 9, 10] as const;
const lydian = [0, 2, 4, 6, 7, 9, 11] as const;

const acousticKit: DrumKit = {
  kickHz: 58,
  kickSec: 0.22,
  click: 0.1,
  snareHz: 190,
  snareSec: 0.17,
  toneHz: 7000,
};
const machineKit: DrumKit = {
  kickHz: 49,
  kickSec: 0.34,
  click: 0.25,
  snareHz: 175,
  snareSec: 0.2,
  toneHz: 9000,
};
const dustyKit: DrumKit = {
  kickHz: 55,
  kickSec: 0.26,
  click: 0.04,
  snareHz: 165,
  snareSec: 0.15,
  toneHz: 3600,
};

function part(
  instrument: InstrumentName,
  pattern: PartPattern,
  centre: number,
  gainDb: number,
  rest: Partial<Omit<Part, "instrument" | "pattern" | "centre" | "gainDb">> = {},
): Part {
  return { instrument, pattern, centre, gainDb, pan: 0, reverb: 0.15, echo: 0, enters: 0, ...rest };
}

const plain = { swing: 0, chordNotes: 3, pump: 0, dust: 0, kit: acousticKit, drums: {} } as const;

export const styles: Readonly<Record<StyleName, Style>> = {
  indieFolk: {
    ...plain,
    bpm: [84, 104],
    scale: major,
    progressions: [
      [0, 4, 5, 3],
      [0, 3, 0, 4],
      [5, 3, 0, 4],
    ],
    parts: [
      part("steel", "strum", 58, -3, { pan: -0.35, reverb: 0.12 }),
      part("nylon", "arpeggio", 64, -4, { pan: 0.4, reverb: 0.2 }),
      part("fingerBass", "rootBass", 38, -3, { enters: 1, reverb: 0.03 }),
      part("softLead", "melody", 72, -8, { enters: 1, reverb: 0.3, pan: 0.1 }),
      part("strings", "sustain", 62, -14, { enters: 2, reverb: 0.35 }),
    ],
    drums: { kick: "x.......x.......", shaker: "o.x.o.x.o.x.o.x.", rim: "....x.......x..." },
    room: { decaySec: 1.3, damping: 0.35 },
  },
  dreamPop: {
    ...plain,
    bpm: [96, 112],
    scale: major,
    chordNotes: 4,
    progressions: [
      [0, 2, 3, 3],
      [3, 0, 4, 5],
      [5, 4, 3, 0],
    ],
    parts: [
      part("warmPad", "sustain", 60, -6, { reverb: 0.45 }),
      part("steel", "arpeggio", 70, -6, { pan: -0.3, reverb: 0.5, echo: 0.4 }),
      part("synthBass", "rootBass", 38, -6, { enters: 1, reverb: 0.02 }),
      part("lead", "melody", 74, -9, { enters: 1, reverb: 0.5, echo: 0.35, pan: 0.15 }),
      part("bell", "arpeggio", 82, -12, { enters: 2, reverb: 0.6, pan: 0.5 }),
    ],
    drums: {
      kick: "x.....x.x.......",
      snare: "....x.......x...",
      hat: "x.o.x.o.x.o.x.o.",
    },
    room: { decaySec: 2.8, damping: 0.3 },
  },
  ambient: {
    ...plain,
    bpm: [56, 66],
    scale: lydian,
    chordNotes: 5,
    progressions: [
      [0, 5, 3, 1],
      [0, 2, 5, 1],
    ],
    parts: [
      part("glassPad", "sustain", 60, -3, { reverb: 0.7 }),
      part("warmPad", "sustain", 50, -9, { reverb: 0.6 }),
      part("bell", "melody", 79, -7, { enters: 1, reverb: 0.8, echo: 0.5, pan: 0.3 }),
      part("harp", "arpeggio", 72, -10, { enters: 2, reverb: 0.7, echo: 0.4, pan: -0.4 }),
      part("subBass", "sustain", 31, -12, { reverb: 0.1 }),
    ],
    room: { decaySec: 5, damping: 0.25 },
  },
  lofi: {
    ...plain,
    bpm: [72, 86],
    swing: 0.32,
    scale: dorian,
    chordNotes: 5,
    progressions: [
      [1, 4, 0, 5],
      [0, 3, 6, 2],
      [3, 2, 1, 0],
    ],
    parts: [
      part("electricPiano", "comp", 60, -2, { reverb: 0.15, pan: -0.15 }),
      part("subBass", "rootBass", 36, -5, { reverb: 0 }),
      part("nylon", "melody", 72, -5, { enters: 1, reverb: 0.25, echo: 0.25, pan: 0.25 }),
      part("warmPad", "sustain", 64, -16, { enters: 2, reverb: 0.3 }),
    ],
    drums: {
      kick: "x......ox.x.....",
      snare: "....x.......x..o",
      hat: "x.o.x.oox.o.x.o.",
    },
    kit: dustyKit,
    room: { decaySec: 0.9, damping: 0.6 },
    pump: 0.25,
    dust: 0.012,
  },
  deepHouse: {
    ...plain,
    bpm: [120, 124],
    swing: 0.12,
    scale: minor,
    chordNotes: 5,
    progressions: [
      [0, 0, 5, 6],
      [0, 3, 5, 4],
    ],
    parts: [
      part("warmPad", "sustain", 60, -9, { reverb: 0.4 }),
      part("synthBass", "offbeatBass", 36, -3, { reverb: 0.02 }),
      part("stab", "offbeat", 63, -6, { enters: 1, reverb: 0.35, echo: 0.35 }),
      part("electricPiano", "melody", 75, -8, { enters: 1, reverb: 0.35, echo: 0.3, pan: 0.2 }),
    ],
    drums: {
      kick: "x...x...x...x...",
      clap: "....x.......x...",
      openHat: "..x...x...x...x.",
      hat: "o.ooo.ooo.ooo.oo",
    },
    kit: machineKit,
    room: { decaySec: 1.8, damping: 0.4 },
    pump: 0.55,
  },
  techno: {
    ...plain,
    bpm: [130, 138],
    scale: minor,
    progressions: [
      [0, 0, 0, 5],
      [0, 0, 3, 0],
    ],
    parts: [
      part("acid", "sixteenths", 45, -3, { reverb: 0.08, echo: 0.25 }),
      part("subBass", "offbeatBass", 33, -5, { reverb: 0 }),
      part("stab", "offbeat", 66, -11, { enters: 1, reverb: 0.5, echo: 0.5, pan: 0.3 }),
      part("glassPad", "sustain", 69, -10, { enters: 2, reverb: 0.6 }),
    ],
    drums: {
      kick: "x...x...x...x...",
      clap: "....o.......o...",
      openHat: "..x...x...x...x.",
      rim: "...o..o....o..o.",
    },
    kit: { ...machineKit, kickHz: 46, click: 0.4 },
    room: { decaySec: 2.2, damping: 0.5 },
    pump: 0.45,
  },
  synthwave: {
    ...plain,
    bpm: [100, 116],
    scale: minor,
    progressions: [
      [0, 5, 2, 6],
      [0, 3, 5, 6],
      [5, 6, 0, 0],
    ],
    parts: [
      part("synthBass", "sixteenths", 38, -4, { reverb: 0.02 }),
      part("stab", "arpeggio", 67, -7, { pan: -0.3, reverb: 0.25, echo: 0.3 }),
      part("warmPad", "sustain", 60, -8, { reverb: 0.4 }),
      part("lead", "melody", 76, -5, { enters: 1, reverb: 0.35, echo: 0.3, pan: 0.1 }),
    ],
    drums: {
      kick: "x...x...x...x...",
      snare: "....x.......x...",
      hat: "x.x.x.x.x.x.x.x.",
      tom: "..............xx",
    },
    kit: { ...machineKit, snareSec: 0.32 },
    room: { decaySec: 2, damping: 0.25 },
    pump: 0.3,
  },
  jazz: {
    ...plain,
    bpm: [108, 132],
    swing: 0.6,
    scale: major,
    chordNotes: 5,
    progressions: [
      [1, 4, 0, 5],
      [0, 5, 1, 4],
      [2, 5, 1, 4],
    ],
    parts: [
      part("piano", "comp", 60, -3, { pan: -0.25, reverb: 0.15 }),
      part("fingerBass", "walkingBass", 40, 0, { reverb: 0.05, pan: 0.1 }),
      part("electricPiano", "melody", 74, -5, { enters: 1, reverb: 0.2, pan: 0.3 }),
    ],
    drums: {
      ride: "x...x..xx...x..x",
      hat: "....x.......x...",
      kick: "o.......o.......",
      rim: "............o...",
    },
    room: { decaySec: 1.1, damping: 0.45 },
  },
  chamber: {
    ...plain,
    bpm: [66, 80],
    scale: minor,
    progressions: [
      [0, 3, 4, 0],
      [0, 5, 3, 4],
      [0, 6, 5, 4],
    ],
    parts: [
      part("strings", "sustain", 58, -4, { reverb: 0.4, pan: -0.2 }),
      part("piano", "arpeggio", 66, -3, { reverb: 0.3, pan: 0.15 }),
      part("strings", "melody", 76, -7, { enters: 1, reverb: 0.45, pan: -0.35 }),
      part("strings", "rootBass", 41, -8, { enters: 1, reverb: 0.3, pan: 0.35 }),
      part("harp", "arpeggio", 76, -9, { enters: 2, reverb: 0.4, pan: 0.5 }),
    ],
    room: { decaySec: 2.6, damping: 0.35 },
  },
  bossa: {
    ...plain,
    bpm: [124, 138],
    scale: major,
    chordNotes: 5,
    progressions: [
      [0, 1, 4, 0],
      [0, 5, 1, 4],
      [3, 2, 1, 4],
    ],
    parts: [
      part("nylon", "comp", 60, -1, { pan: -0.25, reverb: 0.18 }),
      part("fingerBass", "rootBass", 40, -2, { reverb: 0.04 }),
      part("marimba", "melody", 74, -6, { enters: 1, reverb: 0.25, pan: 0.3 }),
      part("softLead", "melody", 69, -11, { enters: 2, reverb: 0.3 }),
    ],
    drums: {
      kick: "x..ox...x..ox...",
      rim: "x..x..x...x..x..",
      shaker: "xoxoxoxoxoxoxoxo",
    },
    kit: { ...acousticKit, kickSec: 0.16 },
    room: { decaySec: 1, damping: 0.4 },
  },
  cityPop: {
    ...plain,
    bpm: [102, 114],
    swing: 0.08,
    scale: major,
    chordNotes: 5,
    progressions: [
      [3, 4, 2, 5],
      [3, 2, 1, 0],
      [1, 4, 2, 5],
    ],
    parts: [
      part("electricPiano", "comp", 62, -4, { pan: -0.3, reverb: 0.2 }),
      part("fingerBass", "sixteenths", 40, -3, { reverb: 0.02 }),
      part("strings", "sustain", 70, -13, { reverb: 0.35, pan: 0.3 }),
      part("lead", "melody", 74, -7, { enters: 1, reverb: 0.3, echo: 0.2 }),
      part("bell", "offbeat", 79, -14, { enters: 2, reverb: 0.4, pan: 0.4 }),
    ],
    drums: {
      kick: "x..x..x.x...x...",
      snare: "....x.......x...",
      hat: "xoxoxoxoxoxoxoxo",
      openHat: "..............x.",
    },
    room: { decaySec: 1.4, damping: 0.3 },
  },
  drumAndBass: {
    ...plain,
    bpm: [170, 174],
    scale: minor,
    chordNotes: 4,
    progressions: [
      [0, 0, 5, 5],
      [0, 0, 3, 6],
    ],
    parts: [
      part("warmPad", "sustain", 62, -7, { reverb: 0.5 }),
      part("subBass", "rootBass", 34, -2, { reverb: 0 }),
      part("electricPiano", "arpeggio", 72, -9, { enters: 1, reverb: 0.4, echo: 0.35, pan: 0.25 }),
      part("softLead", "melody", 74, -10, { enters: 2, reverb: 0.5, echo: 0.3 }),
    ],
    drums: {
      kick: "x.........x.....",
      snare: "....x.......x...",
      hat: "x.x.x.x.x.x.x.x.",
      rim: ".......o.o.....o",
      ride: "x...x...x...x...",
    },
    kit: { ...machineKit, kickHz: 56, kickSec: 0.18 },
    room: { decaySec: 1.6, damping: 0.4 },
    pump: 0.2,
  },
  dub: {
    ...plain,
    bpm: [68, 76],
    swing: 0.15,
    scale: dorian,
    progressions: [
      [0, 0, 3, 3],
      [0, 6, 0, 3],
    ],
    parts: [
      part("organ", "offbeat", 62, -5, { reverb: 0.25, echo: 0.55, pan: 0.2 }),
      part("fingerBass", "walkingBass", 36, 1, { reverb: 0.02 }),
      part("steel", "offbeat", 67, -7, { reverb: 0.3, echo: 0.3, pan: -0.35 }),
      part("softLead", "melody", 72, -8, { enters: 1, reverb: 0.4, echo: 0.6 }),
    ],
    drums: {
      kick: "........x.......",
      rim: "....o...x...o...",
      hat: "x.x.x.x.x.x.x.xo",
      openHat: "......x.........",
    },
    room: { decaySec: 2.4, damping: 0.5 },
  },
};
