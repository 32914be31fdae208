import { parseId3Genre } from "#shared/domain/library/id3-genres.ts";
import type { TagMap } from "#shared/domain/library/tag-map.ts";
import type { PictureCandidate } from "./parsed-audio.ts";

const textFrames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    TIT2: "TITLE",
    TT2: "TITLE",
    TPE1: "ARTIST",
    TP1: "ARTIST",
    TPE2: "ALBUMARTIST",
    TP2: "ALBUMARTIST",
    TALB: "ALBUM",
    TAL: "ALBUM",
    TRCK: "TRACKNUMBER",
    TRK: "TRACKNUMBER",
    TPOS: "DISCNUMBER",
    TPA: "DISCNUMBER",
    TDRC: "DATE",
    TYER: "DATE",
    TYE: "DATE",
    TDOR: "ORIGINALDATE",
    TORY: "ORIGINALDATE",
    TOR: "ORIGINALDATE",
    TDRL: "RELEASEDATE",
    TLAN: "LANGUAGE",
    TLA: "LANGUAGE",
    TSRC: "ISRC",
    TRC: "ISRC",
    TCOM: "COMPOSER",
    TCM: "COMPOSER",
    TBPM: "BPM",
    TBP: "BPM",
    TKEY: "INITIALKEY",
    TKE: "INITIALKEY",
    TSOT: "TITLESORT",
    TST: "TITLESORT",
    TSOP: "ARTISTSORT",
    TSP: "ARTISTSORT",
    TSOA: "ALBUMSORT",
    TSA: "ALBUMSORT",
    TSO2: "ALBUMARTISTSORT",
    TS2: "ALBUMARTISTSORT",
    TCMP: "COMPILATION",
    TCP: "COMPILATION",
    XSOP: "ARTISTSORT",
    XSOT: "TITLESORT",
    XSOA: "ALBUMSORT",
  }),
);

/** Reads one frame's content into the tag map. Frames of no use to the library are passed over. */
export function readId3Frame(
  id: string,
  content: Buffer,
  major: number,
  tags: TagMap,
  pictures: PictureCandidate[],
): void {
  const name = textFrames.get(id);
  if (name !== undefined) {
    for (const value of textValues(content)) tags.add(name, value);
    return;
  }
  switch (id) {
    case "TCON":
    case "TCO":
      for (const value of textValues(content))
        for (const genre of parseId3Genre(value)) tags.add("GENRE", genre);
      return;
    case "TDAT":
    case "TDA":
      // Day and month (DDMM) of a 2.3 tag, whose year has its own frame and normally comes first.
      for (const value of textValues(content)) tags.add("ID3_DAY_MONTH", value);
      return;
    case "TXXX":
    case "TXX": {
      const [description = "", ...values] = textValues(content);
      for (const value of values) tags.add(description, value);
      return;
    }
    case "UFID":
    case "UFI":
      readUniqueFileId(content, tags);
      return;
    case "COMM":
    case "COM":
      readComment(content, tags);
      return;
    case "USLT":
    case "ULT":
      tags.add("LYRICS", languageText(content).text);
      return;
    case "SYLT":
      readSyncedLyrics(content, tags);
      return;
    case "POPM":
    case "POP": {
      const end = content.indexOf(0);
      if (end >= 0 && end + 1 < content.length) tags.add("POPM", String(content[end + 1] ?? 0));
      return;
    }
    case "RVA2":
      readRelativeVolume(content, tags);
      return;
    case "APIC":
    case "PIC":
      readPicture(content, major, pictures);
      return;
    default:
  }
}

/** Frame text of all values: encoding byte, then strings separated by NUL. */
function textValues(content: Buffer): string[] {
  const text = decode(content.subarray(1), content[0] ?? 0);
  const values = text.split("\0");
  // A UTF-16 list may repeat the byte order mark in front of every value.
  return values.map((value) => (value.startsWith("\ufeff") ? value.slice(1) : value));
}

