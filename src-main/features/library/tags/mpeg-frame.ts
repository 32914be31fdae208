/** What one MPEG audio frame header says. Source: ISO/IEC 11172-3 and 13818-3, section 2.4.2.3. */
export interface MpegFrame {
  readonly version: 1 | 2 | 2.5;
  readonly layer: 1 | 2 | 3;
  readonly bitrateKbps: number;
  readonly sampleRateHz: number;
  readonly channels: 1 | 2;
  readonly samples: number;
  readonly lengthBytes: number;
}

const rates1 = [
  [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
];
const rates2 = [
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];
const sampleRates = [44_100, 48_000, 32_000];

/** Every header is one of few: decoded once, found again by its upper 20 significant bits. */
const known = new Map<number, MpegFrame | null>();

/** The frame whose header is this 32-bit word, or null when it is none (free format included, which has no length). */
export function mpegFrame(word: number): MpegFrame | null {
  if (word >>> 21 !== 0x7ff) return null;
  // Sync, version, layer, bit rate, sample rate, padding and channel mode decide everything below.
  const key = word & 0xff_fe_fe_c0;
  let frame = known.get(key);
  if (frame === undefined) {
    frame = decodeHeader(word);
    known.set(key, frame);
  }
  return frame;
}

function decodeHeader(word: number): MpegFrame | null {
  const versionBits = (word >>> 19) & 3;
  const layerBits = (word >>> 17) & 3;
  const rateIndex = (word >>> 12) & 15;
  const sampleIndex = (word >>> 10) & 3;
  if (versionBits === 1 || layerBits === 0 || sampleIndex === 3) return null;
  const version = versionBits === 3 ? 1 : versionBits === 2 ? 2 : 2.5;
  const layer = layerBits === 3 ? 1 : layerBits === 2 ? 2 : 3;
  const bitrateKbps = (version === 1 ? rates1 : rates2)[layer - 1]?.[rateIndex] ?? 0;
  if (bitrateKbps === 0) return null;
  const divisor = version === 1 ? 1 : version === 2 ? 2 : 4;
  const sampleRateHz = (sampleRates[sampleIndex] ?? 0) / divisor;
  const padding = (word >>> 9) & 1;
  const samples = layer === 1 ? 384 : layer === 3 && version !== 1 ? 576 : 1152;
  const lengthBytes =
    layer === 1
      ? (Math.floor((12_000 * bitrateKbps) / sampleRateHz) + padding) * 4
      : Math.floor((samples * 125 * bitrateKbps) / sampleRateHz) + padding;
  const channels = ((word >>> 6) & 3) === 3 ? 1 : 2;
  return { version, layer, bitrateKbps, sampleRateHz, channels, samples, lengthBytes };
}

/** Whether two frames can belong to one stream. */
export function sameStream(one: MpegFrame, other: MpegFrame): boolean {
  return (
    one.version === other.version &&
    one.layer === other.layer &&
    one.sampleRateHz === other.sampleRateHz
  );
}
