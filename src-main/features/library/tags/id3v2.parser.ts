import { inflateSync } from "node:zlib";
import type { TagMap } from "#shared/domain/library/tag-map.ts";
import { EndOfFileError, type FileBytes } from "./file-bytes.ts";
import { readId3Frame } from "./id3v2-frames.ts";
import type { PictureCandidate } from "./parsed-audio.ts";

const largestTag = 64 * 1024 * 1024;

/**
 * Length in bytes of the ID3v2 tag at `offset`, header and footer included; 0 when there is none.
 * Source: id3.org, ID3v2.4.0 section 3.1.
 */
export function id3v2Length(header: Buffer): number {
  if (header.length < 10 || header.toString("latin1", 0, 3) !== "ID3") return 0;
  const major = header[3] ?? 0;
  if (major < 2 || major > 4 || (header.readUInt32BE(6) & 0x80_80_80_80) !== 0) return 0;
  const footer = major === 4 && ((header[5] ?? 0) & 0x10) !== 0 ? 10 : 0;
  return 10 + synchsafe(header, 6) + footer;
}

/** Reads the ID3v2 tag at `offset` (versions 2.2, 2.3, 2.4) and returns its length; 0 when there is none. */
export function readId3v2(
  file: FileBytes,
  offset: number,
  tags: TagMap,
  pictures: PictureCandidate[],
): number {
  const header = file.at(offset, 10);
  const length = id3v2Length(header);
  if (length === 0) return 0;
  if (offset + length > file.size || length > largestTag)
    throw new EndOfFileError(offset + length, file.size);
  const major = header[3] ?? 0;
  const flags = header[5] ?? 0;
  let body = file.at(offset + 10, synchsafe(header, 6));
  // Versions before 2.4 unsynchronise the whole tag at once.
  if ((flags & 0x80) !== 0 && major < 4) body = removeUnsynchronisation(body);
  let position = 0;
  if ((flags & 0x40) !== 0 && major === 3) position = 4 + body.readUInt32BE(0);
  if ((flags & 0x40) !== 0 && major === 4) position = synchsafe(body, 0);
  readFrames(body, position, major, tags, pictures);
  return length;
}

function readFrames(
  body: Buffer,
  from: number,
  major: number,
  tags: TagMap,
  pictures: PictureCandidate[],
): void {
  const idLength = major === 2 ? 3 : 4;
  const headerLength = major === 2 ? 6 : 10;
  let position = from;
  while (position + headerLength <= body.length) {
    if (!isFrameId(body, position, idLength)) return;
    const id = body.toString("latin1", position, position + idLength);
    const size = frameSize(body, position, major);
    const start = position + headerLength;
    const end = start + size;
    // A frame that overruns its tag: what came before is good, the rest cannot be trusted.
    if (end > body.length) return;
    position = end;
    if (size === 0) continue;
    const flags = major === 2 ? 0 : body.readUInt16BE(start - 2);
    const content = frameContent(body.subarray(start, end), flags, major);
    if (content !== null) readId3Frame(id, content, major, tags, pictures);
  }
}

function isFrameId(body: Buffer, position: number, length: number): boolean {
  for (let index = position; index < position + length; index++) {
    const code = body[index] ?? 0;
    if (!((code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39))) return false;
  }
  return true;
}

function frameSize(body: Buffer, position: number, major: number): number {
  if (major === 2) return body.readUIntBE(position + 3, 3);
  const plain = body.readUInt32BE(position + 4);
  if (major === 3 || plain < 0x80) return plain;
  if ((plain & 0x80_80_80_80) !== 0) return plain;
  // iTunes wrote plain sizes into 2.4 tags: believe whichever leads to a next frame, padding or the tag's end.
  const safe = synchsafe(body, position + 4);
  if (leadsOn(body, position + 10 + safe)) return safe;
  return leadsOn(body, position + 10 + plain) ? plain : safe;
}

function leadsOn(body: Buffer, position: number): boolean {
  if (position === body.length) return true;
  if (position > body.length) return false;
  return body[position] === 0 || (position + 4 <= body.length && isFrameId(body, position, 4));
}

/** Undoes the frame's own coding; null for an encrypted frame or one that does not unpack. */
function frameContent(raw: Buffer, flags: number, major: number): Buffer | null {
  const format = flags & 0xff;
  if (format === 0) return raw;
  let content = raw;
  if (major === 3) {
    if ((format & 0x40) !== 0) return null;
    if ((format & 0x20) !== 0) content = content.subarray((format & 0x80) !== 0 ? 5 : 1);
    else if ((format & 0x80) !== 0) content = content.subarray(4);
    return (format & 0x80) !== 0 ? inflated(content) : content;
  }
  if ((format & 0x04) !== 0) return null;
  if ((format & 0x40) !== 0) content = content.subarray(1);
  if ((format & 0x01) !== 0) content = content.subarray(4);
  if ((format & 0x02) !== 0) content = removeUnsynchronisation(content);
  return (format & 0x08) !== 0 ? inflated(content) : content;
}

function inflated(content: Buffer): Buffer | null {
  try {
    return inflateSync(content, { maxOutputLength: largestTag });
  } catch {
    // A frame that does not unpack is as good as absent; the file's other frames stand.
    return null;
  }
}

function removeUnsynchronisation(bytes: Buffer): Buffer {
  const result = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let index = 0; index < bytes.length; index++) {
    result[length++] = bytes[index] ?? 0;
    if (bytes[index] === 0xff && bytes[index + 1] === 0) index++;
  }
  return result.subarray(0, length);
}

function synchsafe(bytes: Buffer, offset: number): number {
  const value = bytes.readUInt32BE(offset);
  return (
    ((value >>> 24) & 0x7f) * 0x20_00_00 +
    (((value >>> 16) & 0x7f) << 14) +
    (((value >>> 8) & 0x7f) << 7) +
    (value & 0x7f)
  );
}
