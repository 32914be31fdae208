import { AppError } from "#shared/errors/app-error.ts";
import { assertNever } from "#shared/lib/assert-never.ts";
import { decodeText } from "./decode-text.ts";
import { parseJspf } from "./jspf.ts";
import { parseM3u } from "./m3u.ts";
import { type PlaylistFileContent, type PlaylistFormat } from "./playlist-file.ts";
import { parsePls } from "./pls.ts";
import { parseXspf } from "./xspf.ts";

/** More than any list that a person made; a file with more was not made to be listened to. */
export const mostEntries = 200_000;

/**
 * What a playlist file names, in its order.
 * @throws AppError `file_corrupt` with a sentence
 */
export function readPlaylist(bytes: Uint8Array, format: PlaylistFormat): PlaylistFileContent {
  const content = parse(bytes, format);
  if (content.entries.length > mostEntries)
    throw new AppError(
      "file_corrupt",
      `The playlist has ${content.entries.length.toLocaleString("en")} entries; at most ${mostEntries.toLocaleString("en")} can be read.`,
    );
  return content;
}

function parse(bytes: Uint8Array, format: PlaylistFormat): PlaylistFileContent {
  switch (format) {
    case "m3u":
    case "m3u8":
      return parseM3u(decodeText(bytes));
    case "pls":
      return parsePls(decodeText(bytes));
    case "xspf":
      return parseXspf(decodeText(bytes, declaredEncoding(bytes)));
    case "jspf":
      return parseJspf(decodeText(bytes));
    default:
      return assertNever(format);
  }
}

/** `encoding="..."` of an XML declaration. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  return /^<\?xml[^>]*\sencoding\s*=\s*["']([\w-]+)["']/.exec(start)?.[1] ?? null;
}
