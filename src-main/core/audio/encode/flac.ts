import { createHash } from "node:crypto";

import type { PcmChunk } from "#core/audio/pcm.ts";

import { BitWriter } from "./bit-writer.ts";
import { interleave16, toInt16 } from "./wav.ts";

const blockFrames = 4096;
const bits = 16;
const highestOrder = 4;
const longestRice = 14;

/**
 * A whole 16-bit FLAC file (RFC 9639): fixed predictors with Rice-coded residuals, left/side stereo where it is smaller, and a
 * STREAMINFO with the number of samples and the MD5 of the sound, so that players know its length and can check it.
 *
 * @param sampleRateHz 1 to 655,350
 */
export function encodeFlac(chunk: PcmChunk, sampleRateHz: number): Uint8Array<ArrayBuffer> {
  const frames = chunk[0]?.length ?? 0;
  const channels = chunk.map((samples) => Int32Array.from(samples, toInt16));
  const out = new BitWriter(frames * channels.length + 8192);
  out.writeBytes(Buffer.from("fLaC", "latin1"));
  out.write(0x80, 8);
  out.write(34, 24);
  out.write(blockFrames, 16);
  out.write(blockFrames, 16);
  out.write(0, 24);
  out.write(0, 24);
  out.write(sampleRateHz, 20);
  out.write(channels.length - 1, 3);
  out.write(bits - 1, 5);
  out.write(Math.floor(frames / 2 ** 32), 4);
  out.write(frames >>> 0, 32);
  out.writeBytes(createHash("md5").update(interleave16(chunk)).digest());
  for (let start = 0, index = 0; start < frames; start += blockFrames, index += 1) {
    const end = Math.min(frames, start + blockFrames);
    writeFrame(
      out,
      channels.map((samples) => samples.subarray(start, end)),
      index,
      sampleRateHz,
    );
  }
  return out.view().slice();
}

const rateInHz = 0b1101;
const rateCodes: Readonly<Record<number, number>> = {
  8000: 4,
  16000: 5,
  22050: 6,
  24000: 7,
  32000: 8,
  44100: 9,
  48000: 10,
  96000: 11,
};

/** Every frame names its rate: some decoders are fed frames without the STREAMINFO. 0 refers to that all the same. */
function rateCode(sampleRateHz: number): number {
  return rateCodes[sampleRateHz] ?? (sampleRateHz <= 0xffff ? rateInHz : 0);
}

function writeFrame(
  out: BitWriter,
  channels: Int32Array[],
  index: number,
  sampleRateHz: number,
): void {
  const start = out.lengthBytes;
  const frames = channels[0]?.length ?? 0;
  const [left, right] = channels;
  const side =
    channels.length === 2 && left !== undefined && right !== undefined
      ? left.map((sample, frame) => sample - (right[frame] ?? 0))
      : null;
  const plans = channels.map((samples) => plan(samples, bits));
  const sidePlan = side === null ? null : plan(side, bits + 1);
  const useSide = sidePlan !== null && sidePlan.sizeBits < (plans[1]?.sizeBits ?? 0);
  out.write(0b1111_1111_1111_1000, 16);
  out.write(0b0111, 4);
  out.write(rateCode(sampleRateHz), 4);
  out.write(useSide ? 0b1000 : channels.length - 1, 4);
  out.write(0b100, 3);
  out.write(0, 1);
  out.writeBytes(frameNumber(index));
  out.write(frames - 1, 16);
  if (rateCode(sampleRateHz) === rateInHz) out.write(sampleRateHz, 16);
  out.write(crc8(out.view(start)), 8);
  plans.forEach((own, channel) => {
    if (channel === 1 && useSide) writeSubframe(out, sidePlan);
    else writeSubframe(out, own);
  });
  out.align();
  out.write(crc16(out.view(start)), 16);
}

/** A number as UTF-8 encodes a code point, which FLAC extends to 31 bits. */
function frameNumber(value: number): Uint8Array {
  if (value < 0x80) return Uint8Array.of(value);
  const bytes: number[] = [];
  let rest = value;
  let room = 0x3f;
  while (rest > room) {
    bytes.unshift(0x80 | (rest & 0x3f));
    rest >>>= 6;
    room >>>= 1;
  }
  return Uint8Array.of((~room << 1) | rest, ...bytes);
}

interface Subframe {
  readonly sizeBits: number;
  readonly width: number;
  readonly samples: Int32Array;
  readonly order: number;
  readonly residual: Int32Array;
  readonly rice: number;
}

/** The fixed predictor whose residual is smallest, and the Rice parameter that suits it. */
function plan(samples: Int32Array, width: number): Subframe {
  let best: Subframe | null = null;
  let residual = samples;
  for (let order = 0; order <= Math.min(highestOrder, samples.length - 1); order += 1) {
    if (order > 0) residual = differences(residual);
    let sum = 0;
    for (const value of residual) sum += value < 0 ? -2 * value - 1 : 2 * value;
    const mean = sum / Math.max(1, residual.length);
    const rice = Math.max(0, Math.min(longestRice, Math.floor(Math.log2(mean * 0.7 + 1e-9)) + 1));
    const sizeBits = order * width + residual.length * (1 + rice) + sum / 2 ** rice;
    if (best === null || sizeBits < best.sizeBits)
      best = { sizeBits, width, samples, order, residual, rice };
  }
  return best ?? { sizeBits: 0, width, samples, order: 0, residual: samples, rice: 0 };
}

function differences(values: Int32Array): Int32Array {
  const out = new Int32Array(Math.max(0, values.length - 1));
  for (let index = 0; index < out.length; index += 1)
    out[index] = (values[index + 1] ?? 0) - (values[index] ?? 0);
  return out;
}

function writeSubframe(out: BitWriter, { width, samples, order, residual, rice }: Subframe): void {
  out.write(0, 1);
  out.write(0b00_1000 | order, 6);
  out.write(0, 1);
  for (let index = 0; index < order; index += 1) out.write(samples[index] ?? 0, width);
  // One partition of 4-bit Rice parameters.
  out.write(0, 2);
  out.write(0, 4);
  out.write(rice, 4);
  for (const value of residual) {
    const folded = value < 0 ? -2 * value - 1 : 2 * value;
    out.writeUnary(folded >>> rice);
    out.write(folded, rice);
  }
}

const crc8Table = crcTable(0x07, 8);
const crc16Table = crcTable(0x8005, 16);

function crcTable(polynomial: number, width: number): Uint16Array {
  const top = 1 << (width - 1);
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << (width - 8);
    for (let bit = 0; bit < 8; bit += 1)
      crc = (crc & top) === 0 ? crc << 1 : (crc << 1) ^ polynomial;
    return crc & ((1 << width) - 1);
  });
}

function crc8(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = crc8Table[crc ^ byte] ?? 0;
  return crc;
}

function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ (crc16Table[(crc >> 8) ^ byte] ?? 0);
  return crc;
}
