/** A drawn stand-in for a missing cover: the same words always give the same picture. Pure, so that it can be tested. */
export interface CoverArt {
  readonly background: string;
  readonly foreground: string;
  readonly shade: string;
  readonly shape: (typeof coverShapes)[number];
}

export const coverShapes = [
  "horizon",
  "peak",
  "rings",
  "bars",
  "waves",
  "squares",
  "halves",
] as const;

/** Colours and shape for a text, by a hash that spreads near-equal texts (FNV-1a, 32 bits, then mixed). */
export function drawCover(text: string): CoverArt {
  let hash = 0x811c9dc5;
  for (const character of text.normalize("NFC").toLowerCase())
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  hash = (hash ^ (hash >>> 16)) >>> 0;
  const hue = hash % 360;
  const other = (hue + 30 + (Math.floor(hash / 360) % 120)) % 360;
  const shape = coverShapes[Math.floor(hash / 43_200) % coverShapes.length] ?? "horizon";
  return {
    background: `oklch(0.46 0.1 ${hue})`,
    foreground: `oklch(0.82 0.11 ${other})`,
    shade: `oklch(0.25 0.06 ${hue})`,
    shape,
  };
}

/** What a song's cover is drawn from where it has none: the same everywhere, so that a song is known by it. */
export function coverText(song: { readonly album: string | null; readonly title: string }): string {
  return song.album ?? song.title;
}
