import type { PcmChunk, PcmDecoder } from "#core/audio/pcm.ts";
import { BitReader } from "#core/audio/decode/bit-reader.ts";
import { brokenFile, unsupportedFormat } from "#core/audio/decode/decode-errors.ts";
import type { FileBytes } from "#core/audio/decode/file-bytes.ts";
import { audioStart } from "#core/audio/decode/sniff.ts";
import { joinChunks } from "#core/audio/decode/trim.ts";

import { AacFrameDecoder } from "./aac-frame-decoder.ts";
import { type AdtsFrame, AdtsFrames, countAdtsBlocks } from "./adts-frames.ts";
import { channelOrder } from "./channel-layout.ts";
import { framesPerBlock, TolerantDecoder } from "./tolerant-decoder.ts";

const framesPerChunk = 16 * framesPerBlock;
const lowComplexity = 2;

/** A raw AAC stream (`.aac`). It says nothing of the encoder's delay, so nothing is trimmed. */
export function openAdts(file: FileBytes): PcmDecoder {
  const start = audioStart(file);
  const frames = new AdtsFrames(file, start);
  const first = frames.next();
  if (first === null) throw brokenFile(file.path, "there is no AAC sound in it");
  const { kind, rateIndex, sampleRateHz, channelConfiguration } = first.header;
  if (kind !== lowComplexity)
    throw unsupportedFormat(file.path, "of the kinds of AAC only AAC-LC is supported");
  const order = channelOrder(channelConfiguration);
  const decoder = new TolerantDecoder(
    file.path,
    new AacFrameDecoder({ rateIndex, sampleRateHz, order }),
  );
  let pending: AdtsFrame | null = first;
  const next = (): PcmChunk | null => {
    const parts: PcmChunk[] = [];
    let length = 0;
    while (length < framesPerChunk) {
      const frame = pending ?? frames.next();
      pending = null;
      if (frame === null) {
        decoder.finish();
        break;
      }
      for (const part of decodeFrame(decoder, frame, rateIndex)) {
        parts.push(part);
        length += framesPerBlock;
      }
    }
    return length === 0 ? null : joinChunks(parts);
  };
  const opening = next();
  const channels = opening?.length ?? 0;
  if (channels === 0) throw brokenFile(file.path, "its sound cannot be read");
  let opened = opening;
  return {
    header: { sampleRateHz, channels, totalFrames: countAdtsBlocks(file, start) * framesPerBlock },
    next() {
      const chunk = opened ?? next();
      opened = null;
      return chunk;
    },
    close: () => file.close(),
  };
}

/** A frame holds one block, seldom up to four. One of another rate than the first is damage, and skipped. */
function decodeFrame(decoder: TolerantDecoder, frame: AdtsFrame, rateIndex: number): PcmChunk[] {
  const { header } = frame;
  const bits = new BitReader(frame.bytes);
  bits.position = header.headerBytes * 8;
  const isForeign = header.rateIndex !== rateIndex || header.kind !== lowComplexity;
  return Array.from({ length: header.blocks }, () => {
    const part = isForeign ? decoder.skip() : decoder.decodeBlock(bits);
    // With several blocks each has a checksum of its own.
    if (header.hasChecksum && header.blocks > 1) bits.skip(16);
    return part;
  }).filter((part) => part.length > 0);
}
