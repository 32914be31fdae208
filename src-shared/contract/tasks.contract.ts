import { z } from "zod";
import { nothing, timeMsSchema, uuidSchema } from "./common.ts";
import { channel } from "./define.ts";

export const taskStatuses = ["pending", "running", "completed", "failed", "cancelled"] as const;
export const taskStatusSchema = z.enum(taskStatuses);
export type TaskStatus = z.output<typeof taskStatusSchema>;

export const taskProgressSchema = z.strictObject({
  /** Name of the phase in a person's words, for example `Reading tags`. */
  phase: z.string(),
  phaseIndex: z.int().nonnegative(),
  phaseCount: z.int().positive(),
  done: z.int().nonnegative(),
  /** Null while the amount is not known yet. */
  total: z.int().nonnegative().nullable(),
  unitsPerSec: z.number().nonnegative().nullable(),
  secondsLeft: z.number().nonnegative().nullable(),
});
export type TaskProgress = z.output<typeof taskProgressSchema>;

export const taskSchema = z.strictObject({
  uuid: uuidSchema,
  kind: z.string(),
  title: z.string(),
  status: taskStatusSchema,
  progress: taskProgressSchema.nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  result: z.json().nullable(),
  attempt: z.int().nonnegative(),
  createdAt: timeMsSchema,
  startedAt: timeMsSchema.nullable(),
  completedAt: timeMsSchema.nullable(),
});
export type Task = z.output<typeof taskSchema>;

export const tasksContract = {
  /** Active tasks first, then the newest finished ones. */
  "tasks.list": channel(
    z.strictObject({ limit: z.int().min(1).max(200) }),
    z.strictObject({ tasks: z.array(taskSchema) }),
  ),
  "tasks.get": channel(z.strictObject({ uuid: uuidSchema }), taskSchema),
  "tasks.cancel": channel(z.strictObject({ uuid: uuidSchema }), nothing),
  /** Runs a failed or cancelled task again from where it stood. */
  "tasks.resume": channel(z.strictObject({ uuid: uuidSchema }), nothing),
};
