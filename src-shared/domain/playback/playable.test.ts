import { expect, test } from "vitest";

import { isPlayableByChromium } from "./playable.ts";

// Catches: a format sent to a browser that shows an error for it, or decoded needlessly.
test.each([
  ["mp3", "mp3", true],
  ["flac", ".flac", true],
  ["vorbis", "ogg", true],
  ["opus", "opus", true],
  ["AAC", "m4a", true],
  ["aac", "adts", true],
  ["pcm", "wav", true],
  ["PCM_S24LE", "wav", true],
  ["alac", "m4a", false],
  ["pcm", "aiff", false],
  ["wmav2", "wma", false],
  ["wavpack", "wv", false],
  ["ape", "ape", false],
  ["", "", false],
])("%s in %s: %s", (codec, container, expected) => {
  expect(isPlayableByChromium(codec, container)).toBe(expected);
});
