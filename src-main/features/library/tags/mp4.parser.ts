import { TagMap } from "#shared/domain/library/tag-map.ts";
import { EndOfFileError, type FileBytes, MalformedError } from "./file-bytes.ts";
import { boxesIn, findBox } from "./mp4-boxes.ts";
import { fragmentDefaults, fragmentDuration } from "./mp4-fragments.ts";
import { readMp4Tags } from "./mp4-tags.ts";
import { averageBitrateKbps, type ParsedAudio, type PictureCandidate } from "./parsed-audio.ts";

const largestIndex = 256 * 1024 * 1024;

interface Layout {
  readonly moov: Buffer;
  /** From the first media data to the end of the last; tags and index never lie between them in practice. */
  readonly payload: { start: number; end: number };
  /** Where the fragments' headers (`moof`) are, content only; empty for plain files. */
  readonly fragments: readonly { start: number; length: number }[];
}

/** Reads an MP4 audio file (AAC, ALAC, and what else has an audio track). Source: ISO/IEC 14496-12. */
export function parseMp4(file: FileBytes): ParsedAudio {
  const layout = readLayout(file);
  const { moov, payload } = layout;
  const tags = new TagMap();
  const pictures: PictureCandidate[] = [];
  readMp4Tags(moov, tags, pictures);
  const track = audioTrack(moov);
  const description = sampleDescription(track.media);
  const durationSec = trackDuration(moov, track) || fragmentedDuration(file, layout, track);
  if (!(durationSec > 0)) throw new MalformedError("MP4 without a duration");
  return {
    tags,
    pictures,
    stream: {
      container: "mp4",
      ...description,
      bitrateKbps: averageBitrateKbps(payload.end - payload.start, durationSec),
      durationSec,
    },
    payload,
    payloadKind: "bytes",
    isTruncated: false,
  };
}

function readLayout(file: FileBytes): Layout {
  let moov: Buffer | null = null;
  let start = -1;
  let end = -1;
  const fragments: { start: number; length: number }[] = [];
  let position = 0;
  while (position + 8 <= file.size) {
    const header = file.at(position, 16);
    let size = header.readUInt32BE(0);
    let headerLength = 8;
    if (size === 1) {
      size = Number(file.need(position, 16).readBigUInt64BE(8));
      headerLength = 16;
    } else if (size === 0) size = file.size - position;
    if (size < headerLength) throw new MalformedError("an MP4 box smaller than its header");
    const type = header.toString("latin1", 4, 8);
    if (position + size > file.size && (type === "mdat" || type === "moov"))
      throw new EndOfFileError(position + size, file.size);
    if (type === "moov" && moov === null) {
      if (size > largestIndex) throw new MalformedError("an MP4 index beyond any sense");
      moov = file.need(position + headerLength, size - headerLength);
    } else if (type === "mdat") {
      if (start < 0) start = position + headerLength;
      end = position + size;
    } else if (type === "moof")
      fragments.push({ start: position + headerLength, length: size - headerLength });
    position += size;
  }
  if (moov === null) throw new EndOfFileError(position + 8, file.size);
  if (start < 0) throw new MalformedError("MP4 without media data");
  return { moov, payload: { start, end }, fragments };
}

interface AudioTrack {
  readonly track: Buffer;
  readonly media: Buffer;
}

function audioTrack(moov: Buffer): AudioTrack {
  for (const box of boxesIn(moov)) {
    if (box.type !== "trak") continue;
    const media = findBox(box.content, "mdia");
    const handler = media === null ? null : findBox(media, "hdlr");
    if (media !== null && handler?.toString("latin1", 8, 12) === "soun")
      return { track: box.content, media };
  }
  throw new MalformedError("MP4 without an audio track");
}

/**
 * Seconds to hear: the edit list's (encoder delay and padding taken off) where it is one plain edit that agrees with
 * the media's length, else the media's.
 */
function trackDuration(moov: Buffer, { track, media }: AudioTrack): number {
  const mediaHeader = findBox(media, "mdhd");
  const movieHeader = findBox(moov, "mvhd");
  if (mediaHeader === null) throw new MalformedError("MP4 track without a header");
  const own = timeAndScale(mediaHeader);
  const fromMedia = own.scale > 0 ? own.duration / own.scale : 0;
  const movieScale = movieHeader === null ? 0 : timeAndScale(movieHeader).scale;
  const edits = findBox(track, "edts", "elst");
  if (edits === null || movieScale === 0 || edits.readUInt32BE(4) !== 1) return fromMedia;
  const edited =
    (edits[0] === 1 ? Number(edits.readBigUInt64BE(8)) : edits.readUInt32BE(8)) / movieScale;
  return edited > 0 && edited <= fromMedia && edited > fromMedia - 0.5 ? edited : fromMedia;
}

