import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { TagLib } from "taglib-wasm";
import { appRoot } from "#core/files/app-root.ts";
import { wavBytes } from "#test-support/test-audio.ts";

/** Raised when what is made changes. */
const shapeVersion = 2;
const coverBytes = 33 * 1024;
const songsPerAlbum = 15;

/** One template a format; all are read by mpd and beets too. */
const templates = [
  { file: "cbr.mp3", extension: "mp3" },
  { file: "tone.flac", extension: "flac" },
  { file: "tone.ogg", extension: "ogg" },
  { file: "tone.opus", extension: "opus" },
  { file: "tone.m4a", extension: "m4a" },
  { file: "tone.alac.m4a", extension: "m4a" },
  { file: "tone.wav", extension: "wav" },
  { file: "tone.aiff", extension: "aiff" },
  { file: "tone.wma", extension: "wma" },
  { file: "tone.wv", extension: "wv" },
] as const;

/**
 * A folder with `count` tagged files in ten formats, about 15 to an album, each with a cover of 33 KB; made once and kept in
 * `bench/data`. MP3 and MPEG-4 files are lengthened to 400 KB, the others are as long as their six seconds make them.
 */
export async function makeMusicFolder(count: number): Promise<string> {
  const folder = join(appRoot(), "bench", "data", `files-${count}-v${shapeVersion}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const tagLib = await TagLib.initialize();
  for (let index = 0; index < count; index++) await makeFile(tagLib, partial, index);
  renameSync(partial, folder);
  return folder;
}

/** A folder of `count` songs of a tenth of a second, 15 to a folder: for measuring a rescan, which reads none of them. */
export function makeTinyFiles(count: number): string {
  const folder = join(appRoot(), "bench", "data", `tiny-${count}-v${shapeVersion}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  for (let index = 0; index < count; index++) {
    const album = join(
      partial,
      `Artist ${Math.floor(index / 45)}`,
      `Album ${Math.floor(index / 15)}`,
    );
    if (index % 15 === 0) mkdirSync(album, { recursive: true });
    writeFileSync(
      join(album, `${String((index % 15) + 1).padStart(2, "0")} Song ${index}.wav`),
      wavBytes(index),
    );
  }
  renameSync(partial, folder);
  return folder;
}

async function makeFile(tagLib: TagLib, root: string, index: number): Promise<void> {
  const template = templates[index % templates.length];
  if (template === undefined) throw new Error("No template");
  const album = Math.floor(index / songsPerAlbum);
  const track = (index % songsPerAlbum) + 1;
  const folder = join(root, `Artist ${Math.floor(album / 3)}`, `Album ${album}`);
  mkdirSync(folder, { recursive: true });
  const path = join(
    folder,
    `${String(track).padStart(2, "0")} Song ${index}.${template.extension}`,
  );
  const source = readFileSync(join(appRoot(), "e2e", "fixtures", "audio", template.file));
  writeFileSync(path, lengthened(source, template.extension));
  const file = await tagLib.open(path);
  try {
    const artist = `Artist ${Math.floor(album / 3)}`;
    const values = {
      TITLE: [`Song ${index} of the long night`],
      ARTIST: index % 7 === 0 ? [artist, `Guest ${index % 50}`] : [artist],
      ALBUMARTIST: [artist],
      ALBUM: [`Album ${album}`],
      GENRE: [`Genre ${album % 24}`],
      DATE: [String(1970 + (album % 55))],
      TRACKNUMBER: [`${track}/${songsPerAlbum}`],
      MUSICBRAINZ_ALBUMID: [uuidOf(`album ${album}`)],
      MUSICBRAINZ_TRACKID: [uuidOf(`track ${index}`)],
    };
    file.setProperties({ ...file.properties(), ...values });
    file.setPictures([{ mimeType: "image/jpeg", data: coverOf(album), type: "FrontCover" }]);
    await file.saveToFile();
  } finally {
    file.dispose();
  }
  const time = 1_600_000_000 + index;
  utimesSync(path, time, time);
}

function lengthened(source: Buffer, extension: string): Buffer {
  const wanted = 400 * 1024;
  if (extension === "mp3") {
    // Frames may follow frames.
    const audio = source.subarray(Math.floor(source.length / 2));
    const times = Math.ceil((wanted - source.length) / audio.length);
    return Buffer.concat([source, ...Array.from({ length: times }, () => audio)]);
  }
  if (extension === "m4a" && source.length < wanted) {
    const box = Buffer.alloc(wanted - source.length);
    box.writeUInt32BE(box.length, 0);
    box.write("free", 4, "latin1");
    return Buffer.concat([source, box]);
  }
  return source;
}

/** The fixture's picture, brought to size by a comment segment that differs from album to album. */
function coverOf(album: number): Uint8Array {
  const source = readFileSync(join(appRoot(), "e2e", "fixtures", "audio", "cover.jpg"));
  const comment = Buffer.alloc(coverBytes - source.length, `album ${album} `);
  comment.writeUInt16BE(0xff_fe, 0);
  comment.writeUInt16BE(comment.length - 2, 2);
  return Buffer.concat([source.subarray(0, 2), comment, source.subarray(2)]);
}

function uuidOf(text: string): string {
  const hex = createHash("md5").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
