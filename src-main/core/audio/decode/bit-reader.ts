/** Reads big-endian bit fields. Past the end it reads zeros; {@link BitReader.overrun} tells. */
export class BitReader {
  readonly bytes: Uint8Array;
  /** In bits from the start. */
  position = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get overrun(): boolean {
    return this.position > this.bytes.length * 8;
  }

  /** The next `count` (0 to 32) bits as an unsigned number, without moving on. */
  peek(count: number): number {
    if (count === 0) return 0;
    const at = this.position >>> 3;
    const shift = this.position & 7;
    const bytes = this.bytes;
    const high =
      (((bytes[at] ?? 0) << 24) |
        ((bytes[at + 1] ?? 0) << 16) |
        ((bytes[at + 2] ?? 0) << 8) |
        (bytes[at + 3] ?? 0)) >>>
      0;
    const word =
      shift === 0 ? high : ((high << shift) | ((bytes[at + 4] ?? 0) >>> (8 - shift))) >>> 0;
    return word >>> (32 - count);
  }

  read(count: number): number {
    const value = this.peek(count);
    this.position += count;
    return value;
  }

  /** A two's complement field of 1 to 32 bits. */
  readSigned(count: number): number {
    return (this.read(count) << (32 - count)) >> (32 - count);
  }

  skip(count: number): void {
    this.position += count;
  }
}
