import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { AppError } from "#shared/errors/app-error.ts";
import { appRoot } from "#core/files/app-root.ts";
import type { PcmChunk, PcmHeader } from "#core/audio/pcm.ts";

import { openDecoder } from "./open-decoder.ts";

const fixtures = join(appRoot(), "e2e/fixtures");
const scratch = mkdtempSync(join(tmpdir(), "segue-decode-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Decoded {
  readonly header: PcmHeader;
  readonly channels: Float32Array[];
}

async function decodeAll(path: string): Promise<Decoded> {
  const decoder = await openDecoder(path);
  const chunks: PcmChunk[] = [];
  try {
    for (let chunk = decoder.next(); chunk !== null; chunk = decoder.next()) chunks.push(chunk);
  } finally {
    decoder.close();
  }
  const channels = Array.from({ length: decoder.header.channels }, (_, channel) =>
    Float32Array.from(chunks.flatMap((chunk) => [...(chunk[channel] ?? [])])),
  );
  return { header: decoder.header, channels };
}

function interleavedSha256(channels: readonly Float32Array[]): string {
  const frames = channels[0]?.length ?? 0;
  const all = new Float32Array(frames * channels.length);
  channels.forEach((samples, channel) =>
    samples.forEach((sample, frame) => {
      all[frame * channels.length + channel] = sample;
    }),
  );
  return createHash("sha256").update(new Uint8Array(all.buffer)).digest("hex");
}

/** How much of the reference is left after taking the decoded sound away, in dB; the codec's noise. */
function residualDb(reference: Float32Array, decoded: Float32Array): number {
  let error = 0;
  let power = 0;
  for (let index = 0; index < reference.length; index += 1) {
    const sample = reference[index] ?? 0;
    error += (sample - (decoded[index] ?? 0)) ** 2;
    power += sample ** 2;
  }
  return 10 * Math.log10(error / power);
}

interface DecodeTruth {
  readonly channels: number;
  readonly sample_rate_hz: number;
  readonly frames: number;
  readonly f32le_interleaved_sha256: string;
}

const decodeTruth = JSON.parse(
  readFileSync(join(fixtures, "audio-decode/truth.json"), "utf8"),
) as Record<string, DecodeTruth>;
const truth = JSON.parse(readFileSync(join(fixtures, "audio/truth.json"), "utf8")) as {
  files: Record<string, { decoded_frames: number; sample_rate_hz: number; channels: number }>;
};

describe("lossless formats", () => {
  // Catches: a wrong scale, sign, byte order, channel order, a lost or doubled block, 24 bits cut to 16.
  test.each(Object.entries(decodeTruth))("%s decodes bit for bit", async (name, expected) => {
    const { header, channels } = await decodeAll(join(fixtures, "audio-decode", name));
    expect(header).toEqual({
      channels: expected.channels,
      sampleRateHz: expected.sample_rate_hz,
      totalFrames: expected.frames,
    });
    expect(interleavedSha256(channels)).toBe(expected.f32le_interleaved_sha256);
  });

  // Catches: decoders that agree with a reference each in their own scale, but not with each other.
  test("FLAC, ALAC, WavPack and AIFF of one sound equal its WAV", async () => {
    const wav = interleavedSha256((await decodeAll(join(fixtures, "audio/tone.wav"))).channels);
    const names = ["tone.flac", "tone.alac.m4a", "tone.wv", "tone.aiff"];
    const hashes = await Promise.all(
      names.map(async (name) =>
        interleavedSha256((await decodeAll(join(fixtures, "audio", name))).channels),
      ),
    );
    expect(hashes).toEqual(names.map(() => wav));
  });
});

describe("lossy formats", () => {
  // Catches: a length guessed from the bitrate, priming left in, a tail lost, a wrong rate.
  test.each(["cbr.mp3", "vbr-no-xing.mp3", "tone.ogg", "tone.opus", "tone.wma"])(
    "%s has the length and level of its source",
    async (name) => {
      const expected = truth.files[name];
      const { header, channels } = await decodeAll(join(fixtures, "audio", name));
      expect(header.sampleRateHz).toBe(expected?.sample_rate_hz);
      expect(channels.length).toBe(2);
      expect(channels[0]?.length).toBe(expected?.decoded_frames);
      expect(Math.abs((header.totalFrames ?? 0) - (expected?.decoded_frames ?? 0))).toBeLessThan(
        header.sampleRateHz * 0.1,
      );
      const left = channels[0] ?? new Float32Array();
      const rms = Math.sqrt(left.reduce((sum, sample) => sum + sample * sample, 0) / left.length);
      expect(rms).toBeGreaterThan(0.13);
      expect(rms).toBeLessThan(0.16);
    },
  );

  // Catches: samples shifted by the encoder's delay, swapped channels.
  test("MP3 and Vorbis line up with each other, sample by sample", async () => {
    const mp3 = await decodeAll(join(fixtures, "audio/cbr.mp3"));
    const ogg = await decodeAll(join(fixtures, "audio/tone.ogg"));
    for (const channel of [0, 1])
      expect(
        residualDb(
          ogg.channels[channel] ?? new Float32Array(),
          mp3.channels[channel] ?? new Float32Array(),
        ),
      ).toBeLessThan(-15);
  });
});

describe("what cannot be decoded", () => {
  test.each([
    ["audio/empty.mp3", "decode_failed"],
    ["audio/garbage.flac", "decode_failed"],
    ["audio/truncated.m4a", "decode_failed"],
    ["audio/truncated.ogg", "decode_failed"],
    ["audio/not-there.mp3", "file_not_found"],
    ["audio/truth.json", "decode_failed"],
  ])("%s fails with %s and names the file", async (name, code) => {
    const opened = openDecoder(join(fixtures, name));
    await expect(opened).rejects.toMatchObject({
      name: "AppError",
      code,
      message: expect.stringContaining(name.split("/")[1] ?? "") as string,
    });
  });

  // Catches: trusting the extension.
  test("a file with a wrong extension is decoded by its bytes", async () => {
    const path = join(scratch, "really-flac.mp3");
    copyFileSync(join(fixtures, "audio/tone.flac"), path);
    expect((await decodeAll(path)).header.totalFrames).toBe(132300);
  });

  // Catches: a decoder that hangs, crashes the thread or loops on damaged bytes.
  test.each([
    "cbr.mp3",
    "tone.flac",
    "tone.ogg",
    "tone.opus",
    "tone.alac.m4a",
    "tone.m4a",
    "tone.wma",
    "tone.wv",
  ])("%s with damaged bytes ends, with sound or with an AppError", async (name) => {
    const bytes = readFileSync(join(fixtures, "audio", name));
    for (let at = 9000, step = 37; at < bytes.length; at += step, step += 91)
      bytes[at] = (bytes[at] ?? 0) ^ 0xa5;
    const path = join(scratch, `damaged-${name}`);
    writeFileSync(path, bytes);
    const outcome = await decodeAll(path).then(
      () => "sound",
      (error: unknown) => (error instanceof AppError ? "AppError" : error),
    );
    expect(["sound", "AppError"]).toContain(outcome);
  });
});
