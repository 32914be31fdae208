import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { AppError } from "#shared/errors/app-error.ts";
import type { PcmHeader } from "#core/audio/pcm.ts";
import { openDecoder } from "#core/audio/decode/open-decoder.ts";
import { appRoot } from "#core/files/app-root.ts";

const fixtures = join(appRoot(), "e2e/fixtures");
const scratch = mkdtempSync(join(tmpdir(), "segue-aac-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface AacTruth {
  readonly channels: number;
  readonly sample_rate_hz: number;
  readonly frames: number;
  readonly rms_per_second: readonly (readonly number[])[];
  readonly samples_f32le_base64: string;
}

/** What ffmpeg's decoder makes of each file; one frame in so many is kept. */
const truth = JSON.parse(readFileSync(join(fixtures, "audio-decode/aac-truth.json"), "utf8")) as {
  readonly sample_stride: number;
  readonly files: Readonly<Record<string, AacTruth>>;
};

interface Decoded {
  readonly header: PcmHeader;
  readonly channels: Float32Array[];
}

async function decodeAll(path: string): Promise<Decoded> {
  const decoder = await openDecoder(path);
  const parts = Array.from({ length: decoder.header.channels }, (): number[] => []);
  try {
    for (let chunk = decoder.next(); chunk !== null; chunk = decoder.next())
      parts.forEach((part, channel) => {
        for (const sample of chunk[channel] ?? []) part.push(sample);
      });
  } finally {
    decoder.close();
  }
  return { header: decoder.header, channels: parts.map((part) => Float32Array.from(part)) };
}

function expectedOf(name: string): AacTruth {
  const expected = truth.files[name];
  if (expected === undefined) throw new Error(`No truth for ${name}.`);
  return expected;
}

/** The error against ffmpeg at the kept samples, relative to their power, in dB. */
function errorDb({ channels }: Decoded, expected: AacTruth): number {
  const bytes = Buffer.from(expected.samples_f32le_base64, "base64");
  let error = 0;
  let power = 0;
  for (let index = 0; index * 4 < bytes.length; index += 1) {
    const sample = bytes.readFloatLE(index * 4);
    const frame = Math.floor(index / expected.channels) * truth.sample_stride;
    error += (sample - (channels[index % expected.channels]?.[frame] ?? 0)) ** 2;
    power += sample ** 2;
  }
  return 10 * Math.log10(error / power);
}

function rmsPerSecond({ channels, header }: Decoded): number[][] {
  const seconds = Math.floor((channels[0]?.length ?? 0) / header.sampleRateHz);
  return Array.from({ length: seconds }, (_, second) =>
    channels.map((samples) => {
      const from = second * header.sampleRateHz;
      const part = samples.subarray(from, from + header.sampleRateHz);
      return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
    }),
  );
}

/** Names the sound of all channels from a frame on. */
function sha256({ channels }: Decoded, from: number): string {
  const hash = createHash("sha256");
  for (const samples of channels)
    hash.update(Buffer.from(samples.buffer).subarray(from * samples.BYTES_PER_ELEMENT));
  return hash.digest("hex");
}

const withoutNoise = Object.keys(truth.files).filter((name) => !name.includes("noise"));

describe("AAC against ffmpeg", () => {
  // Catches: any tool of the codec done wrongly (the fixtures use long, short, start and stop windows of both shapes, all
  // codebooks, TNS, middle-side and intensity stereo), a wrong delay, scale or channel order.
  test.each(withoutNoise)("%s is the same but for rounding", async (name) => {
    const expected = expectedOf(name);
    const decoded = await decodeAll(join(fixtures, name));
    expect(decoded.header).toEqual({
      channels: expected.channels,
      sampleRateHz: expected.sample_rate_hz,
      totalFrames: expected.frames,
    });
    expect(decoded.channels.map((samples) => samples.length)).toEqual(
      Array.from({ length: expected.channels }, () => expected.frames),
    );
    // The noise in tone.m4a is soft; the others have none, and agree to the last bit of a float.
    expect(errorDb(decoded, expected)).toBeLessThan(name.includes("tone") ? -60 : -130);
  });

  // Catches: noise that is too loud, too soft or left out. Its samples are anybody's guess.
  test("a file with much noise substitution is as loud, second by second", async () => {
    const name = "audio-decode/noise-aac.m4a";
    const decoded = await decodeAll(join(fixtures, name));
    const expected = expectedOf(name);
    expect(decoded.channels[0]?.length).toBe(expected.frames);
    const levels = rmsPerSecond(decoded).flat();
    expect(levels.length).toBe(4);
    levels.forEach((level, index) => {
      const difference = 20 * Math.log10(level / (expected.rms_per_second.flat()[index] ?? 0));
      expect(Math.abs(difference)).toBeLessThan(0.3);
    });
  });
});

/** A box that hides from readers keeps its place: nothing moves. */
function hideBox(file: Buffer, type: string): void {
  const at = file.indexOf(type, 0, "latin1");
  if (at < 0) throw new Error(`No box ${type}.`);
  file.write("skip", at, "latin1");
}

function box(type: string, ...content: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(content.map((part) => Buffer.from(part)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body]);
}

describe("the encoder's delay", () => {
  // Catches: iTunes' older files starting with 24 to 48 ms of nothing and ending late.
  test("is read from iTunes's tag where there is no edit list", async () => {
    const source = join(fixtures, "audio-decode/mono-aac.m4a");
    const file = Buffer.from(readFileSync(source));
    hideBox(file, "edts");
    hideBox(file, "udta");
    const zeros = Buffer.alloc(4);
    const gap = ` 00000000 00000400 00000116 ${(66150).toString(16).padStart(16, "0")} 00000000`;
    const tag = box(
      "----",
      box("mean", zeros, "com.apple.iTunes"),
      box("name", zeros, "iTunSMPB"),
      box("data", Buffer.from([0, 0, 0, 1]), zeros, gap),
    );
    const tags = box("udta", box("meta", zeros, box("ilst", tag)));
    const movie = file.indexOf("moov", 0, "latin1") - 4;
    file.writeUInt32BE(file.readUInt32BE(movie) + tags.length, movie);
    const path = join(scratch, "itunes.m4a");
    writeFileSync(path, Buffer.concat([file, tags]));
    expect(sha256(await decodeAll(path), 0)).toBe(sha256(await decodeAll(source), 0));
  });
});

describe("raw AAC streams", () => {
  const source = readFileSync(join(fixtures, "audio-decode/stereo-adts.aac"));

  // Catches: a cover or a tag read as sound, losing step at a break and never finding it again.
  test("tags around it and rubbish within it do not disturb", async () => {
    const tag = Buffer.from("ID3\u0004\0\0\0\0\0\u0014AAAAAAAAAAAAAAAAAAAA", "latin1");
    const end = Buffer.alloc(128);
    end.write("TAG", "latin1");
    let middle = 0;
    for (let frame = 0; frame < 60; frame += 1)
      middle += (source.readUInt32BE(middle + 3) >>> 13) & 0x1fff;
    const rubbish = Buffer.from([0xff, 0xf1, 0x4c, 0x80, 0x10, 0xff, 0xf1, 0, 1, 2, 3]);
    const path = join(scratch, "tagged.aac");
    writeFileSync(
      path,
      Buffer.concat([tag, source.subarray(0, middle), rubbish, source.subarray(middle), end]),
    );
    const plain = await decodeAll(join(fixtures, "audio-decode/stereo-adts.aac"));
    expect(sha256(await decodeAll(path), 0)).toBe(sha256(plain, 0));
  });

  // Catches: a half-downloaded file refused, or read past its end.
  test("one that stops midway is played as far as it goes", async () => {
    const path = join(scratch, "half.aac");
    writeFileSync(path, source.subarray(0, source.length / 2));
    const { channels } = await decodeAll(path);
    expect(channels[0]?.length).toBeGreaterThan(44100);
    expect(channels[0]?.length).toBeLessThan(100_000);
  });
});

/** Numbers from 0 to below `limit`, the same in every run. */
function fixedNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * limit);
  };
}

