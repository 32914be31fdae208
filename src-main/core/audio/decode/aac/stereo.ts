import type { BitReader } from "#core/audio/decode/bit-reader.ts";

import { type ChannelStream, forEachBand } from "./channel-stream.ts";
import type { NoiseGenerator } from "./noise.ts";
import { intensityInPhase, isIntensity, maxBands, noiseBand } from "./section-data.ts";
import { readWindowInfo, type WindowInfo } from "./window-info.ts";

const maskEach = 1;
const maskAll = 2;

/** `channel_pair_element` after its tag: reads both channels and undoes what was done to them as a pair. */
export function readPair(
  bits: BitReader,
  rateIndex: number,
  noise: NoiseGenerator,
  left: ChannelStream,
  right: ChannelStream,
): void {
  const common = bits.read(1) === 1 ? readWindowInfo(bits, rateIndex) : null;
  const isJoint = new Uint8Array(maxBands);
  const mask = common === null ? 0 : bits.read(2);
  if (common !== null) readMask(bits, common, mask, isJoint);
  left.read(bits, rateIndex, noise, common, null);
  right.read(bits, rateIndex, noise, common, { stream: left, isJoint });
  if (common !== null && mask !== 0) undoMidSide(common, left, right, isJoint);
  undoIntensity(left, right, mask === maskEach ? isJoint : null);
}

function readMask(bits: BitReader, info: WindowInfo, mask: number, isJoint: Uint8Array): void {
  if (mask === maskAll) isJoint.fill(1);
  else if (mask === maskEach)
    for (let band = 0; band < info.groupLengths.length * info.bandCount; band += 1)
      isJoint[band] = bits.read(1);
  else if (mask !== 0) throw new RangeError("An AAC pair has an unknown kind of stereo.");
}

/** Middle and side back to left and right. ISO/IEC 14496-3, 4.6.8.1. */
function undoMidSide(
  info: WindowInfo,
  left: ChannelStream,
  right: ChannelStream,
  isJoint: Uint8Array,
): void {
  const a = left.spectrum;
  const b = right.spectrum;
  forEachBand(info, (band, from, to) => {
    const isPlain =
      (left.codebooks[band] ?? 0) < noiseBand && (right.codebooks[band] ?? 0) < noiseBand;
    if (isJoint[band] !== 1 || !isPlain) return;
    for (let at = from; at < to; at += 1) {
      const middle = a[at] ?? 0;
      const side = b[at] ?? 0;
      a[at] = middle + side;
      b[at] = middle - side;
    }
  });
}

/**
 * Bands of the right channel that are the left's, louder or softer. Where middle-side is chosen band by band, its flag
 * turns them over. ISO/IEC 14496-3, 4.6.8.2.
 */
function undoIntensity(
  left: ChannelStream,
  right: ChannelStream,
  isTurned: Uint8Array | null,
): void {
  if (right.info === null) return;
  forEachBand(right.info, (band, from, to) => {
    const codebook = right.codebooks[band] ?? 0;
    if (!isIntensity(codebook)) return;
    const sign = (codebook === intensityInPhase ? 1 : -1) * (isTurned?.[band] === 1 ? -1 : 1);
    const gain = sign * (right.gains[band] ?? 0);
    for (let at = from; at < to; at += 1) right.spectrum[at] = gain * (left.spectrum[at] ?? 0);
  });
}
