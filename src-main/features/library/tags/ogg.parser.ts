import { TagMap } from "#shared/domain/library/tag-map.ts";
import { EndOfFileError, type FileBytes, MalformedError } from "./file-bytes.ts";
import { averageBitrateKbps, type ParsedAudio, type PictureCandidate } from "./parsed-audio.ts";
import { readFlacPicture, readVorbisComments } from "./vorbis-comment.parser.ts";

const largestHeaders = 64 * 1024 * 1024;

/** Reads Ogg Vorbis, Opus and Ogg FLAC. Sources: RFC 3533, RFC 7845, Vorbis I specification. */
export function parseOgg(file: FileBytes): ParsedAudio {
  const reader = new PacketReader(file);
  const first = reader.next();
  const tags = new TagMap();
  const pictures: PictureCandidate[] = [];
  const codec = identify(first);
  const headers = codec.readHeaders(reader, tags, pictures);
  const start = reader.nextPageOffset;
  const last = lastPage(file, reader.serial, start);
  const totalSamples = Math.max(0, (last?.granule ?? 0) - codec.skipSamples);
  if (last === null || totalSamples === 0) throw new EndOfFileError(start + 1, file.size);
  const durationSec = totalSamples / codec.granuleRateHz;
  return {
    tags,
    pictures,
    stream: {
      codec: codec.name,
      container: "ogg",
      isLossless: codec.name === "flac",
      bitrateKbps: averageBitrateKbps(last.end - start, durationSec),
      sampleRateHz: codec.sampleRateHz,
      bitDepth: headers.bitDepth,
      channels: codec.channels,
      durationSec,
    },
    payload: { start, end: last.end },
    payloadKind: "ogg-pages",
    isTruncated: last.isCut,
  };
}

interface OggCodec {
  readonly name: string;
  readonly channels: number;
  readonly sampleRateHz: number;
  /** What a granule position counts. Opus always counts at 48 kHz. */
  readonly granuleRateHz: number;
  readonly skipSamples: number;
  /** Reads the packets between the first and the audio. */
  readHeaders(
    reader: PacketReader,
    tags: TagMap,
    pictures: PictureCandidate[],
  ): { bitDepth: number | null };
}

function identify(packet: Buffer): OggCodec {
  if (packet.length >= 30 && packet.toString("latin1", 0, 7) === "\x01vorbis") {
    const sampleRateHz = packet.readUInt32LE(12);
    if (sampleRateHz === 0) throw new MalformedError("Vorbis without a sample rate");
    return {
      name: "vorbis",
      channels: packet[11] ?? 0,
      sampleRateHz,
      granuleRateHz: sampleRateHz,
      skipSamples: 0,
      readHeaders(reader, tags, pictures) {
        const comments = reader.next();
        if (comments.toString("latin1", 0, 7) !== "\x03vorbis")
          throw new MalformedError("Vorbis without comments");
        readVorbisComments(comments.subarray(7), tags, pictures);
        if (reader.next()[0] !== 5) throw new MalformedError("Vorbis without set-up");
        return { bitDepth: null };
      },
    };
  }
  if (packet.length >= 19 && packet.toString("latin1", 0, 8) === "OpusHead") {
    return {
      name: "opus",
      channels: packet[9] ?? 0,
      sampleRateHz: 48_000,
      granuleRateHz: 48_000,
      skipSamples: packet.readUInt16LE(10),
      readHeaders(reader, tags, pictures) {
        const comments = reader.next();
        if (comments.toString("latin1", 0, 8) !== "OpusTags")
          throw new MalformedError("Opus without comments");
        readVorbisComments(comments.subarray(8), tags, pictures);
        return { bitDepth: null };
      },
    };
  }
  if (packet.length >= 51 && packet.toString("latin1", 0, 5) === "\x7fFLAC") return oggFlac(packet);
  throw new MalformedError("an Ogg stream of another kind");
}

