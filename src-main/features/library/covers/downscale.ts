/** Pixels as red, green, blue, alpha bytes, row by row. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** The size of a picture whose longer side becomes `edge`; null when it is no larger than that. */
export function sizeWithin(
  picture: { readonly width: number; readonly height: number },
  edge: number,
): { width: number; height: number } | null {
  const longer = Math.max(picture.width, picture.height);
  if (longer <= edge) return null;
  const scale = edge / longer;
  return {
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
  };
}

/**
 * Makes a picture smaller by averaging the area each new pixel covers, first along rows, then along columns: exact for any ratio,
 * without the shimmer of picking single pixels. Transparent areas are laid on white, since thumbnails are JPEG.
 */
export function downscale(source: Pixels, width: number, height: number): Pixels {
  const { data } = source;
  const rows = new Float32Array(width * source.height * 3);
  const horizontal = spans(source.width, width);
  for (let y = 0; y < source.height; y++) {
    for (let x = 0; x < width; x++) {
      const { first, weights } = horizontal[x] ?? noSpan;
      let [red, green, blue] = [0, 0, 0];
      for (let step = 0; step < weights.length; step++) {
        const at = (y * source.width + first + step) * 4;
        const weight = weights[step] ?? 0;
        const alpha = (data[at + 3] ?? 255) / 255;
        const white = 255 * (1 - alpha);
        red += weight * ((data[at] ?? 0) * alpha + white);
        green += weight * ((data[at + 1] ?? 0) * alpha + white);
        blue += weight * ((data[at + 2] ?? 0) * alpha + white);
      }
      const to = (y * width + x) * 3;
      rows[to] = red;
      rows[to + 1] = green;
      rows[to + 2] = blue;
    }
  }
  const result = new Uint8ClampedArray(width * height * 4).fill(255);
  const vertical = spans(source.height, height);
  for (let y = 0; y < height; y++) {
    const { first, weights } = vertical[y] ?? noSpan;
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let step = 0; step < weights.length; step++)
          sum += (weights[step] ?? 0) * (rows[((first + step) * width + x) * 3 + channel] ?? 0);
        result[(y * width + x) * 4 + channel] = sum;
      }
  }
  return { data: result, width, height };
}

interface Span {
  readonly first: number;
  readonly weights: readonly number[];
}
const noSpan: Span = { first: 0, weights: [] };

/** Which old pixels each new one covers, and how much of it each makes up. */
function spans(from: number, to: number): Span[] {
  const ratio = from / to;
  return Array.from({ length: to }, (_, index) => {
    const start = index * ratio;
    const end = Math.min(from, start + ratio);
    const first = Math.floor(start);
    const last = Math.min(from - 1, Math.ceil(end) - 1);
    const weights: number[] = [];
    for (let pixel = first; pixel <= last; pixel++)
      weights.push((Math.min(end, pixel + 1) - Math.max(start, pixel)) / (end - start));
    return { first, weights };
  });
}
