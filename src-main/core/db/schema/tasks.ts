import { sql } from "drizzle-orm";
import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { users } from "./accounts.ts";
import { id, timeMs, uuid } from "./columns.ts";

/** The one queue of long work. A running row whose lease ran out belongs to a process that died: it is taken up again. */
export const tasks = sqliteTable(
  "tasks",
  {
    id: id(),
    uuid: uuid(),
    user_id: integer().references(() => users.id, { onDelete: "set null" }),
    kind: text().notNull(),
    title: text().notNull(),
    /** JSON, checked by the kind's own schema on write and read. */
    payload: text({ mode: "json" }).notNull(),
    status: text({ enum: ["pending", "running", "completed", "failed", "cancelled"] })
      .notNull()
      .default("pending"),
    priority: integer().notNull().default(0),
    /** At most one task that is not finished carries a key. */
    idempotency_key: text(),
    progress: text({ mode: "json" }),
    /** What a step left for the next attempt to go on from. */
    checkpoint: text({ mode: "json" }),
    result: text({ mode: "json" }),
    error_code: text(),
    error_message: text(),
    attempt: integer().notNull().default(0),
    lease_owner: text(),
    lease_expires_at: timeMs(),
    created_at: timeMs().notNull(),
    updated_at: timeMs().notNull(),
    started_at: timeMs(),
    completed_at: timeMs(),
  },
  (table) => [
    index("tasks_status").on(table.status, table.priority, table.id),
    index("tasks_kind_created").on(table.kind, table.created_at),
    index("tasks_user").on(table.user_id),
    uniqueIndex("tasks_idempotency")
      .on(table.idempotency_key)
      .where(sql`status IN ('pending', 'running')`),
    check(
      "tasks_status_known",
      sql`${table.status} IN ('pending', 'running', 'completed', 'failed', 'cancelled')`,
    ),
  ],
);
