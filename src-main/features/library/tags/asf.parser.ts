import { TagMap } from "#shared/domain/library/tag-map.ts";
import { readAsfAttributes, readAsfContentDescription } from "./asf-attributes.ts";
import { EndOfFileError, type FileBytes, MalformedError } from "./file-bytes.ts";
import {
  averageBitrateKbps,
  isCutShort,
  type ParsedAudio,
  type PictureCandidate,
} from "./parsed-audio.ts";

const headerGuid = "3026b2758e66cf11a6d900aa0062ce6c";
const dataGuid = "3626b2758e66cf11a6d900aa0062ce6c";
const filePropertiesGuid = "a1dcab8c47a9cf118ee400c00c205365";
const streamPropertiesGuid = "9107dcb7b7a9cf118ee600c00c205365";
const audioGuid = "409e69f84d5bcf11a8fd00805f5c442b";
const contentDescriptionGuid = "3326b2758e66cf11a6d900aa0062ce6c";
const extendedDescriptionGuid = "40a4d0d207e3d21197f000a0c95ea850";
const headerExtensionGuid = "b503bf5f2ea9cf118ee300c00c205365";
const metadataGuid = "eacbf8c5af5b77488467aa8c44fa4cca";
const metadataLibraryGuid = "941c23449894d149a1411d134e457054";

const largestHeader = 64 * 1024 * 1024;

/** What the header objects hold. Tag objects are kept apart because their order in the file is not their order of rank. */
interface AsfHeader {
  durationSec: number;
  format: Buffer | null;
  description: Buffer | null;
  extended: Buffer[];
  library: Buffer[];
}

/** Reads Windows Media Audio. Source: Microsoft, "Advanced Systems Format Specification" 01.20. */
export function parseAsf(file: FileBytes): ParsedAudio {
  const start = file.need(0, 30);
  const headerSize = Number(start.readBigUInt64LE(16));
  if (start.toString("hex", 0, 16) !== headerGuid || headerSize < 30 || headerSize > largestHeader)
    throw new MalformedError("no ASF header");
  const body = file.need(0, headerSize).subarray(30);
  const tags = new TagMap();
  const pictures: PictureCandidate[] = [];
  const header: AsfHeader = {
    durationSec: 0,
    format: null,
    description: null,
    extended: [],
    library: [],
  };
  readObjects(body, header);
  // Of several values the first stands in the older object and the others in the library.
  if (header.description !== null) readAsfContentDescription(header.description, tags);
  for (const list of header.extended) readAsfAttributes(list, "extended", tags, pictures);
  for (const list of header.library) readAsfAttributes(list, "library", tags, pictures);
  if (header.format === null || header.format.length < 16)
    throw new MalformedError("ASF without an audio stream");
  const data = file.need(headerSize, 24);
  if (data.toString("hex", 0, 16) !== dataGuid) throw new MalformedError("ASF without data");
  const declared = Number(data.readBigUInt64LE(16));
  const end = Math.min(file.size, declared === 0 ? file.size : headerSize + declared);
  if (!(header.durationSec > 0)) throw new EndOfFileError(headerSize + declared, file.size);
  const payload = { start: headerSize + 24, end };
  return {
    tags,
    pictures,
    stream: streamFacts(header.format, header.durationSec, end - payload.start),
    payload,
    payloadKind: "bytes",
    isTruncated: isCutShort(end - headerSize, declared),
  };
}

function readObjects(body: Buffer, header: AsfHeader): void {
  let position = 0;
  while (position + 24 <= body.length) {
    const guid = body.toString("hex", position, position + 16);
    const size = Number(body.readBigUInt64LE(position + 16));
    if (size < 24 || position + size > body.length) return;
    const content = body.subarray(position + 24, position + size);
    position += size;
    switch (guid) {
      case filePropertiesGuid:
        // Play duration in 100 ns, of which the preroll (ms) is silence in front.
        header.durationSec =
          Number(content.readBigUInt64LE(40)) / 1e7 - Number(content.readBigUInt64LE(56)) / 1000;
        break;
      case streamPropertiesGuid:
        if (content.toString("hex", 0, 16) === audioGuid) header.format ??= content.subarray(54);
        break;
      case contentDescriptionGuid:
        header.description ??= content;
        break;
      case extendedDescriptionGuid:
        header.extended.push(content);
        break;
      case metadataGuid:
      case metadataLibraryGuid:
        header.library.push(content);
        break;
      case headerExtensionGuid:
        readObjects(content.subarray(22), header);
        break;
      default:
    }
  }
}

const codecs: ReadonlyMap<number, string> = new Map([
  [0x160, "wmav1"],
  [0x161, "wmav2"],
  [0x162, "wmapro"],
  [0x163, "wmalossless"],
  [0x0a, "wmavoice"],
  [0x55, "mp3"],
]);

function streamFacts(
  format: Buffer,
  durationSec: number,
  payloadBytes: number,
): ParsedAudio["stream"] {
  const tag = format.readUInt16LE(0);
  const codec = codecs.get(tag) ?? "wma";
  const isLossless = codec === "wmalossless";
  const bytesPerSec = format.readUInt32LE(8);
  return {
    codec,
    container: "asf",
    isLossless,
    bitrateKbps:
      bytesPerSec > 0
        ? Math.round((bytesPerSec * 8) / 100) / 10
        : averageBitrateKbps(payloadBytes, durationSec),
    sampleRateHz: format.readUInt32LE(4),
    bitDepth: isLossless ? format.readUInt16LE(14) : null,
    channels: format.readUInt16LE(2),
    durationSec,
  };
}
