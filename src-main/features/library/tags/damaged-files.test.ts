import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appRoot } from "#core/files/app-root.ts";
import { AudioFileReader } from "./audio-file-reader.ts";

const fixtures = join(appRoot(), "e2e", "fixtures", "audio");
const names = [
  "cbr.mp3",
  "vbr-no-xing.mp3",
  "tone.flac",
  "tone.ogg",
  "tone.opus",
  "tone.m4a",
  "tone.alac.m4a",
  "tone.wav",
  "tone.aiff",
  "tone.wma",
  "tone.wv",
];

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "segue-damaged-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Mulberry32: small, seeded, good enough to choose bytes with. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Null when the answer is usable, else what is wrong with it. */
async function dishonesty(reader: AudioFileReader, path: string): Promise<string | null> {
  const result = await reader.read(path);
  if (result.kind === "problem") return result.message === "" ? "a problem without a word" : null;
  if (result.title === "") return "no title";
  if (!(result.durationSec > 0 && Number.isFinite(result.durationSec))) return "no duration";
  return /^[0-9a-f]{32}-\d+$/u.test(result.fingerprint) ? null : "no fingerprint";
}

describe("damaged files", () => {
  // Would catch a parser that throws, loops for ever or answers nonsense on any single wrong byte near the structure.
  it.each(names)("300 damaged copies of %s are read or reported", async (name) => {
    const good = readFileSync(join(fixtures, name)).subarray(0, 600_000);
    const random = randomNumbers(20_261_121);
    const reader = new AudioFileReader();
    const path = join(folder, `damaged${extname(name)}`);
    for (let round = 0; round < 300; round++) {
      const bytes = Buffer.from(good);
      const flips = 1 + Math.floor(random() * 8);
      for (let flip = 0; flip < flips; flip++) {
        // Structure is at both ends; sound in the middle matters to nobody here.
        const near = Math.floor(random() ** 3 * bytes.length);
        const at = random() < 0.7 ? near : bytes.length - 1 - near;
        bytes[at] = Math.floor(random() * 256);
      }
      const isCut = random() < 0.2;
      writeFileSync(path, isCut ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes);
      expect(await dishonesty(reader, path), `round ${round}`).toBeNull();
    }
  });

  // Would catch a parser that trusts a file's name.
  it.each([
    ".mp3",
    ".flac",
    ".ogg",
    ".opus",
    ".m4a",
    ".wav",
    ".aiff",
    ".wma",
    ".wv",
    ".ape",
    ".aac",
    ".mpc",
  ])("noise, zeros, ones and text named %s are problems", async (extension) => {
    const random = randomNumbers(7);
    const noise = Uint8Array.from({ length: 50_000 }, () => Math.floor(random() * 256));
    const contents = [
      noise,
      Buffer.alloc(50_000),
      Buffer.alloc(50_000, 0xff),
      Buffer.from("This is a shopping list. ".repeat(500)),
      Buffer.from("x"),
    ];
    const reader = new AudioFileReader();
    for (const [index, content] of contents.entries()) {
      const path = join(folder, `not-audio-${index}${extension}`);
      writeFileSync(path, content);
      expect((await reader.read(path)).kind, `content ${index}`).toBe("problem");
    }
  });
});
