import { BitReader } from "#core/audio/decode/bit-reader.ts";

import { rateIndexFor, sampleRatesHz } from "./band-tables.ts";
import { channelOrder, type ChannelOrder, readProgramConfig } from "./channel-layout.ts";

/** What has to be known before the first frame. */
export interface AacConfig {
  /** Which row of the band tables serves the rate. */
  readonly rateIndex: number;
  /** Of the core that is decoded: half of what an HE-AAC file claims. */
  readonly sampleRateHz: number;
  /** Null when a program configuration element in the stream itself says it. */
  readonly order: ChannelOrder | null;
}

const lowComplexity = 2;
const spectralBandReplication = 5;
const parametricStereo = 29;
const kinds: Readonly<Record<number, string>> = {
  1: "AAC Main",
  3: "AAC-SSR",
  4: "AAC-LTP",
  23: "AAC-LD",
  39: "AAC-ELD",
  42: "xHE-AAC",
};

/**
 * Reads an AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1). Answers a sentence's end for what there is no decoder for.
 * Throws RangeError when it is damaged.
 */
export function readAudioSpecificConfig(
  bytes: Uint8Array,
): (AacConfig & { readonly order: ChannelOrder }) | string {
  const bits = new BitReader(bytes);
  let kind = readKind(bits);
  const rate = readRate(bits);
  const configuration = bits.read(4);
  if (kind === spectralBandReplication || kind === parametricStereo) {
    readRate(bits);
    kind = readKind(bits);
  }
  if (bits.overrun) throw new RangeError("An AudioSpecificConfig is cut short.");
  if (kind !== lowComplexity)
    return `${kinds[kind] ?? `MPEG-4 audio of type ${kind}`} is not supported`;
  if (bits.read(1) === 1) return "AAC with frames of 960 samples is not supported";
  if (bits.read(1) === 1) bits.skip(14);
  bits.skip(1);
  if (configuration === 0) {
    bits.skip(4);
    return { ...rate, order: readProgramConfig(bits) };
  }
  const order = channelOrder(configuration);
  return order === null
    ? `AAC with channel configuration ${configuration} is not supported`
    : { ...rate, order };
}

function readKind(bits: BitReader): number {
  const kind = bits.read(5);
  return kind === 31 ? 32 + bits.read(6) : kind;
}

function readRate(bits: BitReader): { rateIndex: number; sampleRateHz: number } {
  const rateIndex = bits.read(4);
  if (rateIndex === 15) {
    const sampleRateHz = bits.read(24);
    if (sampleRateHz === 0 || sampleRateHz > 192_000)
      throw new RangeError("AAC states a sampling rate that cannot be.");
    return { rateIndex: rateIndexFor(sampleRateHz), sampleRateHz };
  }
  const sampleRateHz = sampleRatesHz[rateIndex];
  if (sampleRateHz === undefined) throw new RangeError("AAC states no sampling rate.");
  return { rateIndex, sampleRateHz };
}
