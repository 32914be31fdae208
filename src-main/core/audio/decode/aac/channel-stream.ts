import type { BitReader } from "#core/audio/decode/bit-reader.ts";

import type { NoiseGenerator } from "./noise.ts";
import { addPulses, readPulses } from "./pulses.ts";
import { isIntensity, maxBands, noiseBand, readCodebooks, readGains } from "./section-data.ts";
import { dequantise, readSpectralValues } from "./spectral-values.ts";
import { applyTns, readTns, type TnsFilter } from "./tns.ts";
import { readWindowInfo, type WindowInfo } from "./window-info.ts";

/** The left channel of a pair, for noise that both channels share. */
export interface Partner {
  readonly stream: ChannelStream;
  readonly isJoint: Uint8Array;
}

/**
 * `individual_channel_stream`: one channel's frame, from bits to spectrum. Structured after aac.js 0.1.3 (c) 2012 Official.fm
 * Labs, LGPL-3.0-or-later.
 */
export class ChannelStream {
  info: WindowInfo | null = null;
  /** 1,024 lines; of short windows one after the other, 128 each. */
  readonly spectrum = new Float64Array(1024);
  readonly codebooks = new Uint8Array(maxBands);
  readonly gains = new Float64Array(maxBands);
  readonly #quantised = new Int16Array(1024);
  readonly #noiseStates = new Int32Array(maxBands);
  #tns: readonly TnsFilter[] = [];

  /**
   * @param common the windows where a pair shares them
   *
   * Throws RangeError when the frame is damaged or uses what AAC-LC does not have.
   */
  read(
    bits: BitReader,
    rateIndex: number,
    noise: NoiseGenerator,
    common: WindowInfo | null,
    partner: Partner | null,
  ): void {
    const globalGain = bits.read(8);
    const info = common ?? readWindowInfo(bits, rateIndex);
    this.info = info;
    readCodebooks(bits, info, this.codebooks);
    readGains(bits, info, globalGain, this.codebooks, this.gains);
    const pulses = readPulses(bits, info);
    this.#tns = readTns(bits, info);
    if (bits.read(1) === 1) throw new RangeError("AAC-LC has no gain control.");
    this.#readQuantised(bits, info);
    if (bits.overrun) throw new RangeError("An AAC frame is cut short.");
    addPulses(pulses, this.#quantised);
    this.#makeSpectrum(info, noise, partner);
  }

  /** The last step before the filter bank, after stereo has been undone. */
  applyTns(): void {
    if (this.info !== null) applyTns(this.#tns, this.info, this.spectrum);
  }

  #readQuantised(bits: BitReader, info: WindowInfo): void {
    this.#quantised.fill(0);
    forEachBand(info, (band, from, to) => {
      const codebook = this.codebooks[band] ?? 0;
      if (isSpectral(codebook)) readSpectralValues(bits, codebook, this.#quantised, from, to);
    });
  }

  #makeSpectrum(info: WindowInfo, noise: NoiseGenerator, partner: Partner | null): void {
    this.spectrum.fill(0);
    let lastBand = -1;
    forEachBand(info, (band, from, to) => {
      const codebook = this.codebooks[band] ?? 0;
      const gain = this.gains[band] ?? 0;
      if (isSpectral(codebook)) {
        dequantise(this.#quantised, this.spectrum, from, to, gain);
      } else if (codebook === noiseBand) {
        if (band !== lastBand) this.#beginNoise(band, noise, partner);
        noise.fill(this.spectrum, from, to, gain);
      }
      lastBand = band;
    });
  }

  /** Joint bands of a pair get the same noise. ISO/IEC 14496-3, 4.6.13.3. */
  #beginNoise(band: number, noise: NoiseGenerator, partner: Partner | null): void {
    if (partner?.isJoint[band] === 1 && partner.stream.codebooks[band] === noiseBand)
      noise.state = partner.stream.#noiseStates[band] ?? noise.state;
    this.#noiseStates[band] = noise.state;
  }
}

function isSpectral(codebook: number): boolean {
  return codebook !== 0 && codebook !== noiseBand && !isIntensity(codebook);
}

/** Every band of every window in the order of the bit stream: its number among all groups' bands, and its lines. */
export function forEachBand(
  info: WindowInfo,
  visit: (band: number, from: number, to: number) => void,
): void {
  const { offsets } = info.bands;
  let window = 0;
  info.groupLengths.forEach((length, group) => {
    for (let index = 0; index < info.bandCount; index += 1)
      for (let member = 0; member < length; member += 1) {
        const base = (window + member) * 128;
        visit(
          group * info.bandCount + index,
          base + (offsets[index] ?? 0),
          base + (offsets[index + 1] ?? 0),
        );
      }
    window += length;
  });
}
