import { TagMap } from "#shared/domain/library/tag-map.ts";
import { readTrailingTags } from "./ape-tag.parser.ts";
import { EndOfFileError, type FileBytes, MalformedError } from "./file-bytes.ts";
import { lastFlacFrameEnd } from "./flac-frame.ts";
import { readId3v2 } from "./id3v2.parser.ts";
import {
  averageBitrateKbps,
  isCutShort,
  type ParsedAudio,
  type PictureCandidate,
} from "./parsed-audio.ts";
import { readFlacPicture, readVorbisComments } from "./vorbis-comment.parser.ts";

/** Reads a native FLAC file. Source: RFC 9639. */
export function parseFlac(file: FileBytes): ParsedAudio {
  const tags = new TagMap();
  const lesserTags = new TagMap();
  const pictures: PictureCandidate[] = [];
  let position = readId3v2(file, 0, lesserTags, pictures);
  if (file.need(position, 4).toString("latin1") !== "fLaC") throw new MalformedError("no FLAC");
  position += 4;
  let info: Buffer | null = null;
  for (;;) {
    const header = file.need(position, 4);
    const type = (header[0] ?? 0) & 0x7f;
    const isLast = ((header[0] ?? 0) & 0x80) !== 0;
    const length = header.readUIntBE(1, 3);
    if (position + 4 + length > file.size)
      throw new EndOfFileError(position + 4 + length, file.size);
    if (type === 0) info = Buffer.from(file.need(position + 4, 34));
    else if (type === 4) readVorbisComments(file.at(position + 4, length), tags, pictures);
    else if (type === 6) readFlacPicture(file.at(position + 4, length), pictures);
    else if (type === 127) throw new MalformedError("invalid FLAC metadata block");
    position += 4 + length;
    if (isLast) break;
  }
  if (info === null) throw new MalformedError("FLAC without STREAMINFO");
  const end = readTrailingTags(file, lesserTags, lesserTags, pictures);
  tags.fillFrom(lesserTags);
  const packed = info.readUInt32BE(10);
  const sampleRateHz = packed >>> 12;
  if (sampleRateHz === 0) throw new MalformedError("FLAC without a sample rate");
  const declared = (info.readUInt8(13) & 0x0f) * 2 ** 32 + info.readUInt32BE(14);
  const present = lastFlacFrameEnd(
    file.at(Math.max(position, end - 65_536), Math.min(65_536, end - position)),
    info.readUInt16BE(0) === info.readUInt16BE(2) ? info.readUInt16BE(0) : null,
  );
  const samples = declared > 0 ? declared : (present ?? 0);
  if (samples === 0) throw new MalformedError("FLAC without audio");
  const durationSec = samples / sampleRateHz;
  return {
    tags,
    pictures,
    stream: {
      codec: "flac",
      container: "flac",
      isLossless: true,
      bitrateKbps: averageBitrateKbps(end - position, durationSec),
      sampleRateHz,
      bitDepth: ((packed >>> 4) & 0x1f) + 1,
      channels: ((packed >>> 9) & 7) + 1,
      durationSec,
    },
    payload: { start: position, end },
    payloadKind: "bytes",
    isTruncated: end === position || (present !== null && isCutShort(present, declared)),
  };
}
