import { TagMap } from "#shared/domain/library/tag-map.ts";
import { readTrailingTags } from "./ape-tag.parser.ts";
import { type FileBytes, MalformedError } from "./file-bytes.ts";
import { readId3v2 } from "./id3v2.parser.ts";
import { mpegFrame, type MpegFrame, sameStream } from "./mpeg-frame.ts";
import {
  averageBitrateKbps,
  isCutShort,
  type ParsedAudio,
  type PictureCandidate,
} from "./parsed-audio.ts";

/** How far behind the tags the first frame is looked for. */
const searchBytes = 64 * 1024;

/** Reads an MPEG audio file (layers 1 to 3) with ID3v2, ID3v1 and APEv2 tags. */
export function parseMp3(file: FileBytes): ParsedAudio {
  const tags = new TagMap();
  const apeTags = new TagMap();
  const id3v1Tags = new TagMap();
  const pictures: PictureCandidate[] = [];
  let start = 0;
  for (;;) {
    const length = readId3v2(file, start, tags, pictures);
    if (length === 0) break;
    start += length;
  }
  const end = readTrailingTags(file, apeTags, id3v1Tags, pictures);
  tags.fillFrom(apeTags);
  tags.fillFrom(id3v1Tags);
  const { frame, offset } = firstFrame(file, start, end);
  const length = streamLength(file, frame, offset, end);
  const durationSec = length.samples / frame.sampleRateHz;
  return {
    tags,
    pictures,
    stream: {
      codec: frame.layer === 3 ? "mp3" : `mp${frame.layer}`,
      container: "mp3",
      isLossless: false,
      bitrateKbps: averageBitrateKbps(length.bytes, durationSec),
      sampleRateHz: frame.sampleRateHz,
      bitDepth: null,
      channels: frame.channels,
      durationSec,
    },
    payload: { start: offset, end },
    payloadKind: "bytes",
    isTruncated: length.isTruncated,
  };
}

/** The first frame that another of the same stream follows: chance sync patterns in rubbish do not. */
function firstFrame(
  file: FileBytes,
  start: number,
  end: number,
): { frame: MpegFrame; offset: number } {
  const bytes = file.at(start, Math.min(searchBytes, end - start));
  for (let index = bytes.indexOf(0xff); index >= 0; index = bytes.indexOf(0xff, index + 1)) {
    if (index + 4 > bytes.length) break;
    const frame = mpegFrame(bytes.readUInt32BE(index));
    if (frame === null) continue;
    const offset = start + index;
    if (followedBy(file, frame, offset, end)) return { frame, offset };
  }
  throw new MalformedError("no MPEG audio frame");
}

function followedBy(file: FileBytes, frame: MpegFrame, offset: number, end: number): boolean {
  let position = offset + frame.lengthBytes;
  for (let count = 0; count < 2; count++) {
    if (position + 4 > end) return count > 0 || (position >= end - 4 && position <= end);
    const next = mpegFrame(file.need(position, 4).readUInt32BE(0));
    if (next === null || !sameStream(frame, next)) return false;
    position += next.lengthBytes;
  }
  return true;
}

interface StreamLength {
  readonly samples: number;
  readonly bytes: number;
  readonly isTruncated: boolean;
}

function streamLength(
  file: FileBytes,
  frame: MpegFrame,
  offset: number,
  end: number,
): StreamLength {
  const head = file.at(offset, Math.min(frame.lengthBytes, 256));
  return (
    xingLength(head, frame, end - offset) ??
    vbriLength(head, frame, end - offset) ??
    countedLength(file, frame, offset, end)
  );
}

/** Xing or Info header with LAME's delay and padding. Source: LAME's VbrTag.c, "mp3 info tag rev 1". */
function xingLength(head: Buffer, frame: MpegFrame, payloadBytes: number): StreamLength | null {
  const side =
    frame.version === 1 ? (frame.channels === 1 ? 17 : 32) : frame.channels === 1 ? 9 : 17;
  const at = 4 + side;
  if (head.length < at + 16) return null;
  const name = head.toString("latin1", at, at + 4);
  if (name !== "Xing" && name !== "Info") return null;
  const flags = head.readUInt32BE(at + 4);
  if ((flags & 1) === 0) return null;
  const frames = head.readUInt32BE(at + 8);
  if (frames === 0) return null;
  let position = at + 12;
  const declaredBytes = (flags & 2) === 0 ? null : head.readUInt32BE(position);
  position += (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  let samples = frames * frame.samples;
  if (
    position + 24 <= head.length &&
    /^(?:LAME|Lav[cf])/u.test(head.toString("latin1", position, position + 4))
  ) {
    const gap = head.readUIntBE(position + 21, 3);
    const trimmed = samples - (gap >>> 12) - (gap & 0xfff);
    if (trimmed > 0) samples = trimmed;
  }
  return {
    samples,
    bytes: declaredBytes === null ? payloadBytes : Math.min(declaredBytes, payloadBytes),
    isTruncated: declaredBytes !== null && isCutShort(payloadBytes, declaredBytes),
  };
}

/** Fraunhofer's VBRI header, always 32 bytes behind the frame header. */
function vbriLength(head: Buffer, frame: MpegFrame, payloadBytes: number): StreamLength | null {
  if (head.length < 36 + 18 || head.toString("latin1", 36, 40) !== "VBRI") return null;
  const bytes = head.readUInt32BE(46);
  const frames = head.readUInt32BE(50);
  if (frames === 0) return null;
  return {
    samples: frames * frame.samples,
    bytes: Math.min(bytes, payloadBytes),
    isTruncated: isCutShort(payloadBytes, bytes),
  };
}

const countWindow = 1024 * 1024;

/** Without a header that tells, every frame is counted: the bit rate of the first says nothing of a variable stream. */
function countedLength(
  file: FileBytes,
  first: MpegFrame,
  offset: number,
  end: number,
): StreamLength {
  let position = offset;
  let samples = 0;
  let bytesOfFrames = 0;
  let windowStart = offset;
  let window = file.at(windowStart, Math.min(countWindow, end - windowStart));
  while (position + 4 <= end) {
    if (position + 4 > windowStart + window.length) {
      windowStart = position;
      window = file.at(windowStart, Math.min(countWindow, end - windowStart));
      if (window.length < 4) break;
    }
    const frame = mpegFrame(window.readUInt32BE(position - windowStart));
    if (frame !== null && sameStream(first, frame)) {
      // The last frame of a cut file is not played.
      if (position + frame.lengthBytes > end) break;
      samples += frame.samples;
      bytesOfFrames += frame.lengthBytes;
      position += frame.lengthBytes;
      continue;
    }
    // Rubbish between frames: on to the next sync byte.
    const next = window.indexOf(0xff, position - windowStart + 1);
    position = next < 0 ? windowStart + window.length : windowStart + next;
  }
  return { samples, bytes: bytesOfFrames, isTruncated: false };
}
