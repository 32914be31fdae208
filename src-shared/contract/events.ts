import { z } from "zod";
import { uuidSchema } from "./common.ts";
import { playbackStateSchema } from "./playback.contract.ts";
import { taskSchema } from "./tasks.contract.ts";

/**
 * What main tells every window. Events say what changed, never how to draw it; a window that missed some (asleep,
 * reconnecting) asks again.
 */
export const events = {
  /** Songs, folders or issues changed. `songUuids` names them when they are few; null means "anything may have". */
  "library.changed": z.strictObject({
    revision: z.int().nonnegative(),
    songUuids: z.array(uuidSchema).max(1000).nullable(),
  }),
  "tasks.changed": z.strictObject({ task: taskSchema }),
  /** The queue or its modes changed, by whichever window. `origin` is the window that asked, so that it need not react. */
  "playback.changed": z.strictObject({ state: playbackStateSchema }),
  "history.added": z.strictObject({ eventUuid: uuidSchema, songUuid: uuidSchema }),
  /** Files were handed over by a second launch or the system; `playback.takeOpened` says which. */
  "app.opened": z.strictObject({}),
  /** From the application menu, a media key or the tray to the page. */
  "app.command": z.strictObject({
    command: z.enum([
      "playPause",
      "next",
      "previous",
      "focusSearch",
      "addFolder",
      "openSettings",
      "showShortcuts",
    ]),
  }),
} as const;
