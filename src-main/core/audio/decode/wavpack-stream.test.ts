import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decoder } from "@audio/decode-wavpack";
import { expect, test } from "vitest";
import { appRoot } from "#core/files/app-root.ts";
import { WavpackStream } from "./wavpack-stream.ts";

/** The first channel, fed in portions. */
function samplesOf(stream: WavpackStream, bytes: Uint8Array, portionBytes: number): number[] {
  const parts: Float32Array[] = [];
  for (let at = 0; at < bytes.length; at += portionBytes)
    parts.push(...stream.decode(bytes.subarray(at, at + portionBytes)).channelData.slice(0, 1));
  parts.push(...stream.flush().channelData.slice(0, 1));
  stream.free();
  return parts.flatMap((part) => Array.from(part));
}

// Catches: songs over some 30 MB that end in "damaged", and sound lost or doubled where one codec follows another.
test("sound is the same sample for sample however many codecs take turns", async () => {
  const bytes = readFileSync(join(appRoot(), "e2e", "fixtures", "audio", "tone.wv"));
  const whole = samplesOf(new WavpackStream([await decoder()], Infinity), bytes, bytes.length);
  const codecs = await Promise.all(Array.from({ length: 50 }, () => decoder()));
  expect(whole.length).toBeGreaterThan(1000);
  expect(samplesOf(new WavpackStream(codecs, 1), bytes, 1000)).toEqual(whole);
});
