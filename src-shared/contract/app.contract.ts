import { z } from "zod";
import { nothing, timeMsSchema } from "./common.ts";
import { adminChannel, channel, publicChannel } from "./define.ts";

export const appInfoSchema = z.strictObject({
  version: z.string(),
  mode: z.enum(["desktop", "web", "command_line", "test"]),
  platform: z.string(),
  dataFolder: z.string(),
  databasePath: z.string(),
  databaseBytes: z.int().nonnegative(),
  schemaVersion: z.int().nonnegative(),
  sqliteVersion: z.string(),
  nodeVersion: z.string(),
  electronVersion: z.string().nullable(),
  startedAt: timeMsSchema,
  /** What this shell can do beyond the page: the renderer hides what cannot work. */
  canPickFolder: z.boolean(),
  canRevealFile: z.boolean(),
});
export type AppInfo = z.output<typeof appInfoSchema>;

export const appContract = {
  "app.getInfo": channel(nothing, appInfoSchema),
  /** Opens the data folder in the system's file manager. Desktop only. */
  "app.openDataFolder": adminChannel(nothing, nothing),
  /** A failure in the page, for the log. */
  "app.reportError": publicChannel(
    z.strictObject({ message: z.string().max(2000), stack: z.string().max(20_000).nullable() }),
    nothing,
  ),
  "app.getUiState": channel(
    z.strictObject({ component: z.string().min(1).max(100) }),
    z.strictObject({ state: z.json().nullable() }),
  ),
  /** Remembers how a component looks (columns, panel, theme) for the calling profile. At most 64 KiB. */
  "app.setUiState": channel(
    z.strictObject({ component: z.string().min(1).max(100), state: z.json() }),
    nothing,
  ),
};
