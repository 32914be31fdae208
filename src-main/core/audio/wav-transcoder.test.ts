import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { appRoot } from "#core/files/app-root.ts";

import { encodeWav } from "./encode/wav.ts";
import { WavTranscoder } from "./wav-transcoder.ts";

const audio = join(appRoot(), "e2e/fixtures/audio");
let folder: string;
let cacheFolder: string;
const open: WavTranscoder[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "segue-transcode-"));
  cacheFolder = join(folder, "cache");
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((transcoder) => transcoder.close()));
  rmSync(folder, { recursive: true, force: true });
});

function transcoder(options: { capBytes?: number; idleMs?: number } = {}): WavTranscoder {
  const made = new WavTranscoder({ cacheFolder, ...options });
  open.push(made);
  return made;
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

function finished(): string[] {
  return existsSync(cacheFolder) ? readdirSync(cacheFolder) : [];
}

/** A long quiet WAV pretending to be what Chromium cannot play: long enough to be caught in the making. */
function longSound(seconds: number): string {
  const path = join(folder, `long-${seconds}.wav`);
  const samples = Float32Array.from({ length: seconds * 8000 }, (_, index) => (index % 97) / 200);
  writeFileSync(path, encodeWav([samples], 8000));
  return path;
}

// Catches: a wrong header, a length that differs from what was promised, samples changed on the way.
test("an Apple Lossless file becomes the very WAV it was made from", async () => {
  const stream = await transcoder().openWavStream(join(audio, "tone.alac.m4a"));
  const wav = await bytesOf(stream.read(0, stream.totalBytes));
  expect(wav.length).toBe(stream.totalBytes);
  expect(stream.totalBytes).toBe(44 + 132300 * 4);
  const reference = readFileSync(join(audio, "tone.wav"));
  const data = reference.indexOf("data", 36, "latin1") + 8;
  expect(wav.subarray(44).equals(reference.subarray(data, data + 132300 * 4))).toBe(true);
  expect(wav.readUInt32LE(4)).toBe(stream.totalBytes - 8);
  expect(wav.readUInt32LE(24)).toBe(22050);
});

// Catches: a WMA that decodes to fewer samples than its header states leaving the last range hanging.
test("the length promised is kept when the file decodes to less", async () => {
  const stream = await transcoder().openWavStream(join(audio, "tone.wma"));
  expect((await bytesOf(stream.read(0, stream.totalBytes))).length).toBe(stream.totalBytes);
});

// Catches: answering a range ahead of the decoder with what happens to be there.
test("a range near the end waits and agrees with the whole", async () => {
  const stream = await transcoder().openWavStream(longSound(120));
  const from = stream.totalBytes - 5000;
  const [tail, whole] = await Promise.all([
    bytesOf(stream.read(from, stream.totalBytes)),
    bytesOf(stream.read(0, stream.totalBytes)),
  ]);
  expect(tail.length).toBe(5000);
  expect(whole.subarray(from).equals(tail)).toBe(true);
});

// Catches: decoding the same file twice at once, or again when it is in the cache.
test("one transcoding serves all who ask, and the next launch", async () => {
  const first = transcoder();
  const path = join(audio, "tone.aiff");
  const [one, two] = await Promise.all([first.openWavStream(path), first.openWavStream(path)]);
  const [left, right] = await Promise.all([
    bytesOf(one.read(0, one.totalBytes)),
    bytesOf(two.read(0, two.totalBytes)),
  ]);
  expect(left.equals(right)).toBe(true);
  await expect.poll(finished).toEqual([`${one.version}.wav`]);

  writeFileSync(join(cacheFolder, `${one.version}.wav`), "kept");
  const later = await transcoder().openWavStream(path);
  expect((await bytesOf(later.read(0, later.totalBytes))).toString()).toBe("kept");
});

// Catches: a worker that goes on burning the processor after the listener has gone.
test("work that nobody listens to is given up and leaves nothing", async () => {
  const path = longSound(3600);
  const lazy = transcoder({ idleMs: 200 });
  const stream = await lazy.openWavStream(path);
  const reader = stream.read(0, stream.totalBytes).getReader();
  await reader.read();
  await reader.cancel();
  await expect.poll(finished).toEqual([]);
  const again = await lazy.openWavStream(path);
  const start = await bytesOf(again.read(0, 44));
  expect(start.subarray(0, 4).toString("latin1")).toBe("RIFF");
});

// Catches: a cache without end, or one that evicts what was just made.
test("the cache keeps under its cap and keeps the newest", async () => {
  const small = transcoder({ capBytes: 600_000 });
  for (const name of ["tone.aiff", "tone.wv"]) {
    const stream = await small.openWavStream(join(audio, name));
    await bytesOf(stream.read(0, stream.totalBytes));
    await expect.poll(finished).toEqual([`${stream.version}.wav`]);
  }
});

test("a file that cannot be decoded says so at once", async () => {
  const made = transcoder();
  await expect(made.openWavStream(join(audio, "garbage.flac"))).rejects.toMatchObject({
    code: "decode_failed",
  });
  await expect(made.openWavStream(join(audio, "gone.wma"))).rejects.toMatchObject({
    code: "file_not_found",
  });
  expect(finished()).toEqual([]);
});