function oggFlac(packet: Buffer): OggCodec {
  const packed = packet.readUInt32BE(27);
  const sampleRateHz = packed >>> 12;
  if (sampleRateHz === 0) throw new MalformedError("FLAC without a sample rate");
  return {
    name: "flac",
    channels: ((packed >>> 9) & 7) + 1,
    sampleRateHz,
    granuleRateHz: sampleRateHz,
    skipSamples: 0,
    readHeaders(reader, tags, pictures) {
      for (let isLast = false; !isLast;) {
        const block = reader.next();
        const type = (block[0] ?? 0) & 0x7f;
        isLast = ((block[0] ?? 0) & 0x80) !== 0;
        if (type === 4) readVorbisComments(block.subarray(4), tags, pictures);
        else if (type === 6) readFlacPicture(block.subarray(4), pictures);
        else if (type === 127) throw new MalformedError("invalid FLAC metadata block");
      }
      return { bitDepth: ((packed >>> 4) & 0x1f) + 1 };
    },
  };
}

/** Joins the header packets of the file's first logical stream out of its pages. */
class PacketReader {
  readonly #file: FileBytes;
  #pageOffset = 0;
  #serial: number | null = null;
  #packets: Buffer[] = [];
  #partial: Buffer[] = [];
  #collected = 0;

  constructor(file: FileBytes) {
    this.#file = file;
  }

  get serial(): number {
    return this.#serial ?? 0;
  }

  /** Where the page behind the last one read starts. Headers end with their page, so after them this is the audio. */
  get nextPageOffset(): number {
    return this.#pageOffset;
  }

  next(): Buffer {
    for (;;) {
      const packet = this.#packets.shift();
      if (packet !== undefined) return packet;
      this.#readPage();
    }
  }

  #readPage(): void {
    const header = this.#file.need(this.#pageOffset, 27);
    if (header.toString("latin1", 0, 4) !== "OggS") throw new MalformedError("no Ogg page");
    const segmentCount = header[26] ?? 0;
    const serial = header.readUInt32LE(14);
    const lacing = this.#file.need(this.#pageOffset + 27, segmentCount);
    let bodyLength = 0;
    for (const segment of lacing) bodyLength += segment;
    const body = this.#file.need(this.#pageOffset + 27 + segmentCount, bodyLength);
    this.#pageOffset += 27 + segmentCount + bodyLength;
    this.#serial ??= serial;
    if (serial !== this.#serial) return;
    this.#collected += bodyLength;
    if (this.#collected > largestHeaders) throw new MalformedError("Ogg headers without end");
    this.#splitPackets(lacing, body);
  }

  #splitPackets(lacing: Buffer, body: Buffer): void {
    let start = 0;
    let end = 0;
    for (const segment of lacing) {
      end += segment;
      if (segment === 255) continue;
      const piece = body.subarray(start, end);
      this.#packets.push(
        this.#partial.length === 0 ? piece : Buffer.concat([...this.#partial, piece]),
      );
      this.#partial = [];
      start = end;
    }
    if (end > start) this.#partial.push(body.subarray(start, end));
  }
}

interface LastPage {
  readonly granule: number;
  readonly end: number;
  readonly isCut: boolean;
}

/** The last page of the stream that ends a packet, searched backwards in growing windows. */
function lastPage(file: FileBytes, serial: number, from: number): LastPage | null {
  for (const length of [65_536, 131_072, 1_048_576]) {
    const start = Math.max(from, file.size - length);
    const bytes = file.at(start, file.size - start);
    let isCut = false;
    for (
      let index = bytes.lastIndexOf("OggS", undefined, "latin1");
      index >= 0;
      index = index === 0 ? -1 : bytes.lastIndexOf("OggS", index - 1, "latin1")
    ) {
      if (index + 27 > bytes.length) {
        isCut = true;
        continue;
      }
      if (bytes.readUInt32LE(index + 14) !== serial || bytes[index + 4] !== 0) continue;
      const segmentCount = bytes[index + 26] ?? 0;
      let end = index + 27 + segmentCount;
      for (const segment of bytes.subarray(index + 27, end)) end += segment;
      if (end > bytes.length) {
        isCut = true;
        continue;
      }
      const granule = Number(bytes.readBigInt64LE(index + 6));
      if (granule > 0) return { granule, end: start + end, isCut };
    }
    if (start === from) return null;
  }
  return null;
}
