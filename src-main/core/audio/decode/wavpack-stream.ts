import type { CodecOutput, StreamedCodec } from "./streamed-codec.ts";

const headerBytes = 32;
/** Header flag of the first block of a time; multichannel sound has several blocks a time. */
const initialBlock = 0x800;

/**
 * Feeds WavPack to several codecs in turn, `bytesEach` to each: the library keeps all that it was ever fed, and runs out of
 * memory at some 32 MB. Blocks decode by themselves, so nothing is lost where one codec takes over from another.
 */
export class WavpackStream implements StreamedCodec {
  readonly #codecs: StreamedCodec[];
  readonly #bytesEach: number;
  #fed = 0;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(codecs: readonly StreamedCodec[], bytesEach: number) {
    this.#codecs = [...codecs];
    this.#bytesEach = bytesEach;
  }

  decode(bytes: Uint8Array): CodecOutput {
    const joined = new Uint8Array(this.#rest.length + bytes.length);
    joined.set(this.#rest);
    joined.set(bytes, this.#rest.length);
    const end = this.#lastStart(joined);
    this.#rest = joined.slice(end);
    return this.#feed(joined.subarray(0, end));
  }

  flush(): CodecOutput {
    const rest = this.#rest;
    this.#rest = new Uint8Array(0);
    return this.#feed(rest);
  }

  free(): void {
    for (const codec of this.#codecs) codec.free();
    this.#codecs.length = 0;
  }

  #feed(bytes: Uint8Array): CodecOutput {
    // Tags behind the sound stay with the codec that knows it: a new one would find no WavPack in them.
    const isBlock =
      bytes[0] === 0x77 && bytes[1] === 0x76 && bytes[2] === 0x70 && bytes[3] === 0x6b;
    if (isBlock && this.#fed >= this.#bytesEach && this.#codecs.length > 1) {
      this.#codecs.shift()?.free();
      this.#fed = 0;
    }
    this.#fed += bytes.length;
    return this.#codecs[0]?.decode(bytes) ?? { channelData: [], sampleRate: 0 };
  }

  /** Where the last block that begins a time starts: what comes before it is whole. All of it where no block is. */
  #lastStart(bytes: Uint8Array): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let position = 0;
    let start = 0;
    while (position + headerBytes <= bytes.length) {
      // What is no block is the codec's to judge: tags at the end, damage.
      if (view.getUint32(position) !== 0x77_76_70_6b) return bytes.length;
      if ((view.getUint32(position + 24, true) & initialBlock) !== 0) start = position;
      position += 8 + view.getUint32(position + 4, true);
    }
    return start;
  }
}
