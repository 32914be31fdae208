import { TagMap } from "#shared/domain/library/tag-map.ts";
import { EndOfFileError, type FileBytes, MalformedError } from "./file-bytes.ts";
import { readId3v2 } from "./id3v2.parser.ts";
import { isCutShort, type ParsedAudio, type PictureCandidate } from "./parsed-audio.ts";

/** Reads RIFF/WAVE, RF64 and BW64. Sources: Microsoft RIFF, EBU Tech 3306. */
export function parseWav(file: FileBytes): ParsedAudio {
  const tags = new TagMap();
  const infoTags = new TagMap();
  const pictures: PictureCandidate[] = [];
  let format: Buffer | null = null;
  let factSamples: number | null = null;
  let dataSize64: number | null = null;
  let data: { start: number; declared: number } | null = null;
  let position = 12;
  while (position + 8 <= file.size) {
    const header = file.need(position, 8);
    const id = header.toString("latin1", 0, 4);
    const start = position + 8;
    let size = header.readUInt32LE(4);
    if (id === "ds64") dataSize64 = Number(file.need(start, 16).readBigUInt64LE(8));
    else if (id === "fmt ") format = Buffer.from(file.need(start, Math.min(size, 40)));
    else if (id === "fact" && size >= 4) factSamples = file.need(start, 4).readUInt32LE(0);
    else if (id === "id3 " || id === "ID3 ") readId3v2(file, start, tags, pictures);
    else if (id === "LIST") readInfoList(file.at(start, size), infoTags);
    else if (id === "data" && data === null) {
      // A stream that was never closed says 0 or 2^32-1: it goes on to the end of the file.
      if (size === 0xff_ff_ff_ff) size = dataSize64 ?? file.size - start;
      else if (size === 0) size = file.size - start;
      data = { start, declared: size };
    }
    position = start + size + (size % 2);
  }
  if (format === null) throw new MalformedError("WAV without a format");
  if (data === null) throw new EndOfFileError(position + 8, file.size);
  tags.fillFrom(infoTags);
  return assemble(file, format, factSamples, data, tags, pictures);
}

const codecs: ReadonlyMap<number, string> = new Map([
  [1, "pcm"],
  [2, "adpcm"],
  [3, "pcm"],
  [6, "alaw"],
  [7, "mulaw"],
  [0x11, "adpcm"],
  [0x50, "mp2"],
  [0x55, "mp3"],
]);

function assemble(
  file: FileBytes,
  format: Buffer,
  factSamples: number | null,
  data: { start: number; declared: number },
  tags: TagMap,
  pictures: PictureCandidate[],
): ParsedAudio {
  let tag = format.readUInt16LE(0);
  // WAVE_FORMAT_EXTENSIBLE: the first two bytes of the sub-format's GUID are the real tag.
  if (tag === 0xff_fe && format.length >= 26) tag = format.readUInt16LE(24);
  const codec = codecs.get(tag);
  const channels = format.readUInt16LE(2);
  const sampleRateHz = format.readUInt32LE(4);
  const bytesPerSec = format.readUInt32LE(8);
  const blockBytes = format.readUInt16LE(12);
  if (codec === undefined) throw new MalformedError(`WAV with a codec of number ${tag}`);
  if (channels === 0 || sampleRateHz === 0 || blockBytes === 0)
    throw new MalformedError("WAV with an impossible format");
  const end = Math.min(file.size, data.start + data.declared);
  const bytes = end - data.start;
  const isPcm = codec === "pcm";
  const durationSec = isPcm
    ? Math.floor(bytes / blockBytes) / sampleRateHz
    : factSamples !== null && factSamples > 0
      ? factSamples / sampleRateHz
      : bytesPerSec > 0
        ? bytes / bytesPerSec
        : 0;
  if (!(durationSec > 0)) throw new EndOfFileError(data.start + 1, file.size);
  return {
    tags,
    pictures,
    stream: {
      codec,
      container: "wav",
      isLossless: isPcm,
      bitrateKbps: Math.round((bytes * 8) / durationSec / 100) / 10,
      sampleRateHz,
      bitDepth: isPcm ? format.readUInt16LE(14) : null,
      channels,
      durationSec,
    },
    payload: { start: data.start, end },
    payloadKind: "bytes",
    isTruncated: isCutShort(bytes, data.declared),
  };
}

const infoNames: Readonly<Record<string, string>> = {
  INAM: "TITLE",
  IART: "ARTIST",
  IPRD: "ALBUM",
  IGNR: "GENRE",
  ICRD: "DATE",
  ICMT: "COMMENT",
  ITRK: "TRACKNUMBER",
  IPRT: "TRACKNUMBER",
  ILNG: "LANGUAGE",
};

function readInfoList(list: Buffer, tags: TagMap): void {
  if (list.length < 4 || list.toString("latin1", 0, 4) !== "INFO") return;
  let position = 4;
  while (position + 8 <= list.length) {
    const size = list.readUInt32LE(position + 4);
    const name = infoNames[list.toString("latin1", position, position + 4)];
    const value = list.subarray(position + 8, position + 8 + size);
    if (name !== undefined) tags.add(name, decodeInfo(value));
    position += 8 + size + (size % 2);
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** RIFF INFO names no encoding: UTF-8 where it is valid, else Latin-1. */
function decodeInfo(bytes: Buffer): string {
  const nul = bytes.indexOf(0);
  const text = nul < 0 ? bytes : bytes.subarray(0, nul);
  try {
    return utf8.decode(text);
  } catch {
    return text.toString("latin1");
  }
}
