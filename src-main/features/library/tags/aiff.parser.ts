import { TagMap } from "#shared/domain/library/tag-map.ts";
import { EndOfFileError, type FileBytes, MalformedError } from "./file-bytes.ts";
import { readId3v2 } from "./id3v2.parser.ts";
import { isCutShort, type ParsedAudio, type PictureCandidate } from "./parsed-audio.ts";

const textChunks: Readonly<Record<string, string>> = {
  NAME: "TITLE",
  AUTH: "ARTIST",
  ANNO: "COMMENT",
};

const compressions: Readonly<Record<string, string>> = {
  NONE: "pcm",
  sowt: "pcm",
  twos: "pcm",
  in24: "pcm",
  in32: "pcm",
  fl32: "pcm",
  FL32: "pcm",
  fl64: "pcm",
  FL64: "pcm",
  alaw: "alaw",
  ALAW: "alaw",
  ulaw: "mulaw",
  ULAW: "mulaw",
};

/** Reads AIFF and AIFF-C. Source: Apple, "Audio Interchange File Format: AIFF-C". */
export function parseAiff(file: FileBytes): ParsedAudio {
  const isCompressedForm = file.need(8, 4).toString("latin1") === "AIFC";
  const tags = new TagMap();
  const textTags = new TagMap();
  const pictures: PictureCandidate[] = [];
  let common: Buffer | null = null;
  let data: { start: number; declared: number } | null = null;
  let position = 12;
  while (position + 8 <= file.size) {
    const header = file.need(position, 8);
    const id = header.toString("latin1", 0, 4);
    const size = header.readUInt32BE(4);
    const start = position + 8;
    const textName = textChunks[id];
    if (id === "COMM") common = Buffer.from(file.need(start, Math.min(size, 64)));
    else if (id === "SSND") data = { start: start + 8, declared: size - 8 };
    else if (id === "ID3 " || id === "id3 ") readId3v2(file, start, tags, pictures);
    else if (textName !== undefined)
      textTags.add(textName, file.at(start, size).toString("latin1"));
    position = start + size + (size % 2);
  }
  if (common === null || common.length < 18) throw new MalformedError("AIFF without a format");
  if (data === null) throw new EndOfFileError(position + 8, file.size);
  tags.fillFrom(textTags);
  const channels = common.readUInt16BE(0);
  const frames = common.readUInt32BE(2);
  const sampleRateHz = Math.round(extendedFloat(common, 8));
  const codec = isCompressedForm ? compressions[common.toString("latin1", 18, 22)] : "pcm";
  if (codec === undefined) throw new MalformedError("AIFF-C with a codec of another kind");
  if (!(sampleRateHz > 0) || channels === 0)
    throw new MalformedError("AIFF with an impossible format");
  if (frames === 0) throw new EndOfFileError(data.start + 1, file.size);
  const end = Math.min(file.size, data.start + data.declared);
  const durationSec = frames / sampleRateHz;
  return {
    tags,
    pictures,
    stream: {
      codec,
      container: "aiff",
      isLossless: codec === "pcm",
      bitrateKbps: Math.round((data.declared * 8) / durationSec / 100) / 10,
      sampleRateHz,
      bitDepth: codec === "pcm" ? common.readUInt16BE(6) : null,
      channels,
      durationSec,
    },
    payload: { start: data.start, end },
    payloadKind: "bytes",
    isTruncated: isCutShort(end - data.start, data.declared),
  };
}

/** An 80-bit IEEE 754 extended number, as sample rates are kept. */
function extendedFloat(bytes: Buffer, offset: number): number {
  const exponent = (bytes.readUInt16BE(offset) & 0x7fff) - 16_383;
  const high = bytes.readUInt32BE(offset + 2);
  const low = bytes.readUInt32BE(offset + 6);
  return high * 2 ** (exponent - 31) + low * 2 ** (exponent - 63);
}
