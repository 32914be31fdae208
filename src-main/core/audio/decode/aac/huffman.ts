import type { BitReader } from "#core/audio/decode/bit-reader.ts";

import type { CanonicalCodebook } from "./huffman-codebooks.ts";

/** Codes up to this length, nearly all of them, are looked up at once; longer ones are found by counting. */
const quickBits = 10;

/** Reads the symbols of one codebook. */
export class HuffmanReader {
  readonly #symbols: Uint16Array;
  /** By the next {@link quickBits} bits: symbol * 32 + length of its code; 0 where the code is longer. */
  readonly #quick = new Uint16Array(1 << quickBits);
  /** By length: the first code, how many there are, and where their symbols begin. */
  readonly #firstCode: number[] = [0];
  readonly #counts: readonly number[];
  readonly #firstSymbol: number[] = [0];

  constructor(codebook: CanonicalCodebook) {
    this.#symbols = Uint16Array.from(codebook.symbols);
    this.#counts = [0, ...codebook.codesOfLength];
    let code = 0;
    let symbol = 0;
    for (let length = 1; length < this.#counts.length; length += 1) {
      code *= 2;
      this.#firstCode[length] = code;
      this.#firstSymbol[length] = symbol;
      const count = this.#counts[length] ?? 0;
      if (length <= quickBits) this.#fillQuick(code, count, length, symbol);
      code += count;
      symbol += count;
    }
  }

  #fillQuick(firstCode: number, count: number, length: number, firstSymbol: number): void {
    const spare = quickBits - length;
    for (let index = 0; index < count; index += 1) {
      const from = (firstCode + index) << spare;
      const entry = (this.#symbols[firstSymbol + index] ?? 0) * 32 + length;
      this.#quick.fill(entry, from, from + (1 << spare));
    }
  }

  /** The next symbol. Every sequence of bits is one: the codebooks are complete. */
  read(bits: BitReader): number {
    const entry = this.#quick[bits.peek(quickBits)] ?? 0;
    if (entry !== 0) {
      bits.position += entry & 31;
      return entry >> 5;
    }
    for (let length = quickBits + 1; length < this.#counts.length; length += 1) {
      const index = bits.peek(length) - (this.#firstCode[length] ?? 0);
      if (index >= (this.#counts[length] ?? 0)) continue;
      bits.position += length;
      return this.#symbols[(this.#firstSymbol[length] ?? 0) + index] ?? 0;
    }
    throw new RangeError("An AAC code is in no codebook.");
  }
}
