const crcTable = Uint8Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 0x80) === 0 ? crc << 1 : (crc << 1) ^ 0x07;
  return crc & 0xff;
});

/**
 * The sample at which the last FLAC frame in these bytes ends, or null when none is found. Tells the length of a stream whose
 * header does not, and whether a file was cut. A header is believed when its CRC-8 holds. Source: RFC 9639 section 9.1.
 *
 * @param fixedBlockSize the stream's block size, when all blocks have one
 */
export function lastFlacFrameEnd(bytes: Buffer, fixedBlockSize: number | null): number | null {
  for (let index = bytes.lastIndexOf(0xff); index >= 0; index = previous(bytes, index)) {
    const second = bytes[index + 1];
    if (second !== 0xf8 && second !== 0xf9) continue;
    const end = frameEnd(bytes, index, fixedBlockSize);
    if (end !== null) return end;
  }
  return null;
}

function previous(bytes: Buffer, index: number): number {
  return index === 0 ? -1 : bytes.lastIndexOf(0xff, index - 1);
}

function frameEnd(bytes: Buffer, start: number, fixedBlockSize: number | null): number | null {
  const isVariable = bytes[start + 1] === 0xf9;
  const third = bytes[start + 2] ?? 0;
  const sizeCode = third >>> 4;
  const rateCode = third & 15;
  if (sizeCode === 0 || rateCode === 15 || ((bytes[start + 3] ?? 1) & 1) !== 0) return null;
  const number = codedNumber(bytes, start + 4);
  if (number === null) return null;
  let position = start + 4 + number.length;
  let blockSize: number;
  if (sizeCode === 6) blockSize = (bytes[position++] ?? 0) + 1;
  else if (sizeCode === 7) {
    blockSize = ((bytes[position] ?? 0) << 8) + (bytes[position + 1] ?? 0) + 1;
    position += 2;
  } else if (sizeCode === 1) blockSize = 192;
  else if (sizeCode <= 5) blockSize = 576 << (sizeCode - 2);
  else blockSize = 256 << (sizeCode - 8);
  if (rateCode === 12) position += 1;
  else if (rateCode >= 13) position += 2;
  if (position >= bytes.length || crc8(bytes, start, position) !== bytes[position]) return null;
  if (isVariable) return number.value + blockSize;
  // Frames are counted in the stream's block size; the last one may be shorter.
  return number.value * (fixedBlockSize ?? blockSize) + blockSize;
}

/** The frame or sample number, coded like UTF-8 but up to seven bytes. */
function codedNumber(bytes: Buffer, at: number): { value: number; length: number } | null {
  const first = bytes[at] ?? 0xff;
  if (first < 0x80) return { value: first, length: 1 };
  const length = Math.clz32(~(first << 24));
  if (length < 2 || length > 7) return null;
  let value = length === 7 ? 0 : first & (0x7f >>> length);
  for (let index = 1; index < length; index++) {
    const next = bytes[at + index] ?? 0;
    if ((next & 0xc0) !== 0x80) return null;
    value = value * 64 + (next & 0x3f);
  }
  return { value, length };
}

function crc8(bytes: Buffer, from: number, to: number): number {
  let crc = 0;
  for (let index = from; index < to; index++) crc = crcTable[crc ^ (bytes[index] ?? 0)] ?? 0;
  return crc;
}
