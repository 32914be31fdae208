import { assertNever } from "#shared/lib/assert-never.ts";

import { openAdts } from "./aac/adts-decoder.ts";
import { brokenFile, fileError, unsupportedFormat } from "./decode-errors.ts";
import { FileBytes, viewOf } from "./file-bytes.ts";
import { openAiff, openWav } from "./linear-pcm.ts";
import { openMp4 } from "./mp4-decoder.ts";
import { readMpegLayout } from "./mpeg.ts";
import { lastGranule, opusPreSkip } from "./ogg.ts";
import type { PcmChunk, PcmDecoder } from "#core/audio/pcm.ts";
import { audioStart, type SniffedFormat, sniffFormat } from "./sniff.ts";
import { rescaledToHalfOpen } from "./scale.ts";
import { openStreamed, type StreamedCodec } from "./streamed-codec.ts";
import { trimmed } from "./trim.ts";
import { WavpackStream } from "./wavpack-stream.ts";
import { readWavpackHead } from "./wavpack.ts";

const wavpackBytesEach = 4 * 1024 * 1024;

/**
 * Opens a file of any format Segue knows, by its bytes and not by its name. Call it in a worker thread: reading and
 * decoding are synchronous. The codecs are loaded when first needed.
 *
 * Throws AppError: `file_not_found`, `file_unreadable`, `unsupported`, `decode_failed`.
 */
export async function openDecoder(path: string): Promise<PcmDecoder> {
  const file = openFile(path);
  try {
    if (file.sizeBytes === 0) throw brokenFile(path, "it is empty");
    return await openFormat(file, sniffFormat(file));
  } catch (error) {
    file.close();
    throw error;
  }
}

function openFile(path: string): FileBytes {
  try {
    return new FileBytes(path);
  } catch (error) {
    throw fileError(path, error);
  }
}

async function openFormat(file: FileBytes, format: SniffedFormat): Promise<PcmDecoder> {
  switch (format) {
    case "wav":
      return openWav(file);
    case "aiff":
      return openAiff(file);
    case "mp4":
      return openMp4(file);
    case "mp3":
      return openMp3(file);
    case "flac":
      return openFlac(file);
    case "ogg_flac": {
      const { decoder } = await import("@audio/decode-flac");
      return whole(file, await decoder(), lastGranule(file));
    }
    case "ogg_vorbis": {
      const { decoder } = await import("@audio/decode-vorbis");
      return whole(file, await decoder(), lastGranule(file));
    }
    case "ogg_opus": {
      const { decoder } = await import("@audio/decode-opus");
      const granule = lastGranule(file);
      const totalFrames = granule === null ? null : Math.max(0, granule - opusPreSkip(file));
      // The last page says where the sound ends inside its last packet; the codec gives the whole packet.
      return trimmed(whole(file, await decoder(), totalFrames), 0, totalFrames);
    }
    case "wavpack":
      return openWavpack(file);
    case "asf":
      return openWma(file);
    case "ape":
      throw unsupportedFormat(file.path, "Monkey's Audio (APE) is not supported yet");
    case "adts":
      return openAdts(file);
    case "unknown":
      throw brokenFile(file.path, "it is no audio file that Segue knows");
    default:
      return assertNever(format);
  }
}

function whole(file: FileBytes, codec: StreamedCodec, totalFrames: number | null): PcmDecoder {
  return openStreamed({ file, codec, start: 0, end: file.sizeBytes, totalFrames });
}

async function openMp3(file: FileBytes): Promise<PcmDecoder> {
  const layout = readMpegLayout(file);
  if (layout === null) throw brokenFile(file.path, "there is no MP3 sound in it");
  const { decoder } = await import("@audio/decode-mp3");
  return openStreamed({
    file,
    codec: await decoder(),
    start: layout.start,
    end: layout.end,
    totalFrames: layout.totalFrames,
    portionBytes: 32768,
    // mpg123 always gives two channels.
    ...(layout.channels === 1 ? { convert: (chunk: PcmChunk) => chunk.slice(0, 1) } : {}),
  });
}

async function openFlac(file: FileBytes): Promise<PcmDecoder> {
  const start = audioStart(file);
  const info = viewOf(file.read(start + 8, 34));
  if (info.byteLength < 34) throw brokenFile(file.path, "its description is cut short");
  const totalFrames = (info.getUint8(13) & 15) * 2 ** 32 + info.getUint32(14, false);
  const bits = (((info.getUint8(12) & 1) << 4) | (info.getUint8(13) >> 4)) + 1;
  const { decoder } = await import("@audio/decode-flac");
  return openStreamed({
    file,
    codec: await decoder(),
    start,
    end: file.sizeBytes,
    totalFrames: totalFrames === 0 ? null : totalFrames,
    convert: (chunk) => rescaledToHalfOpen(chunk, bits, "all"),
  });
}

async function openWavpack(file: FileBytes): Promise<PcmDecoder> {
  const start = audioStart(file);
  const { totalFrames, integerBits } = readWavpackHead(file.read(start, 32));
  const { decoder } = await import("@audio/decode-wavpack");
  const count = Math.min(256, Math.ceil((file.sizeBytes - start) / wavpackBytesEach) + 1);
  const codecs = await Promise.all(Array.from({ length: count }, () => decoder()));
  return openStreamed({
    file,
    codec: new WavpackStream(codecs, wavpackBytesEach),
    start,
    end: file.sizeBytes,
    totalFrames,
    ...(integerBits === null
      ? {}
      : { convert: (chunk: PcmChunk) => rescaledToHalfOpen(chunk, integerBits, "positive") }),
  });
}

async function openWma(file: FileBytes): Promise<PcmDecoder> {
  const { decoder, demuxASF } = await import("@audio/decode-wma");
  const headerBytes = Number(viewOf(file.read(0, 24)).getBigUint64(16, true));
  if (headerBytes > file.sizeBytes) throw brokenFile(file.path, "its description is cut short");
  let totalFrames: number | null = null;
  try {
    const asf = demuxASF(file.read(0, headerBytes + 50));
    totalFrames = Math.round(asf.duration * asf.sampleRate);
  } catch (error) {
    throw brokenFile(file.path, "there is no sound in it", error);
  }
  return openStreamed({
    file,
    codec: await decoder(),
    start: 0,
    end: file.sizeBytes,
    totalFrames,
    portionBytes: Math.max(65536, headerBytes + 16384),
  });
}
