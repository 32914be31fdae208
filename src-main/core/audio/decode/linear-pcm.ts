import { brokenFile, unsupportedFormat } from "./decode-errors.ts";
import { type FileBytes, fourCharacters, viewOf } from "./file-bytes.ts";
import { canReadSamples, readSamples, type SampleLayout } from "./pcm-samples.ts";
import type { PcmDecoder } from "#core/audio/pcm.ts";
import { audioStart } from "./sniff.ts";

const chunkFrames = 16384;

interface LinearPcm {
  readonly layout: SampleLayout;
  readonly sampleRateHz: number;
  readonly dataStart: number;
  readonly dataBytes: number;
}

/** WAV (RIFF and RF64): integer and float PCM. */
export function openWav(file: FileBytes): PcmDecoder {
  return openLinear(file, readWavHeader(file));
}

/** AIFF and AIFC: big and little endian integers, floats. */
export function openAiff(file: FileBytes): PcmDecoder {
  return openLinear(file, readAiffHeader(file));
}

function openLinear(file: FileBytes, pcm: LinearPcm): PcmDecoder {
  if (!canReadSamples(pcm.layout) || pcm.sampleRateHz <= 0)
    throw unsupportedFormat(file.path, "its samples are stored in an unknown way");
  const frameBytes = pcm.layout.channels * pcm.layout.bytesPerSample;
  const totalFrames = Math.floor(pcm.dataBytes / frameBytes);
  let frame = 0;
  return {
    header: { sampleRateHz: pcm.sampleRateHz, channels: pcm.layout.channels, totalFrames },
    next() {
      const frames = Math.min(chunkFrames, totalFrames - frame);
      if (frames <= 0) return null;
      const bytes = file.read(pcm.dataStart + frame * frameBytes, frames * frameBytes);
      frame += frames;
      return bytes.length < frameBytes ? null : readSamples(bytes, pcm.layout);
    },
    close: () => file.close(),
  };
}

interface Chunk {
  readonly type: string;
  readonly start: number;
  readonly length: number;
}

/** RIFF and IFF chunks; a chunk that claims more than the file holds is cut to it (a recording that was interrupted). */
function* chunksOf(file: FileBytes, from: number, littleEndian: boolean): Generator<Chunk> {
  let position = from;
  while (position + 8 <= file.sizeBytes) {
    const head = file.read(position, 8);
    const stated = viewOf(head).getUint32(4, littleEndian);
    const start = position + 8;
    const length = Math.min(stated, file.sizeBytes - start);
    yield { type: fourCharacters(head, 0), start, length };
    position = start + stated + (stated % 2);
  }
}

function readWavHeader(file: FileBytes): LinearPcm {
  let format: { layout: SampleLayout; sampleRateHz: number } | null = null;
  let longDataBytes: number | null = null;
  for (const chunk of chunksOf(file, audioStart(file) + 12, true)) {
    if (chunk.type === "ds64") {
      const wide = viewOf(file.read(chunk.start, chunk.length));
      longDataBytes = Number(wide.getBigUint64(8, true));
    } else if (chunk.type === "fmt ") {
      format = readWavFormat(file, file.read(chunk.start, chunk.length));
    } else if (chunk.type === "data") {
      if (format === null) throw brokenFile(file.path, "its sound has no description");
      const available = file.sizeBytes - chunk.start;
      const dataBytes = Math.min(longDataBytes ?? chunk.length, available);
      return { ...format, dataStart: chunk.start, dataBytes };
    }
  }
  throw brokenFile(file.path, "there is no sound in it");
}

const formatPcm = 1;
const formatFloat = 3;
const formatExtensible = 0xfffe;

function readWavFormat(
  file: FileBytes,
  bytes: Uint8Array,
): { layout: SampleLayout; sampleRateHz: number } {
  if (bytes.length < 16) throw brokenFile(file.path, "its description is cut short");
  const view = viewOf(bytes);
  const tag = view.getUint16(0, true);
  const subFormat = tag === formatExtensible && bytes.length >= 26 ? view.getUint16(24, true) : tag;
  if (subFormat !== formatPcm && subFormat !== formatFloat)
    throw unsupportedFormat(file.path, `WAV with codec ${subFormat} is not plain PCM`);
  const channels = view.getUint16(2, true);
  const blockBytes = view.getUint16(12, true);
  const bytesPerSample = channels === 0 ? 0 : blockBytes / channels;
  const integer = bytesPerSample === 1 ? "unsigned" : "signed";
  return {
    layout: {
      encoding: subFormat === formatFloat ? "float" : integer,
      bytesPerSample,
      littleEndian: true,
      channels,
    },
    sampleRateHz: view.getUint32(4, true),
  };
}

function readAiffHeader(file: FileBytes): LinearPcm {
  const start = audioStart(file);
  let common: { layout: SampleLayout; sampleRateHz: number; frames: number } | null = null;
  let sound: { start: number; length: number } | null = null;
  for (const chunk of chunksOf(file, start + 12, false)) {
    if (chunk.type === "COMM") common = readAiffCommon(file, file.read(chunk.start, chunk.length));
    if (chunk.type === "SSND" && chunk.length >= 8) {
      const offset = viewOf(file.read(chunk.start, 8)).getUint32(0, false);
      sound = {
        start: chunk.start + 8 + offset,
        length: Math.max(0, chunk.length - 8 - offset),
      };
    }
  }
  if (common === null) throw brokenFile(file.path, "its sound has no description");
  if (sound === null) throw brokenFile(file.path, "there is no sound in it");
  const frameBytes = common.layout.channels * common.layout.bytesPerSample;
  return {
    layout: common.layout,
    sampleRateHz: common.sampleRateHz,
    dataStart: sound.start,
    dataBytes: Math.min(sound.length, common.frames * frameBytes),
  };
}

function readAiffCommon(
  file: FileBytes,
  bytes: Uint8Array,
): { layout: SampleLayout; sampleRateHz: number; frames: number } {
  if (bytes.length < 18) throw brokenFile(file.path, "its description is cut short");
  const view = viewOf(bytes);
  const compression = bytes.length >= 22 ? fourCharacters(bytes, 18) : "NONE";
  const bytesPerSample = Math.ceil(view.getUint16(6, false) / 8);
  const floating = ["fl32", "FL32", "fl64", "FL64"].includes(compression);
  if (!floating && !["NONE", "twos", "sowt", "in24", "in32", "raw "].includes(compression))
    throw unsupportedFormat(file.path, `AIFF with codec "${compression}" is not plain PCM`);
  const integer = compression === "raw " ? "unsigned" : "signed";
  return {
    layout: {
      encoding: floating ? "float" : integer,
      bytesPerSample,
      littleEndian: compression === "sowt",
      channels: view.getUint16(0, false),
    },
    sampleRateHz: Math.round(readExtended(view, 8)),
    frames: view.getUint32(2, false),
  };
}

/** The 80-bit extended float in which AIFF states its sample rate. */
export function readExtended(view: DataView, offset: number): number {
  const exponent = (view.getUint16(offset, false) & 0x7fff) - 16383 - 63;
  const mantissa = view.getUint32(offset + 2, false) * 2 ** 32 + view.getUint32(offset + 6, false);
  return mantissa * 2 ** exponent;
}
