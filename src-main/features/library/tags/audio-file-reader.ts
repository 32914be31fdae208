import { resolve } from "node:path";
import type {
  AudioFileFacts,
  AudioFileProblem,
  AudioFileResult,
  EmbeddedCover,
} from "#shared/domain/library/audio-file-facts.ts";
import { fileNameTags } from "#shared/domain/library/file-name-tags.ts";
import { sniffImageMime } from "#shared/domain/library/image-type.ts";
import { tagFacts } from "#shared/domain/library/tag-facts.ts";
import { coverKey } from "./cover-key.ts";
import { EndOfFileError, FileBytes, MalformedError } from "./file-bytes.ts";
import { audioFingerprint } from "./fingerprint.ts";
import { parseMp3 } from "./mp3.parser.ts";
import { findReader } from "./parse-audio.ts";
import { choosePicture, type ParsedAudio } from "./parsed-audio.ts";
import { TagLibAdapter, type TagLibMode } from "./taglib.adapter.ts";

export interface AudioFileReaderOptions {
  /** Forces one of TagLib's modes; by default WASI where there is one. */
  readonly tagLibMode?: TagLibMode;
  /** Hands a picture's bytes over once a key and null afterwards. Off by default. */
  readonly coversOnce?: boolean;
  /** Asks TagLib for every file; tests compare the two. */
  readonly tagLibOnly?: boolean;
}

/** Keys of covers handed over are remembered up to this many; beyond it a repeat costs a copy, no more. */
const rememberedCovers = 100_000;

/** Reads audio files one after another, reusing its buffers. One per thread. */
export class AudioFileReader {
  readonly #options: AudioFileReaderOptions;
  readonly #bytes = new FileBytes();
  readonly #coversSent = new Set<string>();
  #tagLib: Promise<TagLibAdapter> | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: AudioFileReaderOptions = {}) {
    this.#options = options;
  }

  /**
   * Reads one file. Never throws: whatever is wrong with the file comes back as a problem. Calls are served in turn.
   *
   * @param path made absolute and normalised, and answered so
   */
  read(path: string): Promise<AudioFileResult> {
    const result = this.#queue.then(() => this.#readNow(resolve(path)));
    this.#queue = result;
    return result;
  }

  /** With `coversOnce`: hands every picture's bytes over anew from here on. */
  forgetCovers(): void {
    this.#coversSent.clear();
  }

  async #readNow(path: string): Promise<AudioFileResult> {
    try {
      this.#bytes.open(path);
      if (this.#bytes.size === 0)
        return problem(path, "file_empty", "The file is empty (0 bytes).");
      const parsed = await this.#parse(path);
      if (parsed.isTruncated)
        return problem(
          path,
          "file_truncated",
          "The file ends before its audio does: it was cut off or never finished copying.",
        );
      return this.#facts(path, parsed);
    } catch (error) {
      return problemOf(path, error);
    } finally {
      this.#bytes.close();
    }
  }

  async #parse(path: string): Promise<ParsedAudio> {
    if (this.#options.tagLibOnly === true) return await this.#askTagLib(path);
    const reader = findReader(this.#bytes);
    // No mark at the start: MPEG audio behind rubbish is found by its frames.
    if (reader.kind === "nobody") return parseMp3(this.#bytes);
    if (reader.kind === "taglib") return await this.#askTagLib(path);
    try {
      return reader.parse(this.#bytes);
    } catch (error) {
      // A cut file is a cut file; a layout that we do not know may be one that TagLib does.
      if (error instanceof EndOfFileError || reader.parse === parseMp3) throw error;
      return await this.#askTagLib(path);
    }
  }

  async #askTagLib(path: string): Promise<ParsedAudio> {
    this.#tagLib ??= TagLibAdapter.create(this.#options.tagLibMode);
    const tagLib = await this.#tagLib;
    return await tagLib.parse(path, this.#bytes);
  }

  #facts(path: string, parsed: ParsedAudio): AudioFileFacts {
    const tags = tagFacts(parsed.tags);
    const facts: AudioFileFacts = {
      kind: "facts",
      path,
      filesizeBytes: this.#bytes.size,
      mtimeMs: this.#bytes.mtimeMs,
      ...tags,
      ...parsed.stream,
      title: tags.title ?? "",
      fingerprint: audioFingerprint(this.#bytes, parsed),
      cover: this.#cover(choosePicture(parsed.pictures)),
    };
    return tags.title === null ? named(facts) : facts;
  }

  #cover(bytes: Uint8Array | null): EmbeddedCover | null {
    if (bytes === null) return null;
    const mime = sniffImageMime(bytes);
    if (mime === null) return null;
    const key = coverKey(bytes);
    const isSent = this.#coversSent.has(key);
    if (this.#options.coversOnce === true && this.#coversSent.size < rememberedCovers)
      this.#coversSent.add(key);
    return { key, mime, sizeBytes: bytes.length, bytes: isSent ? null : new Uint8Array(bytes) };
  }
}

/** What the tags leave open is taken from the file's name; what they say is never overruled. */
function named(facts: AudioFileFacts): AudioFileFacts {
  const fromName = fileNameTags(facts.path);
  const artist = facts.artist ?? facts.albumArtist ?? fromName.artist;
  return {
    ...facts,
    title: fromName.title,
    artist,
    artists: facts.artists.length > 0 || artist === null ? facts.artists : [artist],
    album: facts.album ?? fromName.album,
    trackNo: facts.trackNo ?? fromName.trackNo,
    discNo: facts.discNo ?? fromName.discNo,
  };
}

function problem(path: string, code: AudioFileProblem["code"], message: string): AudioFileProblem {
  return { kind: "problem", path, code, message };
}

/** Translates what a file can do to its reader into a sentence. */
function problemOf(path: string, error: unknown): AudioFileProblem {
  if (error instanceof EndOfFileError)
    return problem(
      path,
      "file_truncated",
      "The file ends before its audio does: it was cut off or never finished copying.",
    );
  const systemCode = error instanceof Error && "code" in error ? error.code : undefined;
  switch (systemCode) {
    case "ENOENT":
    case "ENOTDIR":
      return problem(path, "file_not_found", "The file is no longer there.");
    case "EACCES":
    case "EPERM":
      return problem(path, "file_unreadable", "Segue is not allowed to read this file.");
    case "EISDIR":
      return problem(path, "file_unreadable", "This is not a regular file.");
    case "EIO":
      return problem(
        path,
        "file_unreadable",
        "The drive reported an error while reading the file.",
      );
    default:
  }
  if (error instanceof MalformedError && error.message.includes("DRM"))
    return problem(path, "file_unreadable", "The file is protected by its shop (DRM).");
  return problem(
    path,
    "file_corrupt",
    "No audio was found in the file: it is damaged, or not the kind its name says.",
  );
}

/** Reads one file with a reader of its own. For many files use one {@link AudioFileReader}, or the pool. */
export async function readAudioFile(path: string): Promise<AudioFileResult> {
  return await new AudioFileReader().read(path);
}
