import type { TagMap } from "#shared/domain/library/tag-map.ts";
import { EndOfFileError } from "./file-bytes.ts";
import type { PictureCandidate } from "./parsed-audio.ts";

/**
 * Reads a Vorbis comment block (vendor, count, `NAME=value` fields). Source: xiph.org vorbis-comment.
 * Pictures travel base64-coded as FLAC picture blocks.
 */
export function readVorbisComments(
  block: Buffer,
  tags: TagMap,
  pictures: PictureCandidate[],
): void {
  const vendorLength = block.readUInt32LE(0);
  const count = block.readUInt32LE(4 + vendorLength);
  let position = 8 + vendorLength;
  for (let index = 0; index < count; index++) {
    if (position + 4 > block.length) return;
    const start = position + 4;
    const end = start + block.readUInt32LE(position);
    if (end > block.length) throw new EndOfFileError(end, block.length);
    position = end;
    const equals = block.indexOf(0x3d, start);
    if (equals < start || equals >= end) continue;
    const name = block.toString("latin1", start, equals).toUpperCase();
    if (name === "METADATA_BLOCK_PICTURE") {
      const decoded = Buffer.from(block.toString("latin1", equals + 1, end), "base64");
      readFlacPicture(decoded, pictures);
    } else if (name === "COVERART") {
      const bytes = Buffer.from(block.toString("latin1", equals + 1, end), "base64");
      if (bytes.length > 0) pictures.push({ type: 0, bytes });
    } else if (name !== "COVERARTMIME") {
      tags.add(name, block.toString("utf8", equals + 1, end));
    }
  }
}

/** Reads a FLAC picture block; one whose lengths make no sense is passed over. Source: RFC 9639 section 8.8. */
export function readFlacPicture(block: Buffer, pictures: PictureCandidate[]): void {
  if (block.length < 32) return;
  const type = block.readUInt32BE(0);
  const descriptionAt = 8 + block.readUInt32BE(4);
  if (descriptionAt + 4 > block.length) return;
  const lengthAt = descriptionAt + 4 + block.readUInt32BE(descriptionAt) + 16;
  if (lengthAt + 4 > block.length) return;
  const bytes = block.subarray(lengthAt + 4, lengthAt + 4 + block.readUInt32BE(lengthAt));
  if (bytes.length > 0) pictures.push({ type, bytes });
}
