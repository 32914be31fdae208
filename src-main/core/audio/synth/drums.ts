import { sine } from "./oscillators.ts";
import type { Random } from "./random.ts";
import { panGains, type StereoBus } from "./stereo.ts";
import { StateVariableFilter } from "./svf.ts";

export type DrumName =
  | "kick"
  | "snare"
  | "clap"
  | "hat"
  | "openHat"
  | "ride"
  | "shaker"
  | "rim"
  | "tom";

/** How a kit is tuned; one kit for all genres would make them alike. */
export interface DrumKit {
  readonly kickHz: number;
  readonly kickSec: number;
  readonly click: number;
  readonly snareHz: number;
  readonly snareSec: number;
  /** Cutoff over everything: a dusty record or a bright machine. */
  readonly toneHz: number;
}

type Shape = (timeSec: number) => number;

function strike(
  bus: StereoBus,
  startSec: number,
  lengthSec: number,
  pan: number,
  gain: number,
  shape: Shape,
): void {
  const [left, right] = panGains(pan);
  const start = Math.round(startSec * bus.sampleRateHz);
  const frames = Math.ceil(lengthSec * bus.sampleRateHz);
  for (let index = 0; index < frames; index += 1) {
    const frame = start + index;
    if (frame < 0 || frame >= bus.left.length) continue;
    const timeSec = index / bus.sampleRateHz;
    // A millisecond in and five out, so that neither edge clicks.
    const edges = Math.min(1, timeSec * 1500, (lengthSec - timeSec) * 200);
    const value = shape(timeSec) * gain * edges;
    bus.left[frame] = (bus.left[frame] ?? 0) + value * left;
    bus.right[frame] = (bus.right[frame] ?? 0) + value * right;
  }
}

function noiseBand(
  bus: StereoBus,
  random: Random,
  cutoffHz: number,
  kind: "high" | "band",
): () => number {
  const filter = new StateVariableFilter(bus.sampleRateHz, cutoffHz, kind === "band" ? 0.6 : 0.1);
  return () => {
    filter.process(random.between(-1, 1));
    return kind === "high" ? filter.high : filter.band;
  };
}

function kick(bus: StereoBus, startSec: number, velocity: number, kit: DrumKit): void {
  // The phase is the integral of a pitch that falls from kickHz * 5 to kickHz.
  const fallSec = 0.035;
  strike(bus, startSec, kit.kickSec * 1.6, 0, 0.85 * velocity, (timeSec) => {
    const phase = kit.kickHz * (timeSec + 4 * fallSec * (1 - Math.exp(-timeSec / fallSec)));
    const click = kit.click * Math.exp(-timeSec * 900) * sine(timeSec * 3100);
    return sine(phase) * Math.exp((-timeSec * 4) / kit.kickSec) + click;
  });
}

function snare(
  bus: StereoBus,
  startSec: number,
  velocity: number,
  kit: DrumKit,
  random: Random,
): void {
  const noise = noiseBand(bus, random, Math.min(kit.toneHz, 2400), "high");
  const dark = new StateVariableFilter(bus.sampleRateHz, kit.toneHz);
  strike(bus, startSec, kit.snareSec * 1.5, 0.04, 0.4 * velocity, (timeSec) => {
    const body = sine(kit.snareHz * timeSec) * Math.exp(-timeSec * 28);
    const rattle = noise() * Math.exp((-timeSec * 4.5) / kit.snareSec);
    return dark.process(body * 0.8 + rattle);
  });
}

function clap(bus: StereoBus, startSec: number, velocity: number, random: Random): void {
  const noise = noiseBand(bus, random, 1300, "band");
  strike(bus, startSec, 0.28, -0.05, 0.7 * velocity, (timeSec) => {
    const hands =
      timeSec < 0.03 ? 1 - ((timeSec * 100) % 1) * 0.8 : Math.exp(-(timeSec - 0.03) * 18);
    return noise() * hands;
  });
}

function metal(
  bus: StereoBus,
  startSec: number,
  velocity: number,
  settings: {
    readonly cutoffHz: number;
    readonly lengthSec: number;
    readonly pan: number;
    readonly gain: number;
  },
  random: Random,
): void {
  const noise = noiseBand(bus, random, settings.cutoffHz, "high");
  strike(bus, startSec, settings.lengthSec, settings.pan, settings.gain * velocity, (timeSec) => {
    const ring = 0.25 * (sine(timeSec * 5387) + sine(timeSec * 7919) + sine(timeSec * 9241));
    return (noise() * 0.8 + ring * 0.3) * Math.exp((-timeSec * 5) / settings.lengthSec);
  });
}

/** Plays one stroke. */
export function playDrum(
  bus: StereoBus,
  drum: DrumName,
  startSec: number,
  velocity: number,
  kit: DrumKit,
  random: Random,
): void {
  const bright = Math.min(kit.toneHz, 8000);
  switch (drum) {
    case "kick":
      return kick(bus, startSec, velocity, kit);
    case "snare":
      return snare(bus, startSec, velocity, kit, random);
    case "clap":
      return clap(bus, startSec, velocity, random);
    case "hat":
      return metal(
        bus,
        startSec,
        velocity,
        { cutoffHz: bright, lengthSec: 0.07, pan: 0.25, gain: 0.22 },
        random,
      );
    case "openHat":
      return metal(
        bus,
        startSec,
        velocity,
        { cutoffHz: bright * 0.9, lengthSec: 0.32, pan: 0.25, gain: 0.2 },
        random,
      );
    case "ride":
      return metal(
        bus,
        startSec,
        velocity,
        { cutoffHz: bright * 0.75, lengthSec: 0.55, pan: -0.3, gain: 0.14 },
        random,
      );
    case "shaker":
      return metal(
        bus,
        startSec,
        velocity,
        { cutoffHz: bright * 0.8, lengthSec: 0.1, pan: -0.35, gain: 0.16 },
        random,
      );
    case "rim":
      return strike(
        bus,
        startSec,
        0.06,
        0.15,
        0.4 * velocity,
        (timeSec) => (sine(timeSec * 1720) + 0.5 * sine(timeSec * 2630)) * Math.exp(-timeSec * 90),
      );
    case "tom":
      return strike(
        bus,
        startSec,
        0.4,
        -0.2,
        0.5 * velocity,
        (timeSec) =>
          sine(110 * (timeSec + 0.03 * (1 - Math.exp(-timeSec * 25)))) * Math.exp(-timeSec * 9),
      );
  }
}
