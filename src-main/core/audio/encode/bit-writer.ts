/** Writes big-endian bit fields into a buffer that grows. */
export class BitWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;
  #accumulator = 0;
  #bits = 0;

  constructor(capacityBytes = 65536) {
    this.#bytes = new Uint8Array(capacityBytes);
  }

  get lengthBytes(): number {
    return this.#length;
  }

  /** The low `count` (0 to 32) bits of a number; negative numbers in two's complement. */
  write(value: number, count: number): void {
    if (count > 16) {
      this.#write(value >>> 16, count - 16);
      this.#write(value & 0xffff, 16);
    } else {
      this.#write(value, count);
    }
  }

  #write(value: number, count: number): void {
    this.#accumulator = (this.#accumulator << count) | (value & ((1 << count) - 1));
    this.#bits += count;
    while (this.#bits >= 8) {
      this.#bits -= 8;
      this.#push((this.#accumulator >>> this.#bits) & 0xff);
    }
    this.#accumulator &= (1 << this.#bits) - 1;
  }

  /** `zeros` zero bits and a one. */
  writeUnary(zeros: number): void {
    let left = zeros;
    for (; left >= 16; left -= 16) this.#write(0, 16);
    this.#write(1, left + 1);
  }

  writeBytes(bytes: Uint8Array): void {
    for (const byte of bytes) this.#write(byte, 8);
  }

  /** Zero bits up to the next byte. */
  align(): void {
    if (this.#bits > 0) this.#write(0, 8 - this.#bits);
  }

  #push(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const grown = new Uint8Array(this.#bytes.length * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  /** What is written so far, from `start`; whole bytes only. A view that the next write may invalidate. */
  view(start = 0): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(start, this.#length);
  }
}
