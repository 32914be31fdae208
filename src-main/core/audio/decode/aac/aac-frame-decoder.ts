import type { PcmChunk } from "#core/audio/pcm.ts";
import { BitReader } from "#core/audio/decode/bit-reader.ts";

import type { AacConfig } from "./audio-specific-config.ts";
import { type ChannelOrder, readProgramConfig } from "./channel-layout.ts";
import { ChannelStream } from "./channel-stream.ts";
import { FilterBank } from "./filter-bank.ts";
import { NoiseGenerator } from "./noise.ts";
import { readPair } from "./stereo.ts";

const singleElement = 0;
const pairElement = 1;
const couplingElement = 2;
const lfeElement = 3;
const dataElement = 4;
const programElement = 5;
const fillElement = 6;
const endElement = 7;

/**
 * Decodes AAC-LC frame by frame (`raw_data_block`), 1,024 samples each.
 *
 * Of HE-AAC (SBR, PS) the LC core is decoded and the extension, which travels in fill elements, is passed over: the sound
 * comes at half the rate, without its treble, and mono where it would be parametric stereo. For outlines and analysis that
 * is enough. Coupling channels are not decoded.
 */
export class AacFrameDecoder {
  readonly #config: AacConfig;
  readonly #noise = new NoiseGenerator();
  readonly #streams: ChannelStream[] = [];
  readonly #banks: FilterBank[] = [];
  #order: ChannelOrder | null;

  constructor(config: AacConfig) {
    this.#config = config;
    this.#order = config.order;
  }

  /** Null until a stream that describes itself has done so. */
  get channels(): number | null {
    return this.#order?.length ?? null;
  }

  /** One frame's samples in WAV channel order. Throws RangeError when it is damaged; then call {@link skip}. */
  decode(frame: Uint8Array): PcmChunk {
    return this.decodeBlock(new BitReader(frame));
  }

  /** As {@link decode}, from where `bits` stands; leaves it after the block, on a whole byte. */
  decodeBlock(bits: BitReader): PcmChunk {
    const used = this.#readElements(bits);
    bits.position = Math.ceil(bits.position / 8) * 8;
    if (this.#order === null) throw new RangeError("An AAC stream does not say its channels.");
    for (let channel = 0; channel < used; channel += 1) this.#streams[channel]?.applyTns();
    return this.#order.map((channel) => {
      const stream = this.#streams[channel];
      const bank = this.#bank(channel);
      if (channel >= used || stream === undefined || stream.info === null) return bank.skip();
      return bank.next(stream.spectrum, stream.info.sequence, stream.info.shape);
    });
  }

  /** Stands for a frame that could not be read: the sound fades out. Empty before the channels are known. */
  skip(): PcmChunk {
    return this.#order?.map((channel) => this.#bank(channel).skip()) ?? [];
  }

  /** Reads up to the end element; answers how many channels there were. */
  #readElements(bits: BitReader): number {
    let used = 0;
    for (;;) {
      const element = bits.read(3);
      if (element === endElement) break;
      if (element === singleElement || element === lfeElement) {
        bits.skip(4);
        this.#stream(used).read(bits, this.#config.rateIndex, this.#noise, null, null);
        used += 1;
      } else if (element === pairElement) {
        bits.skip(4);
        const left = this.#stream(used);
        readPair(bits, this.#config.rateIndex, this.#noise, left, this.#stream(used + 1));
        used += 2;
      } else this.#readOther(bits, element);
      if (bits.overrun) throw new RangeError("An AAC frame is cut short.");
    }
    if (used === 0) throw new RangeError("There is no sound in an AAC frame.");
    return used;
  }

  #readOther(bits: BitReader, element: number): void {
    if (element === dataElement) skipData(bits);
    else if (element === fillElement) skipFill(bits);
    else if (element === programElement) {
      bits.skip(4);
      const order = readProgramConfig(bits);
      this.#order ??= order;
    } else if (element === couplingElement)
      throw new RangeError("AAC coupling channels are not supported.");
  }

  #stream(channel: number): ChannelStream {
    if (channel >= (this.channels ?? 16))
      throw new RangeError("An AAC frame has more channels than were stated.");
    return (this.#streams[channel] ??= new ChannelStream());
  }

  #bank(channel: number): FilterBank {
    return (this.#banks[channel] ??= new FilterBank());
  }
}

function skipData(bits: BitReader): void {
  bits.skip(4);
  const isAligned = bits.read(1) === 1;
  let count = bits.read(8);
  if (count === 255) count += bits.read(8);
  if (isAligned) bits.position = Math.ceil(bits.position / 8) * 8;
  bits.skip(count * 8);
}

function skipFill(bits: BitReader): void {
  let count = bits.read(4);
  if (count === 15) count += bits.read(8) - 1;
  bits.skip(count * 8);
}
