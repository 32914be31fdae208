/** Longest name that every file system of ours takes, with room for an ending. */
const longestBytes = 200;

/** Names that Windows keeps for devices, whatever their extension. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?=\.|$)/i;

/**
 * A name under which a file can lie on any system: no separators, no control or direction characters, no device of Windows,
 * no dot or blank at the ends, at most 200 bytes of UTF-8 with its extension kept.
 *
 * @param fallback where nothing is left of the name
 */
export function safeFileName(name: string, fallback = "file"): string {
  const plain = name
    .toWellFormed()
    .normalize("NFC")
    // Characters that turn the direction of writing can make ".exe" read as ".m3u".
    .replaceAll(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, "")
    .replaceAll(/[<>:"/\\|?*]/g, "-")
    .replace(/^[.\s]+/, "")
    .replace(/[.\s]+$/, "");
  const named = plain === "" ? fallback : plain.replace(deviceName, "$&_");
  return shortened(named);
}

function shortened(name: string): string {
  if (utf8Bytes(name) <= longestBytes) return name;
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : "";
  const roomBytes = longestBytes - utf8Bytes(extension);
  let stem = "";
  let bytes = 0;
  for (const character of name.slice(0, name.length - extension.length)) {
    bytes += utf8Bytes(character);
    if (bytes > roomBytes) break;
    stem += character;
  }
  return stem.replace(/[.\s]+$/, "") + extension;
}

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/**
 * A `Content-Disposition` that makes a browser save a file under this name (RFC 6266): the name itself percent-encoded
 * (RFC 8187), and an ASCII one for whoever reads only that.
 */
export function attachmentHeader(fileName: string): string {
  const ascii = fileName
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\u0020-\u007e]|["\\%]/g, "_");
  // encodeURIComponent leaves some characters that the header's grammar does not take.
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
