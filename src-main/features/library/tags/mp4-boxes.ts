/** One box of an MP4 file, content without its header. */
export interface Mp4Box {
  readonly type: string;
  readonly content: Buffer;
}

/** The boxes inside a container box. Stops where a box overruns its parent. Source: ISO/IEC 14496-12 section 4.2. */
export function* boxesIn(parent: Buffer, from = 0): Generator<Mp4Box> {
  let position = from;
  while (position + 8 <= parent.length) {
    let size = parent.readUInt32BE(position);
    let header = 8;
    if (size === 1 && position + 16 <= parent.length) {
      size = Number(parent.readBigUInt64BE(position + 8));
      header = 16;
    } else if (size === 0) size = parent.length - position;
    if (size < header || position + size > parent.length) return;
    const type = parent.toString("latin1", position + 4, position + 8);
    yield { type, content: parent.subarray(position + header, position + size) };
    position += size;
  }
}

/** The first box at a path of types, or null. */
export function findBox(parent: Buffer, ...path: readonly string[]): Buffer | null {
  let current = parent;
  for (const type of path) {
    let found: Buffer | null = null;
    for (const box of boxesIn(current)) {
      if (box.type !== type) continue;
      found = box.content;
      break;
    }
    if (found === null) return null;
    current = found;
  }
  return current;
}
