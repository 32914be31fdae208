import { boxesIn, child } from "./mp4-boxes.ts";

/** What an encoder put around a sound, in sample frames. */
export interface ItunesGap {
  readonly delayFrames: number;
  readonly totalFrames: number;
}

/**
 * Reads the `iTunSMPB` tag: hexadecimal numbers, of which the second is the delay at the start, the third the padding at
 * the end and the fourth the length of the sound itself. Null when there is none that makes sense.
 */
export function readItunesGap(movie: Uint8Array): ItunesGap | null {
  const meta = child(movie, "udta", "meta");
  if (meta === undefined) return null;
  // In MP4 the box begins with its version, in QuickTime it does not.
  const list = [4, 0].flatMap((from) => boxesIn(meta, from)).find((box) => box.type === "ilst");
  if (list === undefined) return null;
  for (const item of boxesIn(list.bytes)) {
    if (item.type !== "----" || text(child(item.bytes, "name"), 4) !== "iTunSMPB") continue;
    return parseItunesGap(text(child(item.bytes, "data"), 8));
  }
  return null;
}

function text(bytes: Uint8Array | undefined, from: number): string {
  return bytes === undefined ? "" : Buffer.from(bytes.subarray(from)).toString("latin1");
}

function parseItunesGap(value: string): ItunesGap | null {
  const fields = /^\s*[\da-f]{8}\s+([\da-f]{8})\s+([\da-f]{8})\s+([\da-f]{16})/i.exec(value);
  if (fields === null) return null;
  const delayFrames = Number.parseInt(fields[1] ?? "", 16);
  const totalFrames = Number.parseInt(fields[3] ?? "", 16);
  return totalFrames > 0 ? { delayFrames, totalFrames } : null;
}
