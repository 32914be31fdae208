import {
  additiveVoice,
  fmVoice,
  leadVoice,
  pluckVoice,
  sawVoice,
  type Voice,
} from "#core/audio/synth/voices.ts";

export type InstrumentName =
  | "warmPad"
  | "glassPad"
  | "strings"
  | "nylon"
  | "steel"
  | "harp"
  | "piano"
  | "electricPiano"
  | "bell"
  | "marimba"
  | "organ"
  | "lead"
  | "softLead"
  | "stab"
  | "synthBass"
  | "subBass"
  | "fingerBass"
  | "acid";

const saws = {
  gain: 0.2,
  detuneCents: 7,
  cutoffHz: 900,
  sweepHz: 0,
  sweepSec: 1,
  resonance: 0.05,
  width: 0.6,
} as const;

const strike = (decaySec: number, releaseSec = 0.25) =>
  ({ attackSec: 0.003, decaySec, sustain: 0, releaseSec }) as const;

/** Every instrument of the demo's bands, by name. */
export const instruments: Readonly<Record<InstrumentName, Voice>> = {
  warmPad: sawVoice({
    ...saws,
    envelope: { attackSec: 0.5, decaySec: 1, sustain: 0.8, releaseSec: 0.9 },
    gain: 0.17,
    sweepHz: 500,
    sweepSec: 2,
  }),
  glassPad: additiveVoice({ attackSec: 0.9, decaySec: 2, sustain: 0.8, releaseSec: 1.6 }, 0.13, [
    [1, 0.6, 30],
    [2.003, 0.35, 6],
    [3.01, 0.18, 4],
    [5.02, 0.1, 2.5],
  ]),
  strings: sawVoice({
    ...saws,
    envelope: { attackSec: 0.16, decaySec: 0.8, sustain: 0.85, releaseSec: 0.45 },
    detuneCents: 11,
    cutoffHz: 2100,
    width: 0.45,
  }),
  nylon: pluckVoice(strike(4, 0.2), 0.5, 0.22, 2.2),
  steel: pluckVoice(strike(5, 0.2), 0.42, 0.6, 3.2),
  harp: pluckVoice(strike(5, 0.8), 0.42, 0.38, 3.6),
  piano: additiveVoice({ attackSec: 0.002, decaySec: 5, sustain: 0, releaseSec: 0.3 }, 0.26, [
    [1, 0.7, 2.6],
    [2.001, 0.36, 1.7],
    [3.004, 0.2, 1.1],
    [4.01, 0.12, 0.8],
    [5.02, 0.08, 0.5],
    [6.04, 0.05, 0.3],
  ]),
  electricPiano: fmVoice({
    envelope: strike(2.6, 0.3),
    gain: 0.24,
    ratio: 1,
    index: 1.7,
    indexDecaySec: 0.45,
  }),
  bell: fmVoice({
    envelope: strike(3, 1.4),
    gain: 0.13,
    ratio: 3.5,
    index: 1.9,
    indexDecaySec: 0.7,
  }),
  marimba: fmVoice({
    envelope: strike(0.6, 0.2),
    gain: 0.3,
    ratio: 4,
    index: 0.9,
    indexDecaySec: 0.05,
  }),
  organ: additiveVoice({ attackSec: 0.015, decaySec: 1, sustain: 1, releaseSec: 0.08 }, 0.13, [
    [0.5, 0.4, 60],
    [1, 0.7, 60],
    [2, 0.4, 60],
    [3, 0.25, 60],
    [4, 0.15, 60],
  ]),
  lead: leadVoice({ attackSec: 0.01, decaySec: 0.3, sustain: 0.7, releaseSec: 0.18 }, 0.16, 2600),
  softLead: leadVoice(
    { attackSec: 0.06, decaySec: 0.5, sustain: 0.75, releaseSec: 0.3 },
    0.2,
    1300,
    0.5,
  ),
  stab: sawVoice({
    ...saws,
    envelope: { attackSec: 0.004, decaySec: 0.18, sustain: 0.15, releaseSec: 0.15 },
    gain: 0.26,
    cutoffHz: 700,
    sweepHz: 2600,
    sweepSec: 0.12,
    width: 0.5,
  }),
  synthBass: sawVoice({
    ...saws,
    envelope: { attackSec: 0.005, decaySec: 0.35, sustain: 0.55, releaseSec: 0.08 },
    gain: 0.42,
    detuneCents: 4,
    cutoffHz: 320,
    sweepHz: 900,
    sweepSec: 0.12,
    resonance: 0.2,
    width: 0,
  }),
  subBass: additiveVoice({ attackSec: 0.012, decaySec: 0.8, sustain: 0.85, releaseSec: 0.1 }, 0.5, [
    [1, 0.8, 40],
    [2, 0.16, 2],
    [3, 0.06, 0.5],
  ]),
  fingerBass: pluckVoice(strike(2.5, 0.08), 0.85, 0.08, 1.6),
  acid: sawVoice({
    ...saws,
    envelope: { attackSec: 0.003, decaySec: 0.22, sustain: 0.35, releaseSec: 0.05 },
    gain: 0.34,
    detuneCents: 0,
    cutoffHz: 260,
    sweepHz: 2400,
    sweepSec: 0.09,
    resonance: 0.78,
    width: 0,
  }),
};
