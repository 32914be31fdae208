import fc from "fast-check";
import { expect, test } from "vitest";
import { type Rectangle, restoreWindow, smallestWindow } from "./window-bounds.ts";

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const monitor = { x: 1440, y: 0, width: 2560, height: 1415 };

test("a window comes back where it was", () => {
  const stored = { x: 1600, y: 100, width: 1200, height: 800, isMaximized: false };
  expect(restoreWindow(stored, [laptop, monitor])).toEqual(stored);
});

// Fault: the window opens on a monitor that is no longer there and cannot be reached.
test("a window of an unplugged monitor comes to the middle of what is left", () => {
  const stored = { x: 1600, y: 100, width: 1200, height: 800, isMaximized: true };
  expect(restoreWindow(stored, [laptop])).toEqual({
    x: 120,
    y: 63,
    width: 1200,
    height: 800,
    isMaximized: true,
  });
});

// Fault: whatever stands in the database, a person must always get hold of the title bar.
test("any stored state gives a window that can be dragged", () => {
  const number = fc.oneof(fc.integer(), fc.double(), fc.constant(null), fc.string());
  const anything = fc.oneof(
    fc.anything(),
    fc.record({ x: number, y: number, width: number, height: number, isMaximized: fc.boolean() }),
  );
  fc.assert(
    fc.property(anything, (stored) => {
      const window = restoreWindow(stored, [laptop, monitor]);
      expect(window.width).toBeGreaterThanOrEqual(smallestWindow.width);
      expect([laptop, monitor].some((area) => isTitleInside(window, area))).toBe(true);
    }),
  );
});

function isTitleInside(window: Rectangle, area: Rectangle): boolean {
  const across =
    Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return across >= 100 && window.y >= area.y && window.y + 40 <= area.y + area.height;
}
