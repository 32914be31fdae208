import { seededRandom, seedOf } from "#core/audio/synth/random.ts";

import { encodePng } from "./png.ts";

type Colour = readonly [red: number, green: number, blue: number];
/** Which of the three colours is at a point of the unit square; null is the background. */
type Motif = (x: number, y: number) => "front" | "dark" | null;

const side = 600;
/** Points a pixel is made of, along one edge: smooth outlines. */
const samplesPerEdge = 2;

/** OKLCH to sRGB (Ottosson 2020), clipped to what a screen can show. */
export function oklchToRgb(lightness: number, chroma: number, hueDegrees: number): Colour {
  const a = chroma * Math.cos((hueDegrees * Math.PI) / 180);
  const b = chroma * Math.sin((hueDegrees * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channel = (linear: number): number => {
    const clipped = Math.min(1, Math.max(0, linear));
    const coded = clipped <= 0.0031308 ? clipped * 12.92 : 1.055 * clipped ** (1 / 2.4) - 0.055;
    return Math.round(coded * 255);
  };
  return [
    channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    channel(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

const inside = (x: number, y: number, left: number, top: number, width: number, height: number) =>
  x >= left && x < left + width && y >= top && y < top + height;

const motifs: readonly [Motif, ...Motif[]] = [
  // A sun over a dark shore.
  (x, y) => (y > 0.7 ? "dark" : Math.hypot(x - 0.5, y - 0.56) < 0.27 ? "front" : null),
  // Two peaks.
  (x, y) => {
    if (y > 0.48 && Math.abs(x - 0.75) < (y - 0.48) * 0.86) return "dark";
    return y > 0.22 && Math.abs(x - 0.5) < (y - 0.22) * 0.64 ? "front" : null;
  },
  // A record.
  (x, y) => {
    const radius = Math.hypot(x - 0.5, y - 0.5);
    const ring = Math.abs(radius - 0.34) < 0.025 || Math.abs(radius - 0.2) < 0.025;
    return ring || radius < 0.06 ? "front" : null;
  },
  // Towers.
  (x, y) => {
    if (y > 0.8 && y < 0.84) return "dark";
    const tower =
      inside(x, y, 0.12, 0.2, 0.16, 0.6) ||
      inside(x, y, 0.36, 0.38, 0.16, 0.42) ||
      inside(x, y, 0.6, 0.28, 0.16, 0.52);
    return tower ? "front" : null;
  },
  // Waves.
  (x, y) => {
    if (y > 0.78 - 0.07 * Math.sin(x * 7 + 0.6)) return "dark";
    return y > 0.6 - 0.11 * Math.sin(x * 6.4) ? "front" : null;
  },
  // Two sheets.
  (x, y) => {
    if (inside(x, y, 0.36, 0.36, 0.52, 0.52)) return "front";
    return inside(x, y, 0.24, 0.24, 0.52, 0.52) ? "dark" : null;
  },
  // A moon, half lit.
  (x, y) => (Math.hypot(x - 0.5, y - 0.5) < 0.4 ? (x < 0.5 ? "dark" : "front") : null),
];

/** Draws an album's cover: one quiet shape in three related colours, its own for every name. A PNG of 600 by 600. */
export function drawCover(name: string): Uint8Array<ArrayBuffer> {
  const random = seededRandom(seedOf(name));
  const hue = random.between(0, 360);
  const colours = {
    back: oklchToRgb(0.46, 0.1, hue),
    front: oklchToRgb(0.82, 0.11, hue + random.between(30, 150)),
    dark: oklchToRgb(0.25, 0.06, hue),
  };
  const motif = random.pick(motifs);
  const pixels = new Uint8Array(side * side * 3);
  const points = samplesPerEdge ** 2;
  for (let row = 0; row < side; row += 1)
    for (let column = 0; column < side; column += 1) {
      const sum = [0, 0, 0];
      for (let point = 0; point < points; point += 1) {
        const x = (column + ((point % samplesPerEdge) + 0.5) / samplesPerEdge) / side;
        const y = (row + (Math.floor(point / samplesPerEdge) + 0.5) / samplesPerEdge) / side;
        const colour = colours[motif(x, y) ?? "back"];
        for (let channel = 0; channel < 3; channel += 1)
          sum[channel] = (sum[channel] ?? 0) + (colour[channel] ?? 0);
      }
      for (let channel = 0; channel < 3; channel += 1)
        pixels[(row * side + column) * 3 + channel] = (sum[channel] ?? 0) / points;
    }
  return encodePng({ width: side, height: side, pixels });
}
