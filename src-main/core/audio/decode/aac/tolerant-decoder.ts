import type { PcmChunk } from "#core/audio/pcm.ts";
import { BitReader } from "#core/audio/decode/bit-reader.ts";
import { brokenFile } from "#core/audio/decode/decode-errors.ts";

import type { AacFrameDecoder } from "./aac-frame-decoder.ts";

export const framesPerBlock = 1024;

/** This many damaged frames before the first good one, and the file is refused: some six seconds. */
const patience = 256;

/**
 * Gets over damaged frames as a player does: each becomes 1,024 samples that fade out, so that what follows stays in time.
 * Only a file without a sound frame is refused, with AppError `decode_failed`.
 */
export class TolerantDecoder {
  readonly #path: string;
  readonly #decoder: AacFrameDecoder;
  #hasSound = false;
  #damage: RangeError | null = null;
  #damagedFrames = 0;

  constructor(path: string, decoder: AacFrameDecoder) {
    this.#path = path;
    this.#decoder = decoder;
  }

  decode(frame: Uint8Array): PcmChunk {
    return this.decodeBlock(new BitReader(frame));
  }

  decodeBlock(bits: BitReader): PcmChunk {
    try {
      const chunk = this.#decoder.decodeBlock(bits);
      this.#hasSound = true;
      return chunk;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#damage ??= error;
      this.#damagedFrames += 1;
      if (this.#damagedFrames === patience) this.finish();
      return this.skip();
    }
  }

  skip(): PcmChunk {
    return this.#decoder.skip();
  }

  /** At the end of the file: throws AppError `decode_failed` when there was no sound in it. */
  finish(): void {
    if (this.#hasSound) return;
    throw brokenFile(this.#path, "its sound cannot be read", this.#damage ?? undefined);
  }
}
