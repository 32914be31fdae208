import { brokenFile } from "./decode-errors.ts";
import type { FileBytes } from "./file-bytes.ts";
import type { PcmChunk, PcmDecoder, PcmHeader } from "#core/audio/pcm.ts";

/** What the codec packages hand out, all in the same shape. */
export interface CodecOutput {
  readonly channelData: readonly Float32Array[];
  readonly sampleRate: number;
}

/** A codec that is fed bytes and answers samples, both synchronously. */
export interface StreamedCodec {
  decode(bytes: Uint8Array): CodecOutput;
  flush?(): CodecOutput;
  free(): void;
}

/** What can be told from the container before decoding; zeros are learnt from the first samples. */
export interface StreamedSource {
  readonly file: FileBytes;
  readonly codec: StreamedCodec;
  /** The sound's bytes in the file, tags left out. */
  readonly start: number;
  readonly end: number;
  readonly totalFrames: number | null;
  /** Undoes what a codec did to the samples' scale or channels. */
  readonly convert?: (chunk: PcmChunk) => PcmChunk;
  /** How much to feed at once: the first sound comes after one portion. */
  readonly portionBytes?: number;
}

/** Feeds a file to a codec portion by portion. Throws AppError decode_failed when not one sample comes out. */
export function openStreamed(source: StreamedSource): PcmDecoder {
  const portions = new Portions(source);
  const first = portions.next();
  if (first === null) {
    portions.close();
    throw brokenFile(source.file.path, "there is no sound in it");
  }
  const header: PcmHeader = {
    sampleRateHz: portions.sampleRateHz,
    channels: first.length,
    totalFrames: source.totalFrames,
  };
  let pending: PcmChunk | null = first;
  return {
    header,
    next() {
      const chunk = pending ?? portions.next();
      pending = null;
      return chunk === null ? null : withChannels(chunk, header.channels);
    },
    close: () => portions.close(),
  };
}

/** A stream that changes its number of channels midway keeps to its first. */
function withChannels(chunk: PcmChunk, channels: number): PcmChunk {
  if (chunk.length === channels) return chunk;
  const frames = chunk[0]?.length ?? 0;
  return Array.from(
    { length: channels },
    (_, channel) => chunk[channel] ?? chunk[0] ?? new Float32Array(frames),
  );
}

class Portions {
  sampleRateHz = 0;
  readonly #source: StreamedSource;
  #position: number;
  #flushed = false;
  #open = true;

  constructor(source: StreamedSource) {
    this.#source = source;
    this.#position = source.start;
  }

  next(): PcmChunk | null {
    for (;;) {
      const output = this.#nextOutput();
      if (output === null) return null;
      const frames = output.channelData[0]?.length ?? 0;
      if (frames === 0) continue;
      this.sampleRateHz ||= output.sampleRate;
      // Copied: a codec may hand out views of its own memory, which it will overwrite.
      const chunk = output.channelData.map((samples) => Float32Array.from(samples));
      return this.#source.convert === undefined ? chunk : this.#source.convert(chunk);
    }
  }

  #nextOutput(): CodecOutput | null {
    const { file, codec, end, portionBytes = 65536 } = this.#source;
    try {
      if (this.#position < end) {
        const bytes = file.read(this.#position, Math.min(portionBytes, end - this.#position));
        this.#position = bytes.length === 0 ? end : this.#position + bytes.length;
        if (bytes.length > 0) return codec.decode(bytes);
      }
      if (this.#flushed) return null;
      this.#flushed = true;
      return codec.flush?.() ?? null;
    } catch (error) {
      throw brokenFile(file.path, "a part of its sound cannot be read", error);
    }
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#source.codec.free();
    this.#source.file.close();
  }
}
