/** File name extension of a picture kind; the cache keeps originals as they came. */
const extensions: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/bmp": "bmp",
  "image/avif": "avif",
};

export function extensionOf(mime: string): string | null {
  return extensions[mime] ?? null;
}

export const coverExtensions: readonly string[] = Object.values(extensions);

export function mimeOfExtension(extension: string): string {
  const found = Object.entries(extensions).find(([, known]) => known === extension);
  return found?.[0] ?? "application/octet-stream";
}

/** True for what {@link coverKey} makes: keys come from outside as part of an URL and become part of a path. */
export function isCoverKey(text: string): boolean {
  return /^[0-9a-f]{32}$/u.test(text);
}
