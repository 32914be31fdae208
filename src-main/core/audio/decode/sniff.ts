import { type FileBytes, fourCharacters } from "./file-bytes.ts";

/** What a file is by its bytes; its name may lie. */
export type SniffedFormat =
  | "wav"
  | "aiff"
  | "flac"
  | "ogg_vorbis"
  | "ogg_opus"
  | "ogg_flac"
  | "mp4"
  | "asf"
  | "wavpack"
  | "ape"
  | "mp3"
  | "adts"
  | "unknown";

const asfHeaderId = "3026b2758e66cf11";

/** Length of an ID3v2 tag at `position`, 0 when there is none. Tags may follow each other. */
export function id3v2LengthBytes(file: FileBytes, position: number): number {
  const head = file.read(position, 10);
  if (head.length < 10 || fourCharacters(head, 0).slice(0, 3) !== "ID3") return 0;
  const at = (offset: number): number => (head[offset] ?? 0) & 0x7f;
  const body = at(6) * 0x200000 + at(7) * 0x4000 + at(8) * 0x80 + at(9);
  const footer = ((head[5] ?? 0) & 0x10) === 0 ? 0 : 10;
  return 10 + body + footer;
}

/** First byte after any ID3v2 tags: where the sound itself begins. */
export function audioStart(file: FileBytes): number {
  let position = 0;
  for (;;) {
    const length = id3v2LengthBytes(file, position);
    if (length === 0) return position;
    position += length;
  }
}

/** Names the format of a file from its first bytes (after ID3v2 tags, which also lead some FLAC and APE files). */
export function sniffFormat(file: FileBytes): SniffedFormat {
  const head = file.read(audioStart(file), 64);
  if (head.length < 4) return "unknown";
  const type = fourCharacters(head, 0);
  const inner = fourCharacters(head, 8);
  if ((type === "RIFF" || type === "RF64") && inner === "WAVE") return "wav";
  if (type === "FORM" && (inner === "AIFF" || inner === "AIFC")) return "aiff";
  if (type === "fLaC") return "flac";
  if (type === "OggS") return sniffOgg(head);
  if (fourCharacters(head, 4) === "ftyp") return "mp4";
  if (Buffer.from(head.subarray(0, 8)).toString("hex") === asfHeaderId) return "asf";
  if (type === "wvpk") return "wavpack";
  if (type === "MAC ") return "ape";
  const [first = 0, second = 0] = head;
  if (first === 0xff && (second & 0xf6) === 0xf0) return "adts";
  if (first === 0xff && (second & 0xe0) === 0xe0) return "mp3";
  return "unknown";
}

function sniffOgg(head: Uint8Array): SniffedFormat {
  const payload = 27 + (head[26] ?? 0);
  const name = Buffer.from(head.subarray(payload, payload + 8)).toString("latin1");
  if (name.startsWith("OpusHead")) return "ogg_opus";
  if (name.startsWith("\u0001vorbis")) return "ogg_vorbis";
  if (name.startsWith("\u007fFLAC")) return "ogg_flac";
  return "unknown";
}
