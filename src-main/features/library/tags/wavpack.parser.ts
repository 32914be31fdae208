import { TagMap } from "#shared/domain/library/tag-map.ts";
import { readTrailingTags } from "./ape-tag.parser.ts";
import { EndOfFileError, type FileBytes, MalformedError } from "./file-bytes.ts";
import {
  averageBitrateKbps,
  isCutShort,
  type ParsedAudio,
  type PictureCandidate,
} from "./parsed-audio.ts";

const sampleRates = [
  6000, 8000, 9600, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200,
  96_000, 192_000,
];

/** Reads WavPack. Source: "WavPack 4 & 5 Binary File / Block Format". */
export function parseWavPack(file: FileBytes): ParsedAudio {
  const tags = new TagMap();
  const id3v1Tags = new TagMap();
  const pictures: PictureCandidate[] = [];
  const end = readTrailingTags(file, tags, id3v1Tags, pictures);
  tags.fillFrom(id3v1Tags);
  const header = file.need(0, 32);
  const version = header.readUInt16LE(8);
  if (version < 0x4_02 || version > 0x4_10) throw new MalformedError("no version of WavPack");
  const flags = header.readUInt32LE(24);
  // DSD rates are multiplied and unknown rates live in sub-blocks: left to TagLib.
  const sampleRateHz = sampleRates[(flags >>> 23) & 15];
  if (sampleRateHz === undefined || (flags & 0x80_00_00_00) !== 0)
    throw new MalformedError("WavPack with a rate of its own");
  const declared = header.readUInt32LE(12) + (header[11] ?? 0) * 2 ** 32;
  const blocks = walkBlocks(file, end);
  const isUnknown = header.readUInt32LE(12) === 0xff_ff_ff_ff;
  const samples = isUnknown ? blocks.lastSample : declared;
  if (samples === 0) throw new EndOfFileError(end + 1, file.size);
  const durationSec = samples / sampleRateHz;
  return {
    tags,
    pictures,
    stream: {
      codec: "wavpack",
      container: "wavpack",
      isLossless: (flags & 8) === 0,
      bitrateKbps: averageBitrateKbps(end, durationSec),
      sampleRateHz,
      bitDepth: ((flags & 3) + 1) * 8 - ((flags >>> 13) & 31),
      channels: blocks.channels,
      durationSec,
    },
    payload: { start: 0, end },
    payloadKind: "bytes",
    isTruncated: blocks.isCut && isCutShort(end, blocks.wantedEnd),
  };
}

interface Blocks {
  readonly channels: number;
  readonly lastSample: number;
  readonly isCut: boolean;
  readonly wantedEnd: number;
}

/** Channels of the first block sequence, and whether the last block is whole. */
function walkBlocks(file: FileBytes, end: number): Blocks {
  let channels = 0;
  let position = 0;
  let isFinal = false;
  while (!isFinal && position + 32 <= end) {
    const header = file.need(position, 32);
    if (header.toString("latin1", 0, 4) !== "wvpk") throw new MalformedError("no WavPack block");
    const flags = header.readUInt32LE(24);
    channels += (flags & 4) === 0 ? 2 : 1;
    isFinal = (flags & 0x1000) !== 0;
    position += 8 + header.readUInt32LE(4);
  }
  const last = lastBlock(file, end);
  const total = file.need(0, 32).readUInt32LE(12);
  const isCut = position > end || last === null || last.end > end || last.samplesEnd < total;
  const share = last === null || total === 0 ? 1 : Math.max(0.001, last.samplesEnd / total);
  return {
    channels,
    lastSample: last?.samplesEnd ?? 0,
    isCut: isCut && total !== 0xff_ff_ff_ff,
    wantedEnd: end / share,
  };
}

function lastBlock(file: FileBytes, end: number): { end: number; samplesEnd: number } | null {
  for (const length of [131_072, 2_097_152]) {
    const start = Math.max(0, end - length);
    const bytes = file.at(start, end - start);
    for (
      let index = bytes.lastIndexOf("wvpk", undefined, "latin1");
      index >= 0;
      index = index === 0 ? -1 : bytes.lastIndexOf("wvpk", index - 1, "latin1")
    ) {
      if (index + 32 > bytes.length) continue;
      const blockEnd = start + index + 8 + bytes.readUInt32LE(index + 4);
      const samples = bytes.readUInt32LE(index + 20);
      if (samples > 0 && blockEnd <= end)
        return { end: blockEnd, samplesEnd: bytes.readUInt32LE(index + 16) + samples };
    }
    if (start === 0) break;
  }
  return null;
}
