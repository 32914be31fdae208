import { playDrum } from "#core/audio/synth/drums.ts";
import { duck, pingPong, reverb } from "#core/audio/synth/effects.ts";
import { fadeEdges, master } from "#core/audio/synth/mastering.ts";
import { type Random, seededRandom } from "#core/audio/synth/random.ts";
import { dbToGain, mixInto, type StereoBus, stereoBus } from "#core/audio/synth/stereo.ts";

import { instruments } from "./instruments.ts";
import { type Arrangement, arrange } from "./arrange.ts";
import { type StyleName, styles } from "./styles.ts";

/** What decides a track: the same order gives the same samples. */
export interface TrackOrder {
  readonly style: StyleName;
  readonly seed: number;
  /** Length to come near, in seconds; whole bars and the last chord's ring decide. */
  readonly lengthSec: number;
}

/** A finished recording, mastered to -14 LUFS. */
export interface Recording {
  readonly sound: StereoBus;
  readonly bpm: number;
}

const sampleRateHz = 44100;
const ringSec = 3;

/** Composes, plays and masters a track. */
export function composeTrack(order: TrackOrder): Recording {
  const random = seededRandom(order.seed);
  const arrangement = arrange(order.style, random, order.lengthSec - ringSec);
  const frames = Math.round((arrangement.lengthSec + ringSec) * sampleRateHz);
  const mix = stereoBus(sampleRateHz, frames);
  playParts(mix, order.style, arrangement, random);
  playDrums(mix, order.style, arrangement, random);
  addDust(mix, styles[order.style].dust, random);
  master(mix);
  fadeEdges(mix, 0.005, 1.5);
  return { sound: mix, bpm: arrangement.bpm };
}

function playParts(
  mix: StereoBus,
  style: StyleName,
  arrangement: Arrangement,
  random: Random,
): void {
  const { parts, room, pump } = styles[style];
  const frames = mix.left.length;
  const dry = stereoBus(sampleRateHz, frames);
  const toRoom = stereoBus(sampleRateHz, frames);
  const toEcho = stereoBus(sampleRateHz, frames);
  const scratch = stereoBus(sampleRateHz, frames);
  parts.forEach((part, index) => {
    scratch.left.fill(0);
    scratch.right.fill(0);
    const play = instruments[part.instrument];
    for (const note of arrangement.notes[index] ?? []) play(scratch, note, part.pan, random);
    const gain = dbToGain(part.gainDb);
    mixInto(dry, scratch, gain);
    if (part.reverb > 0) mixInto(toRoom, scratch, gain * part.reverb);
    if (part.echo > 0) mixInto(toEcho, scratch, gain * part.echo);
  });
  const echoes = pingPong(toEcho, (60 / arrangement.bpm) * 0.75, 0.45);
  mixInto(dry, echoes, 0.6);
  mixInto(toRoom, echoes, 0.2);
  mixInto(dry, reverb(toRoom, room), 1);
  const kicks = arrangement.strokes
    .filter((stroke) => stroke.drum === "kick")
    .map((stroke) => stroke.startSec);
  if (pump > 0 && kicks.length > 0) duck(dry, kicks, pump, (60 / arrangement.bpm) * 0.9);
  mixInto(mix, dry, 1);
}

function playDrums(
  mix: StereoBus,
  style: StyleName,
  arrangement: Arrangement,
  random: Random,
): void {
  const { kit, room } = styles[style];
  if (arrangement.strokes.length === 0) return;
  const drums = stereoBus(sampleRateHz, mix.left.length);
  for (const stroke of arrangement.strokes)
    playDrum(drums, stroke.drum, stroke.startSec, stroke.velocity, kit, random);
  mixInto(mix, drums, 0.75);
  mixInto(mix, reverb(drums, { decaySec: Math.min(1, room.decaySec), damping: 0.5 }), 0.09);
}

/** The hiss and crackle of a record that was played often. */
function addDust(mix: StereoBus, level: number, random: Random): void {
  if (level === 0) return;
  let pop = 0;
  let hiss = 0;
  for (let frame = 0; frame < mix.left.length; frame += 1) {
    if (random.chance(0.00012)) pop = random.between(-1, 1) * level * 4;
    pop *= 0.82;
    hiss = hiss * 0.7 + random.between(-1, 1) * level * 0.12;
    mix.left[frame] = (mix.left[frame] ?? 0) + pop + hiss;
    mix.right[frame] = (mix.right[frame] ?? 0) + pop * 0.7 - hiss;
  }
}
