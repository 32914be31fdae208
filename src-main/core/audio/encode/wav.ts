import type { PcmChunk } from "#core/audio/pcm.ts";

/** Format of a WAV file of signed 16-bit samples. */
export interface WavFormat {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly frames: number;
}

const formatPcm = 1;
const formatExtensible = 0xfffe;
const pcmSubFormat = "0100000000001000800000aa00389b71";
/** Speakers of 1 to 8 channels in WAV order, as Microsoft's channel masks. */
const speakers = [0, 0x4, 0x3, 0x7, 0x33, 0x37, 0x3f, 0x13f, 0x63f] as const;

/** A WAV file counts its bytes in 32 bits. */
export const longestWavBytes = 0xffffffff;

/** Bytes before the first sample: 44, or 68 where more than two channels want their speakers named. */
export function wavHeaderBytes(channels: number): number {
  return channels > 2 ? 68 : 44;
}

/** Bytes of the whole file. */
export function wavFileBytes(format: WavFormat): number {
  return wavHeaderBytes(format.channels) + format.frames * format.channels * 2;
}

/** Everything before the samples. Throws RangeError when the file would exceed {@link longestWavBytes}. */
export function wavHeader(format: WavFormat): Uint8Array<ArrayBuffer> {
  const total = wavFileBytes(format);
  if (total > longestWavBytes) throw new RangeError("A WAV file cannot be longer than 4 GiB.");
  const length = wavHeaderBytes(format.channels);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  const write = (at: number, text: string): void => {
    bytes.set(Buffer.from(text, "latin1"), at);
  };
  const extensible = format.channels > 2;
  write(0, "RIFF");
  view.setUint32(4, total - 8, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, extensible ? 40 : 16, true);
  view.setUint16(20, extensible ? formatExtensible : formatPcm, true);
  view.setUint16(22, format.channels, true);
  view.setUint32(24, format.sampleRateHz, true);
  view.setUint32(28, format.sampleRateHz * format.channels * 2, true);
  view.setUint16(32, format.channels * 2, true);
  view.setUint16(34, 16, true);
  if (extensible) {
    view.setUint16(36, 22, true);
    view.setUint16(38, 16, true);
    view.setUint32(40, speakers[format.channels] ?? 0, true);
    bytes.set(Buffer.from(pcmSubFormat, "hex"), 44);
  }
  write(length - 8, "data");
  view.setUint32(length - 4, total - length, true);
  return bytes;
}

/** A float sample as a signed 16-bit integer: exact for samples that came from 16 bits, clipped beyond full scale. */
export function toInt16(sample: number): number {
  const value = Math.round(sample * 32768);
  return value > 32767 ? 32767 : value < -32768 ? -32768 : value;
}

/** Planar floats as interleaved 16-bit samples. WAV is little endian, AIFF big. */
export function interleave16(chunk: PcmChunk, littleEndian = true): Uint8Array<ArrayBuffer> {
  const channels = chunk.length;
  const frames = chunk[0]?.length ?? 0;
  const bytes = new Uint8Array(frames * channels * 2);
  const view = new DataView(bytes.buffer);
  chunk.forEach((samples, channel) => {
    let at = channel * 2;
    for (let frame = 0; frame < frames; frame += 1, at += channels * 2)
      view.setInt16(at, toInt16(samples[frame] ?? 0), littleEndian);
  });
  return bytes;
}

/** A whole 16-bit WAV file. */
export function encodeWav(chunk: PcmChunk, sampleRateHz: number): Uint8Array<ArrayBuffer> {
  const frames = chunk[0]?.length ?? 0;
  const header = wavHeader({ sampleRateHz, channels: chunk.length, frames });
  const samples = interleave16(chunk);
  const file = new Uint8Array(header.length + samples.length);
  file.set(header, 0);
  file.set(samples, header.length);
  return file;
}
