import { type FileBytes, fourCharacters, viewOf } from "./file-bytes.ts";

const tailBytes = 1 << 17;

/** The last granule position of an Ogg stream: its length in samples. Null when no page is found at the end. */
export function lastGranule(file: FileBytes): number | null {
  const start = Math.max(0, file.sizeBytes - tailBytes);
  const tail = file.read(start, tailBytes);
  const view = viewOf(tail);
  for (let at = tail.length - 27; at >= 0; at -= 1) {
    if (tail[at] !== 0x4f || fourCharacters(tail, at) !== "OggS") continue;
    const granule = view.getBigInt64(at + 6, true);
    if (granule >= 0n) return Number(granule);
  }
  return null;
}

/** Samples that an Opus stream says to leave out at its start. */
export function opusPreSkip(file: FileBytes): number {
  const head = file.read(0, 512);
  const payload = 27 + (head[26] ?? 0);
  return head.length < payload + 12 ? 0 : viewOf(head).getUint16(payload + 10, true);
}
