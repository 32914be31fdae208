import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { type Picture, TagLib } from "taglib-wasm";

import { assertNever } from "#shared/lib/assert-never.ts";
import { encodeAiff } from "#core/audio/encode/aiff.ts";
import { encodeFlac } from "#core/audio/encode/flac.ts";
import { encodeMp3, encodeOgg } from "#core/audio/encode/lossy.adapter.ts";
import { encodeWav } from "#core/audio/encode/wav.ts";
import type { PcmChunk } from "#core/audio/pcm.ts";

import type { DemoTrack } from "./catalogue.ts";
import { composeTrack } from "./compose-track.ts";
import { drawCover } from "./cover.ts";

/** Renders, encodes, tags and writes one track. What has its final name is whole. */
export async function writeDemoTrack(folder: string, track: DemoTrack): Promise<void> {
  const target = join(folder, track.path);
  const { sound, bpm } = composeTrack({
    style: track.album.style,
    seed: track.seed,
    lengthSec: track.lengthSec,
  });
  const bytes = await encode(track, [sound.left, sound.right], sound.sampleRateHz);
  mkdirSync(dirname(target), { recursive: true });
  writeCoverFile(target, track);
  writeWhole(target, await tagged(bytes, track, bpm));
}

function encode(
  track: DemoTrack,
  sound: PcmChunk,
  sampleRateHz: number,
): Promise<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer> {
  const { format } = track.album;
  switch (format) {
    case "mp3":
      return encodeMp3(sound, sampleRateHz, 192);
    case "ogg":
      return encodeOgg(sound, sampleRateHz, 5, track.seed & 0x7fffffff);
    case "flac":
      return encodeFlac(sound, sampleRateHz);
    case "wav":
      return encodeWav(sound, sampleRateHz);
    case "aiff":
      return encodeAiff(sound, sampleRateHz);
    default:
      return assertNever(format);
  }
}

let tagLib: Promise<TagLib> | undefined;
const covers = new Map<string, Uint8Array<ArrayBuffer>>();

function coverOf(album: string): Uint8Array<ArrayBuffer> {
  const drawn = covers.get(album) ?? drawCover(album);
  covers.set(album, drawn);
  return drawn;
}

async function tagged(
  bytes: Uint8Array<ArrayBuffer>,
  track: DemoTrack,
  bpm: number,
): Promise<Uint8Array> {
  // In memory, so that nothing depends on `node:wasi` or on how a path is spelt.
  tagLib ??= TagLib.initialize({ forceWasmType: "emscripten" });
  const { album } = track;
  return (await tagLib).edit(bytes, (file) => {
    file.setProperties(tagsOf(track, bpm));
    if (album.cover !== "embedded") return;
    const picture: Picture = {
      mimeType: "image/png",
      data: coverOf(album.title),
      type: "FrontCover",
      description: "",
    };
    file.setPictures([picture]);
  });
}

function tagsOf(track: DemoTrack, bpm: number): Record<string, string[]> {
  const { album } = track;
  // The cassettes have what such files have: a name, and nothing else.
  if (album.artist === "") return { TITLE: [track.title] };
  const slashed = album.format !== "flac" && album.format !== "ogg";
  const total = String(album.tracks.length);
  return {
    TITLE: [track.title],
    ARTIST: [...track.artists],
    ALBUM: [album.title],
    ALBUMARTIST: [album.artist],
    TRACKNUMBER: [slashed ? `${track.trackNo}/${total}` : String(track.trackNo)],
    ...(slashed ? {} : { TRACKTOTAL: [total], DISCTOTAL: ["1"] }),
    DISCNUMBER: [slashed ? "1/1" : "1"],
    DATE: [String(album.year)],
    GENRE: [...album.genres],
    BPM: [String(bpm)],
    COMMENT: ["Composed and played by Segue for its demo library."],
  };
}

function writeCoverFile(trackPath: string, track: DemoTrack): void {
  const path = join(dirname(trackPath), "cover.png");
  if (track.album.cover === "file" && !existsSync(path))
    writeWhole(path, coverOf(track.album.title));
}

let serial = 0;

function writeWhole(path: string, bytes: Uint8Array): void {
  serial += 1;
  const partial = `${path}.${process.pid}-${serial}.part`;
  const descriptor = openSync(partial, "w");
  try {
    let written = 0;
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(partial, path);
}
