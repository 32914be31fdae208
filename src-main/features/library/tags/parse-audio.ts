import { parseAdts } from "./adts.parser.ts";
import { parseAiff } from "./aiff.parser.ts";
import { parseAsf } from "./asf.parser.ts";
import { type FileBytes } from "./file-bytes.ts";
import { parseFlac } from "./flac.parser.ts";
import { id3v2Length } from "./id3v2.parser.ts";
import { parseMp3 } from "./mp3.parser.ts";
import { parseMp4 } from "./mp4.parser.ts";
import { parseOgg } from "./ogg.parser.ts";
import type { ParsedAudio } from "./parsed-audio.ts";
import { parseWav } from "./wav.parser.ts";
import { parseWavPack } from "./wavpack.parser.ts";

type Parser = (file: FileBytes) => ParsedAudio;

/** Who reads a file, by its first bytes; its name decides nothing, since names lie. */
export type AudioReader = { kind: "own"; parse: Parser } | { kind: "taglib" } | { kind: "nobody" };

/** TagLib is given only what carries a mark it knows: on noise it finds Musepack or MPEG where there is none. */
export function findReader(file: FileBytes): AudioReader {
  let start = file.at(0, 16);
  const parser = parserOf(start);
  if (parser !== null) return { kind: "own", parse: parser };
  if (isTagLibFormat(start)) return { kind: "taglib" };
  const tagLength = id3v2Length(start);
  if (tagLength === 0) return { kind: "nobody" };
  // Behind an ID3v2 tag there is MPEG audio nearly always, but other formats carry one too.
  start = file.at(tagLength, 16);
  if (isTagLibFormat(start)) return { kind: "taglib" };
  const behind = parserOf(start);
  return { kind: "own", parse: behind === parseFlac || behind === parseAdts ? behind : parseMp3 };
}

/** Monkey's Audio, Musepack, True Audio, DSF, DSDIFF, OptimFROG, Shorten. */
function isTagLibFormat(start: Buffer): boolean {
  return /^(?:MAC |MPCK|MP\+|TTA[12]|DSD |FRM8|OFR |ajkg)/u.test(start.toString("latin1", 0, 4));
}

function parserOf(start: Buffer): Parser | null {
  if (start.length < 4) return null;
  const mark = start.toString("latin1", 0, 4);
  switch (mark) {
    case "fLaC":
      return parseFlac;
    case "OggS":
      return parseOgg;
    case "wvpk":
      return parseWavPack;
    case "RIFF":
    case "RF64":
    case "BW64":
      return start.toString("latin1", 8, 12) === "WAVE" ? parseWav : null;
    case "FORM":
      return /^AIF[FC]$/u.test(start.toString("latin1", 8, 12)) ? parseAiff : null;
    case "\x30\x26\xb2\x75":
      return parseAsf;
    default:
  }
  if (start.toString("latin1", 4, 8) === "ftyp") return parseMp4;
  if (start[0] === 0xff && ((start[1] ?? 0) & 0xf6) === 0xf0) return parseAdts;
  if (start[0] === 0xff && ((start[1] ?? 0) & 0xe0) === 0xe0) return parseMp3;
  return null;
}