describe("damage", () => {
  // Catches: hanging, crashing, other errors than AppError, samples that are not numbers, and channels out of step.
  test.each([
    ["stereo-aac.m4a", 1],
    ["six-aac.m4a", 2],
    ["mono-aac.m4a", 3],
    ["noise-aac.m4a", 4],
    ["stereo-adts.aac", 5],
  ])("200 damaged bytes in %s end in sound or an AppError", async (name, seed) => {
    const source = readFileSync(join(fixtures, "audio-decode", name));
    const next = fixedNumbers(seed);
    const path = join(scratch, `damaged-${name}`);
    // The whole file, its sound only, and the end, where the index is.
    const spans = [
      [0, source.length],
      [source.length / 4, source.length / 2],
      [source.length - 1500, 1500],
    ] as const;
    for (const [from, length] of spans) {
      const file = Buffer.from(source);
      for (let flip = 0; flip < 200; flip += 1) {
        const at = Math.floor(from) + next(length);
        file[at] = (file[at] ?? 0) ^ (1 + next(255));
      }
      writeFileSync(path, file);
      const outcome = await decodeAll(path).catch((error: unknown) => error);
      if (outcome instanceof AppError) continue;
      const { channels } = outcome as Decoded;
      expect(new Set(channels.map((samples) => samples.length)).size).toBe(1);
      expect(channels.every((samples) => samples.every(Number.isFinite))).toBe(true);
    }
  });

  // Catches: one bad frame losing the whole song, or moving what comes after it.
  test("sound after a damaged frame is in time and unharmed", async () => {
    const name = "audio-decode/stereo-aac.m4a";
    const file = Buffer.from(readFileSync(join(fixtures, name)));
    file.fill(0xff, 9000, 9050);
    const path = join(scratch, "one-frame.m4a");
    writeFileSync(path, file);
    const plain = await decodeAll(join(fixtures, name));
    const damaged = await decodeAll(path);
    const half = Math.floor((plain.channels[0]?.length ?? 0) / 2);
    expect(sha256(damaged, 0)).not.toBe(sha256(plain, 0));
    expect(sha256(damaged, half)).toBe(sha256(plain, half));
  });

  // Catches: an encrypted or wholly broken file that yields minutes of silence.
  test("a file without one sound frame is refused", async () => {
    const file = Buffer.from(readFileSync(join(fixtures, "audio-decode/mono-aac.m4a")));
    const from = file.indexOf("mdat", 0, "latin1") + 4;
    file.fill(0xff, from, file.indexOf("moov", 0, "latin1") - 4);
    const path = join(scratch, "no-sound.m4a");
    writeFileSync(path, file);
    await expect(decodeAll(path)).rejects.toMatchObject({ code: "decode_failed" });
  });

  // Catches: trusting the extension.
  test("an M4A that is called .aac is read as what it is", async () => {
    const path = join(scratch, "really-mp4.aac");
    copyFileSync(join(fixtures, "audio-decode/mono-aac.m4a"), path);
    expect((await decodeAll(path)).header.totalFrames).toBe(66150);
  });
});
