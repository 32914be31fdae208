import { z } from "zod";
import { nothing } from "./common.ts";
import { adminChannel } from "./define.ts";

/** Repairs that features offer; for administrators of the installation. */
export const maintenanceContract = {
  "maintenance.listTasks": adminChannel(
    nothing,
    z.strictObject({ tasks: z.array(z.strictObject({ name: z.string(), title: z.string() })) }),
  ),
  /** With `isDryRun` nothing is changed: the answer says what would be. */
  "maintenance.runTask": adminChannel(
    z.strictObject({ name: z.string().min(1).max(100), isDryRun: z.boolean() }),
    z.strictObject({ changed: z.int().nonnegative(), summary: z.string() }),
  ),
};
