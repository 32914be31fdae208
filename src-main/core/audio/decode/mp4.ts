import { brokenFile, unsupportedFormat } from "./decode-errors.ts";
import { type FileBytes, fourCharacters, viewOf } from "./file-bytes.ts";
import { readItunesGap } from "./itunes-gap.ts";
import { type Box, boxesIn, child } from "./mp4-boxes.ts";
import { audioStart } from "./sniff.ts";

/** The sound of an MP4 file: which codec, and where its packets are. */
export interface Mp4Audio {
  /** Sample entry type: `alac`, `mp4a`, `fLaC`, `Opus` ... */
  readonly codec: string;
  /** The codec's own configuration: the ALAC cookie, or the AudioSpecificConfig of AAC. */
  readonly config: Uint8Array;
  /** Byte position and length of every packet, in playing order. */
  readonly packetStarts: Float64Array;
  readonly packetBytes: Uint32Array;
  /** Length of the track on its media timeline, in units of {@link timescaleHz}. */
  readonly durationUnits: number;
  readonly timescaleHz: number;
  /** Where the edit list (or iTunes's tag) begins the presentation (encoder priming), in media units. */
  readonly startUnits: number;
  /** Length of the presentation by the edit list, in seconds; null when there is none. */
  readonly presentationSec: number | null;
}

const longestMovieBox = 256 * 1024 * 1024;

/** Finds the first audio track. The movie box may stand before or after the sound. */
export function readMp4(file: FileBytes): Mp4Audio {
  const movie = readMovieBox(file);
  const movieTimescale = readTimescale(child(movie, "mvhd")) ?? 1000;
  let other: string | null = null;
  for (const track of boxesIn(movie).filter((box) => box.type === "trak")) {
    const media = child(track.bytes, "mdia");
    const handler = media && child(media, "hdlr");
    if (!media || !handler || fourCharacters(handler, 8) !== "soun") continue;
    const audio = readTrack(track.bytes, media, movieTimescale, file.sizeBytes);
    if (audio !== null) return withItunesGap(movie, audio);
    other = "its sound has no index";
  }
  if (other !== null) throw brokenFile(file.path, other);
  throw unsupportedFormat(file.path, "it holds no sound that Segue knows");
}

/** iTunes long wrote no edit list and kept the encoder's delay in a tag. */
function withItunesGap(movie: Uint8Array, audio: Mp4Audio): Mp4Audio {
  const gap = audio.startUnits === 0 ? readItunesGap(movie) : null;
  if (gap === null || gap.delayFrames + gap.totalFrames > audio.durationUnits) return audio;
  return {
    ...audio,
    startUnits: gap.delayFrames,
    presentationSec: gap.totalFrames / audio.timescaleHz,
  };
}

function readMovieBox(file: FileBytes): Uint8Array {
  let position = audioStart(file);
  while (position + 8 <= file.sizeBytes) {
    const head = file.read(position, 16);
    const view = viewOf(head);
    let length = view.getUint32(0, false);
    let headLength = 8;
    if (length === 1 && head.length === 16) {
      length = Number(view.getBigUint64(8, false));
      headLength = 16;
    } else if (length === 0) {
      length = file.sizeBytes - position;
    }
    if (length < headLength) break;
    if (fourCharacters(head, 4) === "moov") {
      if (length > longestMovieBox || position + length > file.sizeBytes) break;
      return file.read(position + headLength, length - headLength);
    }
    position += length;
  }
  throw brokenFile(file.path, "its index is missing, as if a download had stopped");
}

function readTimescale(header: Uint8Array | undefined): number | undefined {
  if (header === undefined || header.length < 20) return undefined;
  const view = viewOf(header);
  return view.getUint32(header[0] === 1 ? 20 : 12, false);
}

function readDuration(header: Uint8Array): number {
  const view = viewOf(header);
  return header[0] === 1 ? Number(view.getBigUint64(24, false)) : view.getUint32(16, false);
}

function readTrack(
  track: Uint8Array,
  media: Uint8Array,
  movieTimescale: number,
  fileBytes: number,
): Mp4Audio | null {
  const table = child(media, "minf", "stbl");
  const mediaHeader = child(media, "mdhd");
  const timescaleHz = readTimescale(mediaHeader);
  const description = child(table, "stsd");
  const sizes = child(table, "stsz");
  const toChunk = child(table, "stsc");
  const offsets = chunkOffsets(table);
  if (!mediaHeader || !timescaleHz || !description || !sizes || !toChunk || !offsets) return null;
  const [entry] = boxesIn(description, 8);
  if (entry === undefined) return null;
  const packetBytes = packetSizes(sizes, fileBytes);
  return {
    codec: entry.type,
    config: codecConfig(entry),
    packetStarts: packetStartsOf(packetBytes, toChunk, offsets),
    packetBytes,
    durationUnits: readDuration(mediaHeader),
    timescaleHz,
    ...readEdit(child(track, "edts", "elst"), movieTimescale),
  };
}

