import type { PcmChunk } from "./pcm.ts";

interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/** The K-weighting of ITU-R BS.1770 for any sample rate (coefficients derived as in libebur128). */
function kWeighting(sampleRateHz: number): readonly [Biquad, Biquad] {
  const shelfK = Math.tan((Math.PI * 1681.974450955533) / sampleRateHz);
  const shelfQ = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const shelf0 = 1 + shelfK / shelfQ + shelfK * shelfK;
  const passK = Math.tan((Math.PI * 38.13547087602444) / sampleRateHz);
  const passQ = 0.5003270373238773;
  const pass0 = 1 + passK / passQ + passK * passK;
  return [
    {
      b: [
        (high + (band * shelfK) / shelfQ + shelfK * shelfK) / shelf0,
        (2 * (shelfK * shelfK - high)) / shelf0,
        (high - (band * shelfK) / shelfQ + shelfK * shelfK) / shelf0,
      ],
      a: [(2 * (shelfK * shelfK - 1)) / shelf0, (1 - shelfK / shelfQ + shelfK * shelfK) / shelf0],
    },
    {
      b: [1, -2, 1],
      a: [(2 * (passK * passK - 1)) / pass0, (1 - passK / passQ + passK * passK) / pass0],
    },
  ];
}

function filtered(samples: Float32Array, { b, a }: Biquad): Float32Array {
  const out = new Float32Array(samples.length);
  let x1 = 0;
  let x2 = 0;
  let y1 = 0;
  let y2 = 0;
  for (let index = 0; index < samples.length; index += 1) {
    const x = samples[index] ?? 0;
    const y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    out[index] = y;
  }
  return out;
}

const loudnessOf = (power: number): number => -0.691 + 10 * Math.log10(power);

/**
 * Integrated loudness of a mono or stereo sound in LUFS (ITU-R BS.1770-4, EBU R 128): blocks of 400 ms every 100 ms, gated at
 * -70 LUFS and at 10 LU below their mean. -Infinity for silence.
 */
export function integratedLoudness(sound: PcmChunk, sampleRateHz: number): number {
  const stage = kWeighting(sampleRateHz);
  const weighted = sound.map((samples) => filtered(filtered(samples, stage[0]), stage[1]));
  const hop = Math.round(sampleRateHz / 10);
  const hops = Math.floor((sound[0]?.length ?? 0) / hop);
  const hopPower = Float64Array.from({ length: hops }, (_, index) => {
    let sum = 0;
    for (const samples of weighted)
      for (let at = index * hop; at < (index + 1) * hop; at += 1) sum += (samples[at] ?? 0) ** 2;
    return sum / hop;
  });
  const blocks = Array.from({ length: Math.max(0, hops - 3) }, (_, index) =>
    hopPower.subarray(index, index + 4).reduce((sum, power) => sum + power / 4, 0),
  );
  const mean = (powers: readonly number[]): number =>
    powers.reduce((sum, power) => sum + power, 0) / powers.length;
  const audible = blocks.filter((power) => loudnessOf(power) > -70);
  if (audible.length === 0) return Number.NEGATIVE_INFINITY;
  const gate = loudnessOf(mean(audible)) - 10;
  return loudnessOf(mean(audible.filter((power) => loudnessOf(power) > gate)));
}
