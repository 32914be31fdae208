import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TagLib } from "taglib-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appRoot } from "#core/files/app-root.ts";
import { AudioFileReader } from "./audio-file-reader.ts";

const fixtures = join(appRoot(), "e2e", "fixtures", "audio");
const fileNames = readdirSync(fixtures).filter((name) => /^(?:tone|cbr|vbr)/u.test(name));

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "segue-fingerprint-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function fingerprint(path: string): Promise<{ fingerprint: string; title: string }> {
  const result = await new AudioFileReader().read(path);
  if (result.kind === "problem") throw new Error(`${path}: ${result.message}`);
  return result;
}

describe("audioFingerprint", () => {
  // Would catch a fingerprint that tags leak into: a retagged or renamed file would lose its history.
  it.each(fileNames)("stays when %s is retagged, grows and moves", async (name) => {
    const path = join(folder, `moved ${name}`);
    copyFileSync(join(fixtures, name), path);
    const before = await fingerprint(path);
    const tagLib = await TagLib.initialize();
    for (const length of [16, 30_000]) {
      const title = "Another title ".padEnd(length, "x");
      await tagLib.edit(path, (file) => {
        file.setProperties({ ...file.properties(), title: [title], comment: ["y".repeat(length)] });
      });
      const after = await fingerprint(path);
      // Longer titles are cut when they are read.
      expect(after.title).toBe(title.slice(0, 2000));
      expect(after.fingerprint).toBe(before.fingerprint);
    }
    await tagLib.edit(path, (file) => {
      file.removePictures();
      file.setProperties({ artist: ["Somebody"] });
    });
    expect((await fingerprint(path)).fingerprint).toBe(before.fingerprint);
  });

  // Would catch a fingerprint that hashes nothing of the sound.
  it("differs between all fixtures", async () => {
    const all = await Promise.all(
      fileNames.map(async (name) => (await fingerprint(join(fixtures, name))).fingerprint),
    );
    expect(new Set(all).size).toBe(fileNames.length);
  });
});
