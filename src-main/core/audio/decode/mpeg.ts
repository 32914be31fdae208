import { type FileBytes, fourCharacters, viewOf } from "./file-bytes.ts";
import { audioStart } from "./sniff.ts";

/** One MPEG audio frame's header. */
export interface MpegFrame {
  readonly sampleRateHz: number;
  readonly channels: 1 | 2;
  readonly samples: number;
  readonly lengthBytes: number;
  /** Where a Xing header would stand, from the frame's start. */
  readonly xingOffset: number;
}

const bitrates = {
  v1l1: [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  v1l2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  v1l3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  v2l1: [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  v2l23: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const sampleRates = [44100, 48000, 32000] as const;

/** Reads a frame header (ISO/IEC 11172-3, 13818-3). Null when these four bytes are none. */
export function readMpegFrame(bytes: Uint8Array, at: number): MpegFrame | null {
  const [b1 = 0, b2 = 0, b3 = 0] = bytes.subarray(at + 1, at + 4);
  if (bytes[at] !== 0xff || (b1 & 0xe0) !== 0xe0) return null;
  const version = (b1 >> 3) & 3;
  const layer = 4 - ((b1 >> 1) & 3);
  const baseRate = sampleRates[(b2 >> 2) & 3];
  if (version === 1 || layer === 4 || baseRate === undefined) return null;
  const first = version === 3;
  const table = first
    ? ([bitrates.v1l1, bitrates.v1l2, bitrates.v1l3] as const)[layer - 1]
    : layer === 1
      ? bitrates.v2l1
      : bitrates.v2l23;
  const kbits = table?.[b2 >> 4] ?? 0;
  if (kbits === 0) return null;
  const sampleRateHz = baseRate / (first ? 1 : version === 2 ? 2 : 4);
  const padding = (b2 >> 1) & 1;
  const samples = layer === 1 ? 384 : layer === 2 || first ? 1152 : 576;
  const lengthBytes =
    layer === 1
      ? (Math.floor((12 * kbits * 1000) / sampleRateHz) + padding) * 4
      : Math.floor(((samples / 8) * kbits * 1000) / sampleRateHz) + padding;
  const channels = b3 >> 6 === 3 ? 1 : 2;
  const side = first ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17;
  return { sampleRateHz, channels, samples, lengthBytes, xingOffset: 4 + side };
}

/** Where an MP3's sound is and how long it lasts, exactly. */
export interface MpegLayout {
  readonly start: number;
  readonly end: number;
  readonly channels: 1 | 2;
  readonly sampleRateHz: number;
  /** Frames of sound without the encoder's delay and padding where a LAME header states them. */
  readonly totalFrames: number;
  /** Sample frames to leave out at the start when the decoder does not. */
  readonly delayFrames: number;
}

/**
 * Measures an MP3 by its LAME/Xing header, or by walking its frame headers when it has none: an estimate from the first
 * bitrate would be wrong for VBR. Null when there is no frame.
 */
export function readMpegLayout(file: FileBytes): MpegLayout | null {
  const end = soundEnd(file);
  const start = firstFrame(file, audioStart(file), end);
  if (start === null) return null;
  const head = file.read(start, 2048);
  const frame = readMpegFrame(head, 0);
  if (frame === null) return null;
  const common = { start, end, channels: frame.channels, sampleRateHz: frame.sampleRateHz };
  const tag = fourCharacters(head, frame.xingOffset);
  if (tag === "Xing" || tag === "Info") {
    const view = viewOf(head);
    const flags = view.getUint32(frame.xingOffset + 4, false);
    if ((flags & 1) !== 0) {
      const frames = view.getUint32(frame.xingOffset + 8, false);
      const lame = readLameGap(head, frame.xingOffset, flags);
      const totalFrames = Math.max(0, frames * frame.samples - lame.delay - lame.padding);
      return { ...common, totalFrames, delayFrames: lame.delay };
    }
  }
  return { ...common, totalFrames: countFrames(file, start, end), delayFrames: 0 };
}

function readLameGap(
  head: Uint8Array,
  xing: number,
  flags: number,
): { delay: number; padding: number } {
  const fields = [1, 2, 4, 8].map((bit, index) =>
    (flags & bit) === 0 ? 0 : ([4, 4, 100, 4][index] ?? 0),
  );
  const lame = xing + 8 + fields.reduce((sum, length) => sum + length, 0);
  const encoder = fourCharacters(head, lame);
  if (!/^(LAME|Lavc|Lavf)/.test(encoder)) return { delay: 0, padding: 0 };
  const [a = 0, b = 0, c = 0] = head.subarray(lame + 21, lame + 24);
  return { delay: (a << 4) | (b >> 4), padding: ((b & 15) << 8) | c };
}

/** The end of the sound: before an ID3v1 tag and an APEv2 tag. */
function soundEnd(file: FileBytes): number {
  let end = file.sizeBytes;
  const id3v1 = file.read(Math.max(0, end - 128), 3);
  if (end >= 128 && Buffer.from(id3v1).toString("latin1") === "TAG") end -= 128;
  const footer = file.read(Math.max(0, end - 32), 32);
  if (
    footer.length === 32 &&
    Buffer.from(footer.subarray(0, 8)).toString("latin1") === "APETAGEX"
  ) {
    const view = viewOf(footer);
    const header = (view.getUint32(20, true) & 0x80000000) === 0 ? 0 : 32;
    end = Math.max(0, end - view.getUint32(12, true) - header);
  }
  return end;
}

/** The first header that is followed by another where its length points. */
function firstFrame(file: FileBytes, from: number, end: number): number | null {
  const searched = file.read(from, Math.min(end - from, 1 << 20));
  for (let at = 0; at + 4 <= searched.length; at += 1) {
    const frame = readMpegFrame(searched, at);
    if (frame === null) continue;
    const next = at + frame.lengthBytes;
    if (from + next + 4 > end || readMpegFrame(searched, next) !== null) return from + at;
  }
  return null;
}

function countFrames(file: FileBytes, start: number, end: number): number {
  const blockBytes = 1 << 20;
  let blockStart = start;
  let block = file.read(blockStart, blockBytes);
  let position = start;
  let samples = 0;
  while (position + 4 <= end) {
    if (position + 4 > blockStart + block.length) {
      blockStart = position;
      block = file.read(blockStart, blockBytes);
      if (block.length < 4) break;
    }
    const frame = readMpegFrame(block, position - blockStart);
    if (frame === null) position += 1;
    else {
      samples += frame.samples;
      position += frame.lengthBytes;
    }
  }
  return samples;
}
