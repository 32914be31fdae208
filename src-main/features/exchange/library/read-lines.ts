import { closeSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { AppError } from "#shared/errors/app-error.ts";

const pieceBytes = 1024 * 1024;

/** A picture of 32 MB in base64, with room. */
const longestLine = 64 * 1024 * 1024;

/**
 * The lines of a file, without their ends, and the share of the file that was read. Synchronous: for a thread of its own.
 * @throws AppError `file_corrupt` for a line that no export of ours has
 */
export function* readLines(
  path: string,
): Generator<{ readonly line: string; readonly bytes: number }> {
  const file = openSync(path, "r");
  try {
    const decoder = new StringDecoder("utf8");
    const piece = Buffer.alloc(pieceBytes);
    let bytes = 0;
    let rest = "";
    for (;;) {
      const read = readSync(file, piece, 0, pieceBytes, null);
      if (read === 0) break;
      bytes += read;
      const lines = (rest + decoder.write(piece.subarray(0, read))).split("\n");
      rest = lines.pop() ?? "";
      if (rest.length > longestLine)
        throw new AppError("file_corrupt", "A line of the file is far too long for an export.");
      for (const line of lines) yield { line, bytes };
    }
    rest += decoder.end();
    if (rest !== "") yield { line: rest, bytes };
  } finally {
    closeSync(file);
  }
}
