import { createMp3Encoder, createOggEncoder } from "wasm-media-encoders";

import type { PcmChunk } from "#core/audio/pcm.ts";

const portionFrames = 65536;

interface StreamedEncoder {
  encode(samples: readonly Float32Array[]): Uint8Array;
  finalize(): Uint8Array;
}

/**
 * MP3 by LAME. Always at a constant bitrate: this encoder writes no Xing header, and a VBR file without one has no known length.
 */
export async function encodeMp3(
  chunk: PcmChunk,
  sampleRateHz: number,
  bitrateKbps: 128 | 160 | 192 | 256 | 320,
): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = await createMp3Encoder();
  const channels = channelCount(chunk);
  encoder.configure({ sampleRate: sampleRateHz, channels, bitrate: bitrateKbps });
  return encodeAll(encoder, chunk);
}

/**
 * Ogg Vorbis by libvorbis.
 * @param quality 0 to 10
 * @param serial of the Ogg stream, fixed so that the same sound gives the same file
 */
export async function encodeOgg(
  chunk: PcmChunk,
  sampleRateHz: number,
  quality: number,
  serial: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = await createOggEncoder();
  const channels = channelCount(chunk);
  encoder.configure({
    sampleRate: sampleRateHz,
    channels,
    vbrQuality: quality,
    oggSerialNo: serial,
  });
  return encodeAll(encoder, chunk);
}

function channelCount(chunk: PcmChunk): 1 | 2 {
  if (chunk.length !== 1 && chunk.length !== 2)
    throw new RangeError("Lossy encoding is for one or two channels.");
  return chunk.length;
}

function encodeAll(encoder: StreamedEncoder, chunk: PcmChunk): Uint8Array<ArrayBuffer> {
  const frames = chunk[0]?.length ?? 0;
  const parts: Uint8Array[] = [];
  for (let start = 0; start < frames; start += portionFrames) {
    const portion = chunk.map((samples) => samples.subarray(start, start + portionFrames));
    // Copied: what the encoder hands out is overwritten by its next call.
    parts.push(Uint8Array.from(encoder.encode(portion)));
  }
  parts.push(Uint8Array.from(encoder.finalize()));
  const file = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}
