import { index, sqliteTable, text, integer, uniqueIndex } from "drizzle-orm/sqlite-core";
import { flag, id, nowMs, timeMs, uuid } from "./columns.ts";

/** Local profiles. The first start makes one owner without asking anything. */
export const users = sqliteTable("users", {
  id: id(),
  uuid: uuid(),
  username: text().notNull().unique(),
  email: text().unique(),
  /** Null: the profile has no password. */
  password_hash: text(),
  display_name: text().notNull(),
  /** Key of a picture in the cover cache; null: initials are drawn. */
  avatar_key: text(),
  is_active: flag().notNull().default(true),
  is_admin: flag().notNull().default(false),
  created_at: timeMs().notNull().default(nowMs),
  updated_at: timeMs().notNull().default(nowMs),
  last_login: timeMs(),
});

/** How a component looks to a profile: columns, panels, theme. JSON, checked by the component's own schema. */
export const uiState = sqliteTable(
  "ui_state",
  {
    id: id(),
    user_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    component_name: text().notNull(),
    state_data: text({ mode: "json" }).notNull(),
    created_at: timeMs().notNull().default(nowMs),
    updated_at: timeMs().notNull().default(nowMs),
  },
  (table) => [uniqueIndex("ui_state_user_component").on(table.user_id, table.component_name)],
);

/** Facts of the installation: schema bookkeeping, the library's revision, settings that belong to no profile. */
export const appMeta = sqliteTable("app_meta", {
  key: text().primaryKey(),
  value: text().notNull(),
  updated_at: timeMs().notNull().default(nowMs),
});

/** One row per migration that ran; `sql_hash` tells a file that was changed after it landed. */
export const schemaMigrations = sqliteTable(
  "schema_migrations",
  {
    version: integer().primaryKey(),
    name: text().notNull(),
    sql_hash: text().notNull(),
    applied_at: timeMs().notNull().default(nowMs),
  },
  (table) => [index("schema_migrations_name").on(table.name)],
);