function timeAndScale(header: Buffer): { scale: number; duration: number } {
  if (header[0] === 1)
    return { scale: header.readUInt32BE(20), duration: Number(header.readBigUInt64BE(24)) };
  const duration = header.readUInt32BE(16);
  return { scale: header.readUInt32BE(12), duration: duration === 0xff_ff_ff_ff ? 0 : duration };
}

/** Seconds of a file that was written in fragments and whose index therefore knows no length. */
function fragmentedDuration(file: FileBytes, layout: Layout, { track, media }: AudioTrack): number {
  const header = findBox(track, "tkhd");
  const mediaHeader = findBox(media, "mdhd");
  if (header === null || mediaHeader === null) return 0;
  const trackId = header.readUInt32BE(header[0] === 1 ? 20 : 12);
  const { scale } = timeAndScale(mediaHeader);
  const defaults = fragmentDefaults(layout.moov);
  let total = 0;
  for (const fragment of layout.fragments)
    total += fragmentDuration(file.at(fragment.start, fragment.length), trackId, defaults);
  return scale > 0 ? total / scale : 0;
}

interface SampleDescription {
  readonly codec: string;
  readonly isLossless: boolean;
  readonly sampleRateHz: number | null;
  readonly bitDepth: number | null;
  readonly channels: number | null;
}

const codecs: Readonly<Record<string, string>> = {
  mp4a: "aac",
  alac: "alac",
  fLaC: "flac",
  Opus: "opus",
  "ac-3": "ac3",
  "ec-3": "eac3",
  ".mp3": "mp3",
  lpcm: "pcm",
  sowt: "pcm",
  twos: "pcm",
};

function sampleDescription(media: Buffer): SampleDescription {
  const table = findBox(media, "minf", "stbl", "stsd");
  if (table === null || table.length < 44) throw new MalformedError("MP4 without a codec");
  const [entry] = boxesIn(table, 8);
  if (entry === undefined || entry.content.length < 28)
    throw new MalformedError("MP4 without a codec");
  const { type, content } = entry;
  if (type === "drms" || type === "enca")
    throw new MalformedError("the audio is locked by its shop (DRM)");
  const codec = codecs[type] ?? type.trim().toLowerCase();
  const channels = content.readUInt16BE(16);
  const sampleRateHz = content.readUInt16BE(24);
  if (codec === "alac") {
    const config = findBox(content.subarray(28), "alac");
    if (config !== null && config.length >= 28)
      return {
        codec,
        isLossless: true,
        sampleRateHz: config.readUInt32BE(24),
        bitDepth: config[9] ?? null,
        channels: config[13] ?? null,
      };
  }
  const isLossless = codec === "alac" || codec === "flac" || codec === "pcm";
  return {
    codec,
    isLossless,
    sampleRateHz: sampleRateHz > 0 ? sampleRateHz : timeScale(media),
    bitDepth: isLossless ? content.readUInt16BE(18) : null,
    channels: aacChannels(content) ?? (channels > 0 ? channels : null),
  };
}

/** Rates above 65,535 Hz do not fit the description; the media's time scale is the rate then. */
function timeScale(media: Buffer): number | null {
  const header = findBox(media, "mdhd");
  return header === null ? null : timeAndScale(header).scale;
}

/** Channels of the AAC configuration, since the description says 2 whatever they are. Source: ISO/IEC 14496-3 table 1.19. */
function aacChannels(content: Buffer): number | null {
  const elementary = findBox(content.subarray(28), "esds");
  if (elementary === null) return null;
  const stream = descriptor(elementary, 4, 0x03);
  if (stream === null || stream.length < 3) return null;
  const flags = stream[2] ?? 0;
  let at = 3 + ((flags & 0x80) === 0 ? 0 : 2);
  if ((flags & 0x40) !== 0) at += 1 + (stream[at] ?? 0);
  if ((flags & 0x20) !== 0) at += 2;
  const decoder = descriptor(stream, at, 0x04);
  const specific = decoder === null ? null : descriptor(decoder, 13, 0x05);
  if (specific === null || specific.length < 2) return null;
  const bits = specific.readUInt16BE(0);
  const configuration = (bits >>> 3) & 15;
  const isPlain = bits >>> 11 !== 31 && ((bits >>> 7) & 15) !== 15;
  if (!isPlain || configuration === 0) return null;
  return configuration === 7 ? 8 : configuration;
}

/** The content of the MPEG-4 descriptor at `at`, if it has this tag. Its length is coded in 7-bit groups. */
function descriptor(bytes: Buffer, at: number, tag: number): Buffer | null {
  if (bytes[at] !== tag) return null;
  let position = at + 1;
  let length = 0;
  for (let group = 0; group < 4; group++) {
    const byte = bytes[position++] ?? 0;
    length = length * 128 + (byte & 0x7f);
    if ((byte & 0x80) === 0) break;
  }
  return bytes.subarray(position, position + length);
}