function decode(bytes: Buffer, encoding: number): string {
  if (encoding === 0) return bytes.toString("latin1");
  if (encoding === 3) return bytes.toString("utf8");
  if (bytes.length < 2) return "";
  const isBigEndian = bytes[0] === 0xfe && bytes[1] === 0xff;
  const hasMark = isBigEndian || (bytes[0] === 0xff && bytes[1] === 0xfe);
  const even = bytes.subarray(hasMark ? 2 : 0, bytes.length - (bytes.length % 2));
  // Encoding 2 is big endian without a mark; encoding 1 without its mark is little endian in practice.
  if (isBigEndian || (encoding === 2 && !hasMark))
    return Buffer.from(even).swap16().toString("utf16le");
  return even.toString("utf16le");
}

/** Splits off the text up to its terminator, which is two bytes wide in UTF-16. */
function splitTerminated(bytes: Buffer, encoding: number): { text: string; rest: Buffer } {
  if (encoding === 0 || encoding === 3) {
    const end = bytes.indexOf(0);
    if (end < 0) return { text: decode(bytes, encoding), rest: bytes.subarray(bytes.length) };
    return { text: decode(bytes.subarray(0, end), encoding), rest: bytes.subarray(end + 1) };
  }
  let end = 0;
  while (end + 1 < bytes.length && (bytes[end] !== 0 || bytes[end + 1] !== 0)) end += 2;
  return { text: decode(bytes.subarray(0, end), encoding), rest: bytes.subarray(end + 2) };
}

function languageText(content: Buffer): { description: string; text: string } {
  const encoding = content[0] ?? 0;
  const { text: description, rest } = splitTerminated(content.subarray(4), encoding);
  return { description, text: decode(rest, encoding) };
}

function readComment(content: Buffer, tags: TagMap): void {
  const { description, text } = languageText(content);
  if (description === "") tags.add("COMMENT", text);
  else if (description.toUpperCase() === "ITUNNORM") tags.add("ITUNNORM", text);
}

function readUniqueFileId(content: Buffer, tags: TagMap): void {
  const end = content.indexOf(0);
  if (end < 0 || content.toString("latin1", 0, end) !== "http://musicbrainz.org") return;
  tags.add("MUSICBRAINZ_TRACKID", content.toString("latin1", end + 1));
}

/** SYLT with millisecond stamps becomes LRC lines. Source: ID3v2.4.0-frames section 4.9. */
function readSyncedLyrics(content: Buffer, tags: TagMap): void {
  const encoding = content[0] ?? 0;
  const isMilliseconds = content[4] === 2;
  const isLyrics = content[5] === 1;
  if (!isMilliseconds || !isLyrics) return;
  let { rest } = splitTerminated(content.subarray(6), encoding);
  const lines: string[] = [];
  while (rest.length > 4) {
    const { text, rest: after } = splitTerminated(rest, encoding);
    if (after.length < 4) break;
    lines.push(`[${lrcTime(after.readUInt32BE(0))}]${text.trim()}`);
    rest = after.subarray(4);
  }
  tags.add("SYNCEDLYRICS", lines.join("\n"));
}

function lrcTime(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const seconds = ((ms % 60_000) / 1000).toFixed(2);
  return `${String(minutes).padStart(2, "0")}:${seconds.padStart(5, "0")}`;
}

/** RVA2: gain in 1/512 dB of the master channel. Source: ID3v2.4.0-frames section 4.11. */
function readRelativeVolume(content: Buffer, tags: TagMap): void {
  const { text, rest } = splitTerminated(content, 0);
  const scope = text.toUpperCase();
  if ((scope !== "TRACK" && scope !== "ALBUM") || rest.length < 3 || rest[0] !== 1) return;
  tags.add(`REPLAYGAIN_${scope}_GAIN`, (rest.readInt16BE(1) / 512).toFixed(2));
}

function readPicture(content: Buffer, major: number, pictures: PictureCandidate[]): void {
  const encoding = content[0] ?? 0;
  let rest: Buffer;
  if (major === 2) rest = content.subarray(4);
  else {
    const end = content.indexOf(0, 1);
    if (end < 0) return;
    rest = content.subarray(end + 1);
  }
  const type = rest[0] ?? 0;
  const { rest: bytes } = splitTerminated(rest.subarray(1), encoding);
  if (bytes.length > 0) pictures.push({ type, bytes });
}
