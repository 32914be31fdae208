import { BitReader } from "./bit-reader.ts";
import { alacMixedChannels, decodeResidual, predict } from "./alac-prediction.ts";
import type { PcmChunk } from "#core/audio/pcm.ts";

/**
 * Apple Lossless, written from the public description of the format (ALACMagicCookieDescription, and the reference decoder's
 * behaviour as Apple published it under Apache-2.0 in 2011).
 */
export interface AlacConfig {
  readonly framesPerPacket: number;
  readonly bitDepth: number;
  readonly historyMult: number;
  readonly initialHistory: number;
  readonly riceLimit: number;
  readonly channels: number;
  readonly sampleRateHz: number;
}

/** Reads the 24 bytes of an ALACSpecificConfig. Null when they make no sense. */
export function readAlacConfig(cookie: Uint8Array): AlacConfig | null {
  if (cookie.length < 24) return null;
  const view = new DataView(cookie.buffer, cookie.byteOffset, cookie.byteLength);
  const config: AlacConfig = {
    framesPerPacket: view.getUint32(0, false),
    bitDepth: view.getUint8(5),
    historyMult: view.getUint8(6),
    initialHistory: view.getUint8(7),
    riceLimit: view.getUint8(8),
    channels: view.getUint8(9),
    sampleRateHz: view.getUint32(20, false),
  };
  const sane =
    config.framesPerPacket > 0 &&
    config.framesPerPacket <= 65536 &&
    [16, 20, 24, 32].includes(config.bitDepth) &&
    config.channels >= 1 &&
    config.channels <= 8 &&
    config.sampleRateHz > 0;
  return sane ? config : null;
}

/** Apple's channel order (centre first) to WAV's (left, right, centre, LFE, surround), by number of channels. */
const wavOrder: Readonly<Record<number, readonly number[]>> = {
  3: [1, 2, 0],
  4: [1, 2, 0, 3],
  5: [1, 2, 0, 3, 4],
  6: [1, 2, 0, 5, 3, 4],
  7: [1, 2, 0, 6, 5, 3, 4],
  8: [3, 4, 0, 7, 5, 6, 1, 2],
};

const elementSingle = 0;
const elementPair = 1;
const elementLfe = 3;
const elementData = 4;
const elementFill = 6;
const elementEnd = 7;

/** Decodes packets one at a time; every packet stands alone. */
export class AlacPacketDecoder {
  readonly #config: AlacConfig;
  readonly #residual: Int32Array;
  readonly #outputs: readonly [Int32Array, Int32Array];
  readonly #shifted: Uint32Array;

