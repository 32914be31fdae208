import { parseId3Genre } from "#shared/domain/library/id3-genres.ts";
import { canonicalTagName, type TagMap } from "#shared/domain/library/tag-map.ts";
import type { PictureCandidate } from "./parsed-audio.ts";

/** The five fixed fields: title, author, copyright, description, rating. */
export function readAsfContentDescription(content: Buffer, tags: TagMap): void {
  const names = ["TITLE", "ARTIST", null, "COMMENT", null];
  let position = 10;
  for (const [index, name] of names.entries()) {
    const length = content.readUInt16LE(index * 2);
    if (name !== null) tags.add(name, utf16(content.subarray(position, position + length)));
    position += length;
  }
}

/**
 * Attribute lists of the Extended Content Description Object and of the Metadata (Library) Object, whose records differ in
 * layout only.
 */
export function readAsfAttributes(
  content: Buffer,
  layout: "extended" | "library",
  tags: TagMap,
  pictures: PictureCandidate[],
): void {
  const count = content.readUInt16LE(0);
  let position = 2;
  for (let index = 0; index < count; index++) {
    let name: string;
    let kind: number;
    let valueLength: number;
    if (layout === "extended") {
      if (position + 2 > content.length) return;
      const nameLength = content.readUInt16LE(position);
      name = utf16(content.subarray(position + 2, position + 2 + nameLength));
      position += 2 + nameLength;
      if (position + 4 > content.length) return;
      kind = content.readUInt16LE(position);
      valueLength = content.readUInt16LE(position + 2);
      position += 4;
    } else {
      if (position + 12 > content.length) return;
      const nameLength = content.readUInt16LE(position + 4);
      kind = content.readUInt16LE(position + 6);
      valueLength = content.readUInt32LE(position + 8);
      name = utf16(content.subarray(position + 12, position + 12 + nameLength));
      position += 12 + nameLength;
    }
    if (position + valueLength > content.length) return;
    const value = content.subarray(position, position + valueLength);
    position += valueLength;
    readAttribute(name, kind, value, layout, tags, pictures);
  }
}

function readAttribute(
  name: string,
  kind: number,
  value: Buffer,
  layout: "extended" | "library",
  tags: TagMap,
  pictures: PictureCandidate[],
): void {
  if (name.toUpperCase() === "WM/PICTURE") {
    readPicture(value, pictures);
    return;
  }
  const text = attributeText(kind, value, layout);
  if (text === null) return;
  const upper = name.toUpperCase();
  // WM/Track counts from zero and is older than WM/TrackNumber, which always stands beside it.
  if (upper === "WM/TRACK") return;
  if (canonicalTagName(name) === "GENRE")
    for (const genre of parseId3Genre(text)) tags.add("GENRE", genre);
  else tags.add(name, text);
}

/** Kinds: 0 text, 1 bytes, 2 boolean, 3 32-bit, 4 64-bit, 5 16-bit. */
function attributeText(kind: number, value: Buffer, layout: "extended" | "library"): string | null {
  switch (kind) {
    case 0:
      return utf16(value);
    case 2:
      return String(layout === "extended" ? value.readUInt32LE(0) : value.readUInt16LE(0));
    case 3:
      return String(value.readUInt32LE(0));
    case 4:
      return String(value.readBigUInt64LE(0));
    case 5:
      return String(value.readUInt16LE(0));
    default:
      return null;
  }
}

function readPicture(value: Buffer, pictures: PictureCandidate[]): void {
  if (value.length < 9) return;
  const type = value[0] ?? 0;
  const length = value.readUInt32LE(1);
  let position = 5;
  // Two terminated texts stand before the bytes: type and description.
  for (let text = 0; text < 2; text++) {
    while (position + 1 < value.length && (value[position] !== 0 || value[position + 1] !== 0))
      position += 2;
    position += 2;
  }
  const bytes = value.subarray(position, position + length);
  if (bytes.length > 0) pictures.push({ type, bytes });
}

function utf16(bytes: Buffer): string {
  const text = bytes.toString("utf16le", 0, bytes.length - (bytes.length % 2));
  const nul = text.indexOf("\0");
  return nul < 0 ? text : text.slice(0, nul);
}
