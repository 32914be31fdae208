/** Width and height in pixels, as a picture's header states them. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** What a picture is by its first bytes, whatever it is called; null for anything but JPEG, PNG and WebP. */
export function pictureMime(bytes: Uint8Array): string | null {
  const begins = (at: number, ...signature: readonly number[]): boolean =>
    signature.every((byte, index) => bytes[at + index] === byte);
  if (begins(0, 0xff, 0xd8, 0xff)) return "image/jpeg";
  if (begins(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  // "RIFF", a length, "WEBP"
  if (begins(0, 0x52, 0x49, 0x46, 0x46) && begins(8, 0x57, 0x45, 0x42, 0x50)) return "image/webp";
  return null;
}

/**
 * Reads the size of a JPEG, PNG or WebP without decoding it: a few kilobytes can claim to be gigabytes of pixels. Null
 * when the header does not say. Sources: ITU T.81 B.2.2, PNG 11.2.2, the WebP container specification.
 */
export function pictureSize(bytes: Uint8Array, mime: string): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (mime) {
      case "image/png":
        // "IHDR"
        if (view.getUint32(12) !== 0x49_48_44_52) return null;
        return { width: view.getUint32(16), height: view.getUint32(20) };
      case "image/jpeg":
        return jpegSize(view);
      case "image/webp":
        return webpSize(view);
      default:
        return null;
    }
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Throws RangeError at the end of a file without a frame header. */
function jpegSize(view: DataView): PictureSize {
  let position = 2;
  for (;;) {
    const marker = view.getUint8(position + 1);
    if (view.getUint8(position) !== 0xff || marker === 0xff) {
      position += 1;
      continue;
    }
    // C4, C8 and CC are tables, the other C's begin a frame.
    const isFrame = (marker & 0xf0) === 0xc0 && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { height: view.getUint16(position + 5), width: view.getUint16(position + 7) };
    const standsAlone = marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    position += 2 + (standsAlone ? 0 : view.getUint16(position + 2));
  }
}

function webpSize(view: DataView): PictureSize | null {
  switch (view.getUint32(12)) {
    case 0x56_50_38_58: // "VP8X"
      return {
        width: 1 + view.getUint16(24, true) + view.getUint8(26) * 0x1_00_00,
        height: 1 + view.getUint16(27, true) + view.getUint8(29) * 0x1_00_00,
      };
    case 0x56_50_38_4c: {
      // "VP8L"
      const packed = view.getUint32(21, true);
      return { width: 1 + (packed & 0x3f_ff), height: 1 + ((packed >>> 14) & 0x3f_ff) };
    }
    case 0x56_50_38_20: // "VP8 "
      return {
        width: view.getUint16(26, true) & 0x3f_ff,
        height: view.getUint16(28, true) & 0x3f_ff,
      };
    default:
      return null;
  }
}
