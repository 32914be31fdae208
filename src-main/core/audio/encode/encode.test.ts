import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { openDecoder } from "#core/audio/decode/open-decoder.ts";
import type { PcmChunk, PcmHeader } from "#core/audio/pcm.ts";
import { seededRandom } from "#core/audio/synth/random.ts";

import { encodeAiff } from "./aiff.ts";
import { encodeFlac } from "./flac.ts";
import { encodeMp3, encodeOgg } from "./lossy.adapter.ts";
import { encodeWav } from "./wav.ts";

const folder = mkdtempSync(join(tmpdir(), "segue-encode-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Decoded {
  readonly header: PcmHeader;
  readonly channels: readonly number[][];
}

async function decoded(bytes: Uint8Array): Promise<Decoded> {
  const path = join(folder, "sound");
  writeFileSync(path, bytes);
  const decoder = await openDecoder(path);
  const channels: number[][] = Array.from({ length: decoder.header.channels }, () => []);
  for (let chunk = decoder.next(); chunk !== null; chunk = decoder.next())
    chunk.forEach((samples, channel) => {
      for (const sample of samples) channels[channel]?.push(Math.round(sample * 32768));
    });
  decoder.close();
  return { header: decoder.header, channels };
}

/** Sounds that try an encoder: smooth, noisy, silent, at full scale, and of lengths around the block size. */
function sound(kind: string, frames: number, channels: number): Int16Array[] {
  const random = seededRandom(frames + channels);
  return Array.from({ length: channels }, (_, channel) =>
    Int16Array.from({ length: frames }, (__, frame) => {
      if (kind === "tone") return Math.round(20000 * Math.sin((frame * (channel + 1)) / 30));
      if (kind === "noise") return Math.floor(random.between(-32768, 32768));
      if (kind === "square") return frame % 100 < 50 ? 32767 : -32768;
      return 0;
    }),
  );
}

function toFloat(channels: readonly Int16Array[]): PcmChunk {
  return channels.map((samples) => Float32Array.from(samples, (sample) => sample / 32768));
}

describe("lossless writers", () => {
  const cases = [
    ["tone", 10000, 2],
    ["tone", 4096, 1],
    ["noise", 4097, 2],
    ["square", 8200, 2],
    ["silence", 5000, 2],
    ["tone", 600_000, 1],
    ["silence", 9_000_000, 1],
  ] as const;

  // Catches: residuals coded wrongly, overflow of the side channel, frame numbers past 127 and 2,047, a short last block.
  test.each(cases)(
    "FLAC of %s, %i frames, %i channels, comes back bit for bit",
    async (kind, frames, channels) => {
      const source = sound(kind, frames, channels);
      const result = await decoded(encodeFlac(toFloat(source), 44100));
      expect(result.header).toEqual({ sampleRateHz: 44100, channels, totalFrames: frames });
      result.channels.forEach((samples, channel) =>
        expect(
          Buffer.from(Int16Array.from(samples).buffer).equals(
            Buffer.from(new Uint8Array(source[channel]?.buffer ?? new ArrayBuffer())),
          ),
        ).toBe(true),
      );
    },
  );

  test("FLAC is smaller than WAV where there is something to predict", () => {
    const tone = toFloat(sound("tone", 100_000, 2));
    expect(encodeFlac(tone, 44100).length).toBeLessThan(encodeWav(tone, 44100).length * 0.6);
  });

  // Catches: byte order, the sample rate's 80-bit float, chunk sizes.
  test.each([
    ["WAV", encodeWav, 44100],
    ["WAV", encodeWav, 8000],
    ["AIFF", encodeAiff, 44100],
    ["AIFF", encodeAiff, 96000],
  ] as const)("%s comes back bit for bit", async (_, encode, rate) => {
    const source = sound("noise", 5001, 2);
    const result = await decoded(encode(toFloat(source), rate));
    expect(result.header).toEqual({ sampleRateHz: rate, channels: 2, totalFrames: 5001 });
    expect(result.channels).toEqual(source.map((samples) => [...samples]));
  });

  test("beyond full scale is clipped, not wrapped", async () => {
    const { channels } = await decoded(encodeWav([Float32Array.of(1.5, -1.5, 1, -1)], 8000));
    expect(channels).toEqual([[32767, -32768, 32767, -32768]]);
  });
});

describe("lossy writers", () => {
  const frames = 44100 * 2;
  const source = toFloat(sound("tone", frames, 2));

  // Catches: a lost tail, swapped or mono channels, a VBR file of unknown length.
  test.each([
    ["MP3", () => encodeMp3(source, 44100, 192)],
    ["Ogg", () => encodeOgg(source, 44100, 6, 7)],
  ])("%s keeps length, rate and level", async (_, encode) => {
    const { header, channels } = await decoded(await encode());
    expect(header.sampleRateHz).toBe(44100);
    expect(Math.abs((header.totalFrames ?? 0) - frames)).toBeLessThan(4096);
    for (const samples of channels) {
      const rms = Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / frames);
      expect(rms / (20000 / Math.SQRT2)).toBeCloseTo(1, 1);
    }
  });

  test("the same sound gives the same file", async () => {
    expect(await encodeOgg(source, 44100, 4, 9)).toEqual(await encodeOgg(source, 44100, 4, 9));
    expect(await encodeMp3(source, 44100, 128)).toEqual(await encodeMp3(source, 44100, 128));
  });
});
