/**
 * Whole columns come out of SQLite as one text of `group_concat`, because a row handed over costs a microsecond and a
 * number in a text costs ten nanoseconds: a million rows in 90 ms instead of 500.
 */

const comma = 0x2c;
const minus = 0x2d;
const zero = 0x30;
/** Stands for NULL, which `group_concat` would skip. */
const nullMark = 0x6e;

/** Parses `"12,7,n,-3"` into `target` from `at` on; `n` becomes NaN. @returns the index after the last one written */
export function parseNumbers(
  packed: Uint8Array,
  target: Float64Array | Uint32Array,
  at: number,
): number {
  let index = at;
  let value = 0;
  let isNegative = false;
  let isNull = false;
  if (packed.length === 0) return index;
  for (let position = 0; position <= packed.length; position += 1) {
    const byte = position === packed.length ? comma : (packed[position] ?? comma);
    if (byte === comma) {
      target[index] = isNull ? Number.NaN : isNegative ? -value : value;
      index += 1;
      value = 0;
      isNegative = false;
      isNull = false;
    } else if (byte === minus) {
      isNegative = true;
    } else if (byte === nullMark) {
      isNull = true;
    } else {
      value = value * 10 + byte - zero;
    }
  }
  return index;
}

/** Ids out of a packed text. */
export function numbersOf(packed: Uint8Array): Uint32Array<ArrayBuffer> {
  const numbers = new Uint32Array(countNumbers(packed));
  parseNumbers(packed, numbers, 0);
  return numbers;
}

/** Numbers of a packed text, counted by its commas. */
function countNumbers(packed: Uint8Array): number {
  if (packed.length === 0) return 0;
  let count = 1;
  for (let position = 0; position < packed.length; position += 1) {
    if (packed[position] === comma) count += 1;
  }
  return count;
}

/**
 * Where each line of a text joined by line feeds starts, and one more entry where a line after the last would.
 * Null when there are not `lineCount` lines: some text holds a line feed itself.
 */
export function lineStarts(text: string, lineCount: number): Uint32Array | null {
  const starts = new Uint32Array(lineCount + 1);
  let line = 0;
  let at = -1;
  while (line < lineCount) {
    line += 1;
    at = text.indexOf("\n", at + 1);
    if (at === -1) break;
    starts[line] = at + 1;
  }
  if (at !== -1 || line !== lineCount) return null;
  starts[lineCount] = text.length + 1;
  return starts;
}

/** True when two stretches of bytes are the same. */
export function sameBytes(
  bytes: Uint8Array,
  leftStart: number,
  leftEnd: number,
  rightStart: number,
  rightEnd: number,
): boolean {
  const length = leftEnd - leftStart;
  if (length !== rightEnd - rightStart) return false;
  // Neighbours in an index share their beginning; they differ at the end.
  for (let offset = length - 1; offset >= 0; offset -= 1) {
    if (bytes[leftStart + offset] !== bytes[rightStart + offset]) return false;
  }
  return true;
}
