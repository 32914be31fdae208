import { readFileSync } from "node:fs";
import { TagMap } from "#shared/domain/library/tag-map.ts";
import { parseId3Genre } from "#shared/domain/library/id3-genres.ts";
import { type AudioFile, TagLib } from "taglib-wasm";
import { readTrailingTags } from "./ape-tag.parser.ts";
import { type FileBytes, MalformedError } from "./file-bytes.ts";
import { id3v2Length } from "./id3v2.parser.ts";
import type { ParsedAudio, PictureCandidate } from "./parsed-audio.ts";

export type TagLibMode = "wasi" | "emscripten";

/** Emscripten mode and network paths want the whole file in memory: larger ones are refused rather than risked. */
const largestBuffer = 1024 * 1024 * 1024;

/**
 * TagLib as WebAssembly, for the formats and layouts our own parsers do not read (Monkey's Audio, Musepack, TTA, DSF, Speex ...).
 * WASI mode seeks in the file itself; where `node:wasi` is missing, Emscripten mode gets the file as a buffer.
 */
export class TagLibAdapter {
  readonly mode: TagLibMode;
  readonly #tagLib: TagLib;

  private constructor(mode: TagLibMode, tagLib: TagLib) {
    this.mode = mode;
    this.#tagLib = tagLib;
  }

  /** Tries WASI first unless a mode is named. Throws when neither loads. */
  static async create(mode?: TagLibMode): Promise<TagLibAdapter> {
    if (mode !== undefined)
      return new TagLibAdapter(mode, await TagLib.initialize({ forceWasmType: mode }));
    try {
      return await TagLibAdapter.create("wasi");
    } catch {
      // No `node:wasi` here (or one that refuses): the slower mode reads the same.
      return await TagLibAdapter.create("emscripten");
    }
  }

  /** Reads the file that `bytes` has open. Throws {@link MalformedError} when TagLib makes nothing of it. */
  async parse(path: string, bytes: FileBytes): Promise<ParsedAudio> {
    let file: AudioFile;
    try {
      file = await this.#tagLib.open(this.#input(path, bytes));
    } catch (error) {
      throw new MalformedError(error instanceof Error ? error.message : "not readable");
    }
    try {
      return parsedAudio(file, bytes);
    } finally {
      file.dispose();
    }
  }

  #input(path: string, bytes: FileBytes): string | Uint8Array {
    const isNetworkPath = /^(?:\\\\|\/\/)/u.test(path);
    if (this.mode === "wasi" && !isNetworkPath) return path;
    if (bytes.size > largestBuffer) throw new MalformedError("too large to be read whole");
    return readFileSync(path);
  }
}

function parsedAudio(file: AudioFile, bytes: FileBytes): ParsedAudio {
  const audio = file.audioProperties();
  const durationSec = (audio?.durationMs ?? 0) / 1000;
  if (audio === undefined || !(durationSec > 0) || !(audio.sampleRate > 0))
    throw new MalformedError("no audio found");
  // Our own reading of an APE tag comes first: TagLib's WASI mode cuts the total off "3/12".
  const tags = new TagMap();
  const id3v1Tags = new TagMap();
  const apePictures: PictureCandidate[] = [];
  const payload = {
    start: id3v2Length(bytes.at(0, 10)),
    end: readTrailingTags(bytes, tags, id3v1Tags, apePictures),
  };
  const pictures = file.getPictures().map((picture) => ({
    type: picture.type === "FrontCover" ? 3 : 0,
    // A view into the module's memory, gone when the file is disposed of.
    bytes: new Uint8Array(picture.data),
  }));
  tags.fillFrom(tagMap(file));
  tags.fillFrom(id3v1Tags);
  return {
    tags,
    // Emscripten mode hands out the pictures of MP3, FLAC, Vorbis and MP4 only (measured).
    pictures: pictures.length > 0 ? pictures : apePictures,
    stream: {
      codec: audio.codec.toLowerCase(),
      container: audio.containerFormat.toLowerCase(),
      isLossless: audio.isLossless,
      bitrateKbps: audio.bitrate > 0 ? audio.bitrate : null,
      sampleRateHz: audio.sampleRate,
      bitDepth: audio.isLossless && audio.bitsPerSample > 0 ? audio.bitsPerSample : null,
      channels: audio.channels > 0 ? audio.channels : null,
      durationSec,
    },
    payload,
    payloadKind: "bytes",
    isTruncated: false,
  };
}

function tagMap(file: AudioFile): TagMap {
  const tags = new TagMap();
  for (const [name, values] of Object.entries(file.properties())) {
    for (const value of values ?? []) {
      if (name.toUpperCase() !== "GENRE") tags.add(name, value);
      else for (const genre of parseId3Genre(value)) tags.add(name, genre);
    }
  }
  for (const lyrics of file.getLyrics()) tags.add("LYRICS", lyrics.text);
  return tags;
}