function readEdit(
  list: Uint8Array | undefined,
  movieTimescale: number,
): { startUnits: number; presentationSec: number | null } {
  if (list === undefined || list.length < 20) return { startUnits: 0, presentationSec: null };
  const view = viewOf(list);
  const count = view.getUint32(4, false);
  const wide = list[0] === 1;
  const entryBytes = wide ? 20 : 12;
  for (let entry = 0; entry < count && 8 + (entry + 1) * entryBytes <= list.length; entry += 1) {
    const at = 8 + entry * entryBytes;
    const length = wide ? Number(view.getBigUint64(at, false)) : view.getUint32(at, false);
    const start = wide ? Number(view.getBigInt64(at + 8, false)) : view.getInt32(at + 4, false);
    // -1 is an empty edit: silence before the sound, which a music player leaves out.
    if (start >= 0 && length > 0)
      return { startUnits: start, presentationSec: length / movieTimescale };
  }
  return { startUnits: 0, presentationSec: null };
}

/** The configuration box of a sample entry, whatever its version or a QuickTime `wave` box around it. */
function codecConfig(entry: Box): Uint8Array {
  const version = entry.bytes.length >= 10 ? viewOf(entry.bytes).getUint16(8, false) : 0;
  const inner = entry.bytes.subarray(version === 1 ? 44 : version === 2 ? 64 : 28);
  const holder = child(inner, "wave") ?? inner;
  if (entry.type === "alac") {
    const cookie = child(holder, "alac");
    return cookie === undefined ? new Uint8Array() : cookie.subarray(4);
  }
  const descriptor = child(holder, "esds");
  return descriptor === undefined ? new Uint8Array() : audioSpecificConfig(descriptor);
}

/** Finds the DecoderSpecificInfo (tag 5) in an `esds` box. */
function audioSpecificConfig(descriptor: Uint8Array): Uint8Array {
  let at = 4;
  while (at < descriptor.length) {
    const tag = descriptor[at] ?? 0;
    at += 1;
    let length = 0;
    let byte = 0x80;
    while ((byte & 0x80) !== 0 && at < descriptor.length) {
      byte = descriptor[at] ?? 0;
      length = length * 128 + (byte & 0x7f);
      at += 1;
    }
    if (tag === 3) at += 3;
    else if (tag === 4) at += 13;
    else if (tag === 5) return descriptor.subarray(at, at + length);
    else at += length;
  }
  return new Uint8Array();
}

function packetSizes(sizes: Uint8Array, fileBytes: number): Uint32Array {
  const view = viewOf(sizes);
  const fixed = view.getUint32(4, false);
  const count = view.getUint32(8, false);
  if (fixed !== 0)
    return new Uint32Array(Math.min(count, Math.ceil(fileBytes / fixed))).fill(fixed);
  const stored = Math.min(count, Math.floor((sizes.length - 12) / 4));
  return Uint32Array.from({ length: stored }, (_, index) => view.getUint32(12 + index * 4, false));
}

function chunkOffsets(table: Uint8Array | undefined): Float64Array | null {
  const short = child(table, "stco");
  const box = short ?? child(table, "co64");
  if (box === undefined) return null;
  const view = viewOf(box);
  const width = short === undefined ? 8 : 4;
  const count = Math.min(view.getUint32(4, false), Math.floor((box.length - 8) / width));
  return Float64Array.from({ length: count }, (_, index) =>
    width === 4
      ? view.getUint32(8 + index * 4, false)
      : Number(view.getBigUint64(8 + index * 8, false)),
  );
}

function packetStartsOf(
  packetBytes: Uint32Array,
  toChunk: Uint8Array,
  offsets: Float64Array,
): Float64Array {
  const view = viewOf(toChunk);
  const runs = Math.min(view.getUint32(4, false), Math.floor((toChunk.length - 8) / 12));
  const starts = new Float64Array(packetBytes.length);
  let packet = 0;
  let run = 0;
  for (let chunk = 0; chunk < offsets.length && packet < starts.length; chunk += 1) {
    while (run + 1 < runs && view.getUint32(8 + (run + 1) * 12, false) <= chunk + 1) run += 1;
    const perChunk = runs === 0 ? 0 : view.getUint32(8 + run * 12 + 4, false);
    let position = offsets[chunk] ?? 0;
    for (let index = 0; index < perChunk && packet < starts.length; index += 1, packet += 1) {
      starts[packet] = position;
      position += packetBytes[packet] ?? 0;
    }
  }
  return starts;
}
