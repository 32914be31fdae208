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
  /**
   * Who this window belongs to may be another now (logged in or out elsewhere, locked, revoked), or the profiles changed:
   * ask `auth.getState`. The one event that nobody's windows hear too.
   */
  "auth.changed": z.strictObject({}),
  "preferences.changed": z.strictObject({ keys: z.array(z.string()).max(200) }),
  /** A change was made, undone or redone by this profile, or by any where this one is an administrator. */
  "journal.changed": z.strictObject({ changeUuid: uuidSchema.nullable() }),
  /**
   * `entries`: what is in it; `details`: its name, cover, totals, rules or collaborators; `tree`: it appeared, went or moved, or a
   * folder did (`playlistUuid` null).
   */
  "playlists.changed": z.strictObject({
    playlistUuid: uuidSchema.nullable(),
    what: z.enum(["entries", "details", "tree"]),
    revision: z.int().nonnegative(),
  }),
  /** Another profile let this one into a playlist. */
  "playlists.shared": z.strictObject({
    playlistUuid: uuidSchema,
    playlistName: z.string(),
    byName: z.string(),
  }),
  "filters.changed": z.strictObject({}),
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
      "undo",
      "redo",
      "lock",
    ]),
  }),
} as const;
