import { z } from "zod";

/** A rectangle in screen pixels independent of scale, as Electron gives them. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const storedSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  isMaximized: z.boolean(),
});

export type WindowState = z.output<typeof storedSchema>;

export const smallestWindow = { width: 720, height: 480 } as const;
const firstWindow = { width: 1360, height: 860 } as const;

/** How much of the title bar must lie on a screen for a person to be able to drag the window. */
const reachable = { width: 100, height: 40 } as const;

/**
 * What is remembered, made safe: bounds that no present screen shows (a monitor was unplugged) are centred anew, sizes
 * are brought into what the screen has.
 *
 * @param workAreas of the screens there are now, the primary one first
 */
export function restoreWindow(stored: unknown, workAreas: readonly Rectangle[]): WindowState {
  const primary = workAreas[0] ?? { x: 0, y: 0, ...firstWindow };
  const state = storedSchema.safeParse(stored);
  if (!state.success) return centred(primary, firstWindow, false);
  const screen = workAreas.find((area) => isReachable(state.data, area));
  if (screen === undefined) return centred(primary, state.data, state.data.isMaximized);
  return { ...state.data, ...sizeWithin(state.data, screen) };
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const across =
    Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const isTitleInside = bounds.y >= area.y && bounds.y + reachable.height <= area.y + area.height;
  return across >= reachable.width && isTitleInside;
}

function centred(
  area: Rectangle,
  wanted: { width: number; height: number },
  isMaximized: boolean,
): WindowState {
  const { width, height } = sizeWithin(wanted, area);
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + (area.height - height) / 2),
    width,
    height,
    isMaximized,
  };
}

function sizeWithin(
  wanted: { width: number; height: number },
  area: Rectangle,
): { width: number; height: number } {
  return {
    width: Math.max(smallestWindow.width, Math.min(wanted.width, area.width)),
    height: Math.max(smallestWindow.height, Math.min(wanted.height, area.height)),
  };
}
