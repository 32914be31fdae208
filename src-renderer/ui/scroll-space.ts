/**
 * Chromium lays out nothing past 2^25 pixels (33,554,432): beyond about 900,000 rows a list of its true height could not
 * be scrolled to its end. Such a list gets a body of this height, and scroll positions are scaled between the two.
 */
export const maxBodyPx = 32_000_000;

/** How the true list (virtual) maps onto the element that scrolls (physical). All figures in CSS pixels. */
export interface ScrollSpace {
  readonly rowPx: number;
  readonly rowCount: number;
  readonly viewportPx: number;
  readonly virtualPx: number;
  readonly bodyPx: number;
  /** Virtual pixels per physical one; 1 for every list that fits. */
  readonly scale: number;
}

export function createScrollSpace(
  rowCount: number,
  rowPx: number,
  viewportPx: number,
): ScrollSpace {
  const virtualPx = rowCount * rowPx;
  const bodyPx = Math.min(virtualPx, maxBodyPx);
  const isScaled = virtualPx > bodyPx && bodyPx > viewportPx;
  const scale = isScaled ? (virtualPx - viewportPx) / (bodyPx - viewportPx) : 1;
  return { rowPx, rowCount, viewportPx, virtualPx, bodyPx, scale };
}

export function clampOffset(space: ScrollSpace, offsetPx: number): number {
  return Math.max(0, Math.min(offsetPx, space.virtualPx - space.viewportPx));
}

export function toVirtual(space: ScrollSpace, physicalPx: number): number {
  return clampOffset(space, physicalPx * space.scale);
}

export function toPhysical(space: ScrollSpace, virtualPx: number): number {
  return clampOffset(space, virtualPx) / space.scale;
}

/** Half-open range of rows to draw: those in sight and `overscan` beyond on both sides. */
export function rowsInSight(
  space: ScrollSpace,
  offsetPx: number,
  overscan: number,
): { readonly from: number; readonly to: number } {
  const first = Math.floor(offsetPx / space.rowPx);
  const last = Math.ceil((offsetPx + space.viewportPx) / space.rowPx);
  return {
    from: Math.max(0, first - overscan),
    to: Math.min(space.rowCount, last + overscan),
  };
}

/** Where to scroll so that the row is wholly in sight, moving as little as `align` allows. */
export function offsetForRow(
  space: ScrollSpace,
  offsetPx: number,
  index: number,
  align: "nearest" | "start" | "center",
): number {
  const top = index * space.rowPx;
  const bottom = top + space.rowPx;
  if (align === "start") return clampOffset(space, top);
  if (align === "center") return clampOffset(space, top - (space.viewportPx - space.rowPx) / 2);
  if (top < offsetPx) return clampOffset(space, top);
  if (bottom > offsetPx + space.viewportPx) return clampOffset(space, bottom - space.viewportPx);
  return offsetPx;
}
