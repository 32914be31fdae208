/**
 * The text of a playlist file: by its byte order mark, else as UTF-8 where it is valid, else as `declared` says, else in what
 * Windows wrote before (nothing in such a file says which). UTF-16 without a mark is known by its zero bytes.
 */
export function decodeText(bytes: Uint8Array, declared: string | null = null): string {
  const marked = encodingOfMark(bytes) ?? encodingOfZeros(bytes);
  // The decoder takes the mark away.
  if (marked !== null) return new TextDecoder(marked).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(knownEncoding(declared)).decode(bytes);
  }
}

function encodingOfMark(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

/** Playlists begin with ASCII (`#EXTM3U`, `[playlist]`, a path). */
function encodingOfZeros(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null;
  if (bytes[1] === 0 && bytes[3] === 0 && bytes[0] !== 0) return "utf-16le";
  if (bytes[0] === 0 && bytes[2] === 0 && bytes[1] !== 0) return "utf-16be";
  return null;
}

function knownEncoding(declared: string | null): string {
  try {
    const { encoding } = new TextDecoder(declared ?? "windows-1252");
    // It has just been found not to be UTF-8.
    return encoding === "utf-8" ? "windows-1252" : encoding;
  } catch {
    return "windows-1252";
  }
}

/**
 * The bytes of a text in Latin-1; null where it has letters that Latin-1 has not, or where a reader that tries UTF-8 first
 * would read other letters.
 */
export function latin1Bytes(text: string): Uint8Array | null {
  if (!isLatin1(text)) return null;
  const bytes = Buffer.from(text, "latin1");
  return decodeText(bytes) === text ? bytes : null;
}

/** Whether a text can be written in Latin-1. Not its control characters: Windows has letters in their place. */
export function isLatin1(text: string): boolean {
  return /^[\t\n\r -~\u00a0-\u00ff]*$/.test(text);
}
