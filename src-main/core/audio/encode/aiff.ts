import type { PcmChunk } from "#core/audio/pcm.ts";

import { interleave16 } from "./wav.ts";

/** A whole 16-bit AIFF file. */
export function encodeAiff(chunk: PcmChunk, sampleRateHz: number): Uint8Array<ArrayBuffer> {
  const frames = chunk[0]?.length ?? 0;
  const samples = interleave16(chunk, false);
  const file = new Uint8Array(54 + samples.length);
  const view = new DataView(file.buffer);
  const write = (at: number, text: string): void => {
    file.set(Buffer.from(text, "latin1"), at);
  };
  write(0, "FORM");
  view.setUint32(4, file.length - 8, false);
  write(8, "AIFFCOMM");
  view.setUint32(16, 18, false);
  view.setUint16(20, chunk.length, false);
  view.setUint32(22, frames, false);
  view.setUint16(26, 16, false);
  writeExtended(view, 28, sampleRateHz);
  write(38, "SSND");
  view.setUint32(42, samples.length + 8, false);
  file.set(samples, 54);
  return file;
}

/** The 80-bit extended float in which AIFF states its sample rate; whole numbers only. */
function writeExtended(view: DataView, offset: number, value: number): void {
  const exponent = Math.floor(Math.log2(value));
  view.setUint16(offset, 16383 + exponent, false);
  view.setUint32(offset + 2, value * 2 ** (31 - exponent), false);
  view.setUint32(offset + 6, 0, false);
}
