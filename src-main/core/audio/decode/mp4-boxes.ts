import { fourCharacters, viewOf } from "./file-bytes.ts";

/** One box of an MP4 file, without its head. */
export interface Box {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** The boxes that stand in a box, up to the first that is damaged. */
export function boxesIn(bytes: Uint8Array, from = 0): Box[] {
  const boxes: Box[] = [];
  const view = viewOf(bytes);
  let position = from;
  while (position + 8 <= bytes.length) {
    const stated = view.getUint32(position, false);
    const length = stated === 0 ? bytes.length - position : stated;
    if (length < 8 || position + length > bytes.length) break;
    boxes.push({
      type: fourCharacters(bytes, position + 4),
      bytes: bytes.subarray(position + 8, position + length),
    });
    position += length;
  }
  return boxes;
}

/** The first box at the end of a path of types. */
export function child(bytes: Uint8Array | undefined, ...path: string[]): Uint8Array | undefined {
  let at = bytes;
  for (const type of path) at = at && boxesIn(at).find((box) => box.type === type)?.bytes;
  return at;
}
