import { TagMap } from "#shared/domain/library/tag-map.ts";
import { readTrailingTags } from "./ape-tag.parser.ts";
import { type FileBytes, MalformedError } from "./file-bytes.ts";
import { readId3v2 } from "./id3v2.parser.ts";
import { averageBitrateKbps, type ParsedAudio, type PictureCandidate } from "./parsed-audio.ts";

const sampleRates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000,
  7350,
];
const countWindow = 1024 * 1024;

/** Reads a raw AAC stream (ADTS), which has no index: its frames are counted. Source: ISO/IEC 13818-7 section 6.2. */
export function parseAdts(file: FileBytes): ParsedAudio {
  const tags = new TagMap();
  const lesserTags = new TagMap();
  const pictures: PictureCandidate[] = [];
  const start = readId3v2(file, 0, tags, pictures);
  const end = readTrailingTags(file, lesserTags, lesserTags, pictures);
  tags.fillFrom(lesserTags);
  const first = file.need(start, 7);
  const sampleRateHz = sampleRates[((first[2] ?? 0) >>> 2) & 15];
  if (sampleRateHz === undefined || frameLength(first, 0) === null)
    throw new MalformedError("no ADTS frame");
  const configuration = (((first[2] ?? 0) & 1) << 2) | ((first[3] ?? 0) >>> 6);
  const counted = countFrames(file, start, end);
  if (counted.blocks < 2) throw new MalformedError("no ADTS stream");
  const durationSec = (counted.blocks * 1024) / sampleRateHz;
  return {
    tags,
    pictures,
    stream: {
      codec: "aac",
      container: "adts",
      isLossless: false,
      bitrateKbps: averageBitrateKbps(counted.end - start, durationSec),
      sampleRateHz,
      bitDepth: null,
      channels: configuration === 7 ? 8 : configuration === 0 ? null : configuration,
      durationSec,
    },
    payload: { start, end },
    payloadKind: "bytes",
    isTruncated: false,
  };
}

function frameLength(bytes: Buffer, at: number): number | null {
  if (bytes[at] !== 0xff || ((bytes[at + 1] ?? 0) & 0xf6) !== 0xf0) return null;
  const length =
    (((bytes[at + 3] ?? 0) & 3) << 11) | ((bytes[at + 4] ?? 0) << 3) | ((bytes[at + 5] ?? 0) >>> 5);
  return length >= 7 ? length : null;
}

function countFrames(file: FileBytes, start: number, end: number): { blocks: number; end: number } {
  let position = start;
  let blocks = 0;
  let windowStart = start;
  let window = file.at(start, Math.min(countWindow, end - start));
  while (position + 7 <= end) {
    if (position + 7 > windowStart + window.length) {
      windowStart = position;
      window = file.at(windowStart, Math.min(countWindow, end - windowStart));
      if (window.length < 7) break;
    }
    const at = position - windowStart;
    const length = frameLength(window, at);
    if (length === null || position + length > end) break;
    blocks += ((window[at + 6] ?? 0) & 3) + 1;
    position += length;
  }
  return { blocks, end: position };
}
