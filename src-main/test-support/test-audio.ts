import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { appRoot } from "#core/files/app-root.ts";

/** Path of one of the committed audio fixtures. */
export function audioFixture(name: string): string {
  return join(appRoot(), "e2e", "fixtures", "audio", name);
}

export interface TestTags {
  readonly title?: string;
  readonly artist?: string;
  readonly album?: string;
  readonly genre?: string;
}

/** Writes a WAV of a tenth of a second. The same `sound` gives the same samples, whatever the tags. */
export function writeSong(path: string, sound: number, tags: TestTags = {}): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, wavBytes(sound, tags));
}

export function wavBytes(sound: number, tags: TestTags = {}): Buffer {
  const rate = 8000;
  const samples = Buffer.alloc(rate / 10);
  let state = sound * 2_654_435_761 + 1;
  for (let index = 0; index < samples.length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    samples[index] = state >>> 24;
  }
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate, 8);
  format.writeUInt16LE(1, 12);
  format.writeUInt16LE(8, 14);
  const info = [
    ["INAM", tags.title],
    ["IART", tags.artist],
    ["IPRD", tags.album],
    ["IGNR", tags.genre],
  ].flatMap(([id, text]) =>
    id === undefined || text === undefined ? [] : [chunk(id, Buffer.from(`${text}\0`))],
  );
  const list =
    info.length === 0 ? [] : [chunk("LIST", Buffer.concat([Buffer.from("INFO"), ...info]))];
  return chunk(
    "RIFF",
    Buffer.concat([Buffer.from("WAVE"), chunk("fmt ", format), chunk("data", samples), ...list]),
  );
}

function chunk(id: string, content: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.write(id, 0, "latin1");
  header.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, content, Buffer.alloc(content.length % 2)]);
}
