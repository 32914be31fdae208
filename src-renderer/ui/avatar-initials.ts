const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The first letter of the first and of the last word: `AK` of `Anna Karenina`, `B` of `bob`, `林` of `林`. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = firstSign(words[0] ?? "");
  const last = words.length > 1 ? firstSign(words.at(-1) ?? "") : "";
  return `${first}${last}`.toLocaleUpperCase("en");
}

/** A hue in degrees; the same name always has the same. */
export function avatarHue(name: string): number {
  let hash = 0x811c9dc5;
  for (const sign of name.normalize("NFC").toLowerCase())
    hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return ((hash ^ (hash >>> 16)) >>> 0) % 360;
}

/** One sign as a person sees it: a letter with its accents, an emoji with its parts. */
function firstSign(word: string): string {
  for (const { segment } of segmenter.segment(word)) return segment;
  return "";
}
