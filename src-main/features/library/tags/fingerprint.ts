import { hash } from "node:crypto";
import type { FileBytes } from "./file-bytes.ts";
import type { ParsedAudio } from "./parsed-audio.ts";

const endBytes = 64 * 1024;

/** One buffer of the thread, filled and hashed for each file in turn. */
const scratch = Buffer.allocUnsafeSlow(2 * endBytes);

/**
 * Names the sound of a file: SHA-256 (128 bits of it) over the first and last 64 KiB of the audio payload, and the payload's length in
 * bytes. Tags, covers, name and place do not enter, so retagging, moving and renaming keep it.
 */
export function audioFingerprint(
  file: FileBytes,
  parsed: Pick<ParsedAudio, "payload" | "payloadKind">,
): string {
  const { start, end } = parsed.payload;
  const length = end - start;
  const first = file.at(start, Math.min(endBytes, length)).copy(scratch, 0);
  let used = first;
  if (parsed.payloadKind === "ogg-pages") blankPageNumbers(scratch, 0, first);
  if (length > endBytes) {
    const rest = Math.min(endBytes, length - endBytes);
    used += file.at(end - rest, rest).copy(scratch, first);
    if (parsed.payloadKind === "ogg-pages") blankPageNumbers(scratch, first, used);
  }
  return `${hash("sha256", scratch.subarray(0, used), "hex").slice(0, 32)}-${length}`;
}

const pageMark = Buffer.from("OggS", "latin1");

/**
 * Retagging an Ogg file may change how many header pages there are, and with it every later page's number and checksum: those eight
 * bytes are blanked. The scan walks from mark to mark; it gives the same answer for the same sound, which is all it must.
 */
function blankPageNumbers(bytes: Buffer, from: number, to: number): void {
  let position = bytes.indexOf(pageMark, from);
  if (position < 0 || position >= to) position = to;
  // A page header cut by the window's start cannot be told from sound: leave out what precedes the first mark.
  bytes.fill(0, from, Math.min(to, Math.max(from, position)));
  while (position >= 0 && position < to) {
    bytes.fill(0, Math.min(to, position + 18), Math.min(to, position + 26));
    const segmentCount = position + 26 < to ? (bytes[position + 26] ?? 0) : 0;
    const bodyAt = position + 27 + segmentCount;
    if (bodyAt >= to) return;
    let next = bodyAt;
    for (let index = position + 27; index < bodyAt; index++) next += bytes[index] ?? 0;
    position = bytes.indexOf(pageMark, next);
  }
}
