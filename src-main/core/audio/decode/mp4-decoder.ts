import { AacFrameDecoder } from "./aac/aac-frame-decoder.ts";
import { readAudioSpecificConfig } from "./aac/audio-specific-config.ts";
import { TolerantDecoder } from "./aac/tolerant-decoder.ts";
import { AlacPacketDecoder, readAlacConfig } from "./alac.ts";
import { brokenFile, unsupportedFormat } from "./decode-errors.ts";
import type { FileBytes } from "./file-bytes.ts";
import { type Mp4Audio, readMp4 } from "./mp4.ts";
import type { PcmChunk, PcmDecoder, PcmHeader } from "#core/audio/pcm.ts";
import { joinChunks, trimmed } from "./trim.ts";

const framesPerChunk = 16384;

/** No packet of a codec read here is longer; a damaged index may say so. */
const longestPacketBytes = 1 << 20;

interface PacketDecoder {
  decode(packet: Uint8Array): PcmChunk;
  /** Called once after the last packet. */
  finish?(): void;
}

/** MP4/M4A with Apple Lossless or AAC. */
export function openMp4(file: FileBytes): PcmDecoder {
  const audio = readIndex(file);
  switch (audio.codec) {
    case "alac": {
      const config = readAlacConfig(audio.config);
      if (config === null) throw brokenFile(file.path, "its Apple Lossless settings make no sense");
      return packets(file, audio, new AlacPacketDecoder(config), config);
    }
    case "mp4a":
      return openAac(file, audio);
    default:
      throw unsupportedFormat(file.path, `MP4 with codec "${audio.codec}" is not supported`);
  }
}

/** Boxes whose lengths are damaged are read past their end. */
function readIndex(file: FileBytes): Mp4Audio {
  try {
    return readMp4(file);
  } catch (error) {
    if (error instanceof RangeError) throw brokenFile(file.path, "its index makes no sense", error);
    throw error;
  }
}

function openAac(file: FileBytes, audio: Mp4Audio): PcmDecoder {
  const config = readAacConfig(file, audio);
  if (typeof config === "string") throw unsupportedFormat(file.path, config);
  const decoder = new TolerantDecoder(file.path, new AacFrameDecoder(config));
  return packets(file, audio, decoder, {
    sampleRateHz: config.sampleRateHz,
    channels: config.order.length,
  });
}

function readAacConfig(
  file: FileBytes,
  audio: Mp4Audio,
): ReturnType<typeof readAudioSpecificConfig> {
  try {
    return readAudioSpecificConfig(audio.config);
  } catch (error) {
    throw brokenFile(file.path, "its AAC settings make no sense", error);
  }
}

function packets(
  file: FileBytes,
  audio: Mp4Audio,
  decoder: PacketDecoder,
  format: { sampleRateHz: number; channels: number },
): PcmDecoder {
  const framesOf = (units: number): number =>
    Math.round((units * format.sampleRateHz) / audio.timescaleHz);
  const skipFrames = framesOf(audio.startUnits);
  const wholeFrames = framesOf(audio.durationUnits) - skipFrames;
  const editFrames =
    audio.presentationSec === null
      ? wholeFrames
      : Math.round(audio.presentationSec * format.sampleRateHz);
  // An edit list counts in the movie's coarse timescale (often 1 ms): within that it means "all of it".
  const totalFrames =
    Math.abs(editFrames - wholeFrames) <= format.sampleRateHz / 500 ? wholeFrames : editFrames;
  const header: PcmHeader = {
    sampleRateHz: format.sampleRateHz,
    channels: format.channels,
    totalFrames,
  };
  let packet = 0;
  let isFinished = false;
  const next = (): PcmChunk | null => {
    const parts: PcmChunk[] = [];
    let frames = 0;
    while (packet < audio.packetBytes.length && frames < framesPerChunk) {
      const bytes = file.read(
        audio.packetStarts[packet] ?? 0,
        Math.min(longestPacketBytes, audio.packetBytes[packet] ?? 0),
      );
      packet += 1;
      const part = decodePacket(file, decoder, bytes);
      if ((part[0]?.length ?? 0) === 0) continue;
      parts.push(part);
      frames += part[0]?.length ?? 0;
    }
    if (packet >= audio.packetBytes.length && !isFinished) {
      isFinished = true;
      decoder.finish?.();
    }
    return frames === 0 ? null : joinChunks(parts);
  };
  return trimmed({ header, next, close: () => file.close() }, skipFrames, totalFrames);
}

function decodePacket(file: FileBytes, decoder: PacketDecoder, bytes: Uint8Array): PcmChunk {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw brokenFile(file.path, "a part of its sound cannot be read", error);
  }
}
