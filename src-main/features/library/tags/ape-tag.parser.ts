import type { TagMap } from "#shared/domain/library/tag-map.ts";
import { parseId3Genre } from "#shared/domain/library/id3-genres.ts";
import type { FileBytes } from "./file-bytes.ts";
import type { PictureCandidate } from "./parsed-audio.ts";

/**
 * Reads what may follow the audio at the end of a file, from the end forwards: ID3v1, Lyrics3v2, APEv2, in the orders that occur.
 * Fills `apeTags` and `id3v1Tags`, and returns where the audio ends. Sources: hydrogenaud.io wiki "APEv2 specification"; id3.org Lyrics3v2.
 */
export function readTrailingTags(
  file: FileBytes,
  apeTags: TagMap,
  id3v1Tags: TagMap,
  pictures: PictureCandidate[],
): number {
  let end = file.size;
  for (let round = 0; round < 4; round++) {
    const before = end;
    if (end >= 128) {
      const block = file.at(end - 128, 128);
      if (block.toString("latin1", 0, 3) === "TAG") {
        readId3v1(block, id3v1Tags);
        end -= 128;
      }
    }
    end = skipLyrics3(file, end);
    end = readApeBefore(file, end, apeTags, pictures);
    if (end === before) break;
  }
  return end;
}

function readId3v1(block: Buffer, tags: TagMap): void {
  const field = (from: number, to: number): string => {
    const text = block.toString("latin1", from, to);
    const nul = text.indexOf("\0");
    return nul < 0 ? text : text.slice(0, nul);
  };
  tags.add("TITLE", field(3, 33));
  tags.add("ARTIST", field(33, 63));
  tags.add("ALBUM", field(63, 93));
  tags.add("DATE", field(93, 97));
  tags.add("COMMENT", field(97, 127));
  if (block[125] === 0 && block[126] !== 0) tags.add("TRACKNUMBER", String(block[126]));
  if (block[127] !== 255)
    for (const genre of parseId3Genre(String(block[127] ?? 255)))
      if (!/^\d+$/u.test(genre)) tags.add("GENRE", genre);
}

function skipLyrics3(file: FileBytes, end: number): number {
  if (end < 15) return end;
  const block = file.at(end - 15, 15).toString("latin1");
  if (!block.endsWith("LYRICS200")) return end;
  const size = Number(block.slice(0, 6));
  return Number.isInteger(size) && size > 0 && size + 15 <= end ? end - size - 15 : end;
}

function readApeBefore(
  file: FileBytes,
  end: number,
  tags: TagMap,
  pictures: PictureCandidate[],
): number {
  if (end < 32) return end;
  const footer = file.at(end - 32, 32);
  if (footer.toString("latin1", 0, 8) !== "APETAGEX") return end;
  const size = footer.readUInt32LE(12);
  const count = footer.readUInt32LE(16);
  const flags = footer.readUInt32LE(20);
  if (size < 32 || size > end || (flags & 0x20_00_00_00) !== 0) return end;
  readApeItems(file.at(end - size, size - 32), count, tags, pictures);
  const hasHeader = (flags & 0x80_00_00_00) !== 0 && end - size >= 32;
  return end - size - (hasHeader ? 32 : 0);
}

function readApeItems(
  items: Buffer,
  count: number,
  tags: TagMap,
  pictures: PictureCandidate[],
): void {
  let position = 0;
  for (let index = 0; index < count && position + 9 <= items.length; index++) {
    const size = items.readUInt32LE(position);
    const kind = (items.readUInt32LE(position + 4) >>> 1) & 3;
    const keyEnd = items.indexOf(0, position + 8);
    if (keyEnd < 0) return;
    const key = items.toString("latin1", position + 8, keyEnd);
    const value = items.subarray(keyEnd + 1, keyEnd + 1 + size);
    position = keyEnd + 1 + size;
    if (kind === 0) {
      for (const text of value.toString("utf8").split("\0")) tags.add(key, text);
    } else if (kind === 1 && /^cover art/iu.test(key)) {
      const nameEnd = value.indexOf(0);
      const bytes = value.subarray(nameEnd + 1);
      if (bytes.length > 0) pictures.push({ type: /front/iu.test(key) ? 3 : 0, bytes });
    }
  }
}
