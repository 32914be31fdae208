import { join } from "node:path";

import { expect, test } from "vitest";

import { appRoot } from "#core/files/app-root.ts";

import { decodeAudio } from "./decode-audio.ts";

const audio = join(appRoot(), "e2e/fixtures/audio");

// Catches: samples lost between the threads, a listener that is never told of the end.
test("hands over every sample through the worker", async () => {
  const decoded = await decodeAudio(join(audio, "tone.wv"));
  let frames = 0;
  for await (const chunk of decoded) {
    expect(chunk.length).toBe(decoded.header.channels);
    frames += chunk[0]?.length ?? 0;
    // A slow listener: the worker must wait and then go on.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  expect(frames).toBe(decoded.header.totalFrames);
});

test("stops when told to", async () => {
  const stop = new AbortController();
  const decoded = await decodeAudio(join(audio, "tone.alac.m4a"), { signal: stop.signal });
  const listen = async (): Promise<void> => {
    for await (const chunk of decoded) if (chunk.length > 0) stop.abort();
  };
  await expect(listen()).rejects.toMatchObject({ code: "cancelled" });
  await expect(decodeAudio("any", { signal: stop.signal })).rejects.toMatchObject({
    code: "cancelled",
  });
});

test("leaving the loop early ends quietly", async () => {
  const decoded = await decodeAudio(join(audio, "tone.aiff"));
  for await (const chunk of decoded) {
    expect(chunk[0]?.length).toBeGreaterThan(0);
    break;
  }
});

test("carries the worker's error over as it is", async () => {
  await expect(decodeAudio(join(audio, "empty.mp3"))).rejects.toMatchObject({
    name: "AppError",
    code: "decode_failed",
  });
});
