import type { FileBytes } from "#core/audio/decode/file-bytes.ts";

import { type AdtsHeader, readAdtsHeader, shortestHeaderBytes } from "./adts-header.ts";

export interface AdtsFrame {
  readonly header: AdtsHeader;
  /** The whole frame. */
  readonly bytes: Uint8Array;
}

const windowBytes = 1 << 18;

/** Walks over the frames of a raw AAC stream with a window of the file in memory; passes over what is not a frame. */
export class AdtsFrames {
  readonly #file: FileBytes;
  #position: number;
  #windowStart = 0;
  #window = new Uint8Array();
  #isInStep = false;

  constructor(file: FileBytes, start: number) {
    this.#file = file;
    this.#position = start;
  }

  next(): AdtsFrame | null {
    while (this.#position + shortestHeaderBytes <= this.#file.sizeBytes) {
      const at = this.#hold(shortestHeaderBytes);
      if (this.#window.length - at < shortestHeaderBytes) return null;
      const header = readAdtsHeader(this.#window, at);
      if (header !== null && (this.#isInStep || this.#isFollowed(header))) {
        const from = this.#hold(header.lengthBytes);
        const bytes = this.#window.subarray(from, from + header.lengthBytes);
        this.#position += header.lengthBytes;
        const next = this.#headerAt(this.#position);
        this.#isInStep = next !== null && isAlike(header, next);
        return { header, bytes };
      }
      this.#isInStep = false;
      this.#position += 1;
    }
    return null;
  }

  /** Two bytes in the sound may look like a header: the next one has to stand where this one points. */
  #isFollowed(header: AdtsHeader): boolean {
    const next = this.#position + header.lengthBytes;
    return next === this.#file.sizeBytes || this.#headerAt(next) !== null;
  }

  #headerAt(position: number): AdtsHeader | null {
    const at = position - this.#windowStart;
    if (at + shortestHeaderBytes <= this.#window.length) return readAdtsHeader(this.#window, at);
    return readAdtsHeader(this.#file.read(position, shortestHeaderBytes), 0);
  }

  /** Sees to it that the window holds so many bytes from the position; answers where in it they begin. */
  #hold(bytes: number): number {
    const at = this.#position - this.#windowStart;
    if (at >= 0 && at + bytes <= this.#window.length) return at;
    this.#windowStart = this.#position;
    this.#window = this.#file.read(this.#position, windowBytes);
    return 0;
  }
}

/** Whether two headers may stand in one stream: only lengths change. */
function isAlike(one: AdtsHeader, other: AdtsHeader): boolean {
  return (
    one.kind === other.kind &&
    one.rateIndex === other.rateIndex &&
    one.channelConfiguration === other.channelConfiguration &&
    one.hasChecksum === other.hasChecksum
  );
}

/** Blocks of 1,024 samples in the whole stream. */
export function countAdtsBlocks(file: FileBytes, start: number): number {
  const frames = new AdtsFrames(file, start);
  let blocks = 0;
  for (let frame = frames.next(); frame !== null; frame = frames.next())
    blocks += frame.header.blocks;
  return blocks;
}
