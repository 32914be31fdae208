import { id3Genres } from "#shared/domain/library/id3-genres.ts";
import type { TagMap } from "#shared/domain/library/tag-map.ts";
import { boxesIn, findBox } from "./mp4-boxes.ts";
import type { PictureCandidate } from "./parsed-audio.ts";

const textItems: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "©nam": "TITLE",
    "©ART": "ARTIST",
    aART: "ALBUMARTIST",
    "©alb": "ALBUM",
    "©gen": "GENRE",
    "©day": "DATE",
    "©cmt": "COMMENT",
    "©wrt": "COMPOSER",
    "©lyr": "LYRICS",
    sonm: "TITLESORT",
    soar: "ARTISTSORT",
    soal: "ALBUMSORT",
    soaa: "ALBUMARTISTSORT",
    rate: "RATE",
  }),
);

/** Reads iTunes metadata (`moov/udta/meta/ilst`). Source: Apple's QuickTime metadata as mutagen and TagLib read it. */
export function readMp4Tags(moov: Buffer, tags: TagMap, pictures: PictureCandidate[]): void {
  const list = itemList(moov);
  if (list === null) return;
  for (const item of boxesIn(list)) {
    const name = textItems.get(item.type);
    if (name !== undefined) {
      for (const value of dataOf(item.content)) tags.add(name, value.bytes.toString("utf8"));
      continue;
    }
    switch (item.type) {
      case "----":
        readFreeform(item.content, tags);
        break;
      case "trkn":
      case "disk":
        readNumberPair(item.content, item.type === "trkn" ? "TRACK" : "DISC", tags);
        break;
      case "tmpo":
        for (const value of dataOf(item.content)) addInteger(tags, "BPM", value.bytes);
        break;
      case "cpil":
        for (const value of dataOf(item.content)) addInteger(tags, "COMPILATION", value.bytes);
        break;
      case "rtng":
        for (const value of dataOf(item.content)) addInteger(tags, "ITUNESADVISORY", value.bytes);
        break;
      case "gnre":
        for (const value of dataOf(item.content)) {
          if (value.bytes.length < 2) continue;
          const genre = id3Genres[value.bytes.readUInt16BE(value.bytes.length - 2) - 1];
          if (genre !== undefined) tags.add("GENRE", genre);
        }
        break;
      case "covr":
        for (const value of dataOf(item.content))
          if (value.bytes.length > 0) pictures.push({ type: 3, bytes: value.bytes });
        break;
      default:
    }
  }
}

/** `meta` is a full box (four bytes of version and flags) in MP4 and a plain one in QuickTime files. */
function itemList(moov: Buffer): Buffer | null {
  const meta = findBox(moov, "udta", "meta") ?? findBox(moov, "meta");
  if (meta === null || meta.length < 8) return null;
  const isPlain = meta.toString("latin1", 4, 8) === "hdlr";
  return findBox(isPlain ? meta : meta.subarray(4), "ilst");
}

function* dataOf(item: Buffer): Generator<{ kind: number; bytes: Buffer }> {
  for (const box of boxesIn(item)) {
    if (box.type !== "data" || box.content.length < 8) continue;
    yield { kind: box.content.readUInt32BE(0) & 0xff_ff_ff, bytes: box.content.subarray(8) };
  }
}

function readFreeform(item: Buffer, tags: TagMap): void {
  const name = findBox(item, "name")?.toString("utf8", 4);
  if (name === undefined) return;
  for (const value of dataOf(item)) {
    // Kind 21 is a big-endian integer, everything else is text in practice.
    if (value.kind === 21) addInteger(tags, name, value.bytes);
    else tags.add(name, value.bytes.toString("utf8"));
  }
}

function readNumberPair(item: Buffer, name: "TRACK" | "DISC", tags: TagMap): void {
  for (const { bytes } of dataOf(item)) {
    if (bytes.length < 6) continue;
    const number = bytes.readUInt16BE(2);
    const total = bytes.readUInt16BE(4);
    if (number > 0) tags.add(`${name}NUMBER`, String(number));
    if (total > 0) tags.add(`${name}TOTAL`, String(total));
  }
}

function addInteger(tags: TagMap, name: string, bytes: Buffer): void {
  if (bytes.length === 0 || bytes.length > 6) return;
  tags.add(name, String(bytes.readUIntBE(0, bytes.length)));
}