  constructor(config: AlacConfig) {
    this.#config = config;
    this.#residual = new Int32Array(config.framesPerPacket);
    this.#outputs = [
      new Int32Array(config.framesPerPacket),
      new Int32Array(config.framesPerPacket),
    ];
    this.#shifted = new Uint32Array(config.framesPerPacket * 2);
  }

  /** One packet's samples in WAV channel order. Throws RangeError when the packet is damaged. */
  decode(packet: Uint8Array): PcmChunk {
    const bits = new BitReader(packet);
    const coded: Float32Array<ArrayBuffer>[] = [];
    while (coded.length < this.#config.channels) {
      const element = bits.read(3);
      if (element === elementEnd) break;
      if (element === elementSingle || element === elementLfe)
        coded.push(...this.#decodeElement(bits, 1));
      else if (element === elementPair) coded.push(...this.#decodeElement(bits, 2));
      else if (element === elementFill) skipFill(bits);
      else if (element === elementData) skipData(bits);
      else throw new RangeError(`ALAC element ${element} is not known.`);
      if (bits.overrun) throw new RangeError("An ALAC packet is cut short.");
    }
    const [first] = coded;
    if (first === undefined) return [];
    const order = wavOrder[this.#config.channels];
    return Array.from(
      { length: this.#config.channels },
      (_, channel) => coded[order?.[channel] ?? channel] ?? new Float32Array(first.length),
    );
  }

  #decodeElement(bits: BitReader, channels: 1 | 2): Float32Array<ArrayBuffer>[] {
    bits.skip(16);
    const flags = bits.read(4);
    const shiftBits = ((flags >> 1) & 3) * 8;
    const frames = (flags & 8) === 0 ? this.#config.framesPerPacket : bits.read(32);
    if (frames > this.#config.framesPerPacket)
      throw new RangeError("An ALAC packet claims too many samples.");
    const escaped = (flags & 1) !== 0;
    if (escaped) this.#readVerbatim(bits, channels, frames);
    else this.#readCompressed(bits, channels, frames, shiftBits);
    return this.#toFloat(channels, frames, escaped ? 0 : shiftBits);
  }

  #readVerbatim(bits: BitReader, channels: 1 | 2, frames: number): void {
    for (let frame = 0; frame < frames; frame += 1)
      for (let channel = 0; channel < channels; channel += 1)
        this.#output(channel)[frame] = bits.readSigned(this.#config.bitDepth);
  }

  #readCompressed(bits: BitReader, channels: 1 | 2, frames: number, shiftBits: number): void {
    const width = this.#config.bitDepth - shiftBits + (channels === 2 ? 1 : 0);
    const mixBits = bits.read(8);
    const mixWeight = bits.readSigned(8);
    const filters = Array.from({ length: channels }, () => readFilter(bits));
    for (let index = 0; index < (shiftBits === 0 ? 0 : frames * channels); index += 1)
      this.#shifted[index] = bits.read(shiftBits);
    filters.forEach((filter, channel) => {
      decodeResidual(bits, this.#residual, frames, width, {
        historyMult: (this.#config.historyMult * filter.historyFactor) >> 2,
        initialHistory: this.#config.initialHistory,
        riceLimit: this.#config.riceLimit,
      });
      const out = this.#output(channel);
      if (filter.mode !== 0) predict(this.#residual, this.#residual, frames, deltaOnly, width, 0);
      predict(this.#residual, out, frames, filter.coefficients, width, filter.shift);
    });
    if (channels === 2 && mixWeight !== 0)
      alacMixedChannels(this.#outputs[0], this.#outputs[1], frames, mixBits, mixWeight);
  }

  #output(channel: number): Int32Array {
    return channel === 0 ? this.#outputs[0] : this.#outputs[1];
  }

  #toFloat(channels: 1 | 2, frames: number, shiftBits: number): Float32Array<ArrayBuffer>[] {
    const scale = 1 / 2 ** (this.#config.bitDepth - 1);
    return Array.from({ length: channels }, (_, channel) => {
      const samples = new Float32Array(frames);
      const out = this.#output(channel);
      for (let frame = 0; frame < frames; frame += 1) {
        let value = out[frame] ?? 0;
        if (shiftBits !== 0)
          value = (value << shiftBits) | (this.#shifted[frame * channels + channel] ?? 0);
        samples[frame] = value * scale;
      }
      return samples;
    });
  }
}

/** 31 coefficients is the format's word for "first differences", for which no coefficients are sent. */
const deltaOnly = new Int16Array(31);

interface Filter {
  readonly mode: number;
  readonly shift: number;
  readonly historyFactor: number;
  readonly coefficients: Int16Array;
}

function readFilter(bits: BitReader): Filter {
  const mode = bits.read(4);
  const shift = bits.read(4);
  const historyFactor = bits.read(3);
  const coefficients = new Int16Array(bits.read(5));
  for (let index = 0; index < coefficients.length; index += 1)
    coefficients[index] = bits.readSigned(16);
  return { mode, shift, historyFactor, coefficients };
}

function skipFill(bits: BitReader): void {
  let count = bits.read(4);
  if (count === 15) count += bits.read(8) - 1;
  bits.skip(count * 8);
}

function skipData(bits: BitReader): void {
  bits.skip(4);
  const align = bits.read(1) === 1;
  let count = bits.read(8);
  if (count === 255) count += bits.read(8);
  if (align) bits.position = Math.ceil(bits.position / 8) * 8;
  bits.skip(count * 8);
}
