import { check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { sql } from "drizzle-orm";
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

/** Who is logged in where. The token itself is only at the client (a cookie, the desktop's own file). */
export const userSessions = sqliteTable(
  "user_sessions",
  {
    id: id(),
    uuid: uuid(),
    user_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** SHA-256 of the 256 random bits, hexadecimal: a copy of the database opens nothing. */
    token_hash: text().notNull().unique(),
    /** Device whose queue it uses: `desktop`, `web`. */
    device: text().notNull(),
    /** Browser and system as a person would name them, for the list of sessions. */
    client_label: text().notNull(),
    created_at: timeMs().notNull().default(nowMs),
    last_activity_at: timeMs().notNull().default(nowMs),
    expires_at: timeMs().notNull(),
    /** Set while the screen is locked: the session is known and may do nothing. */
    locked_at: timeMs(),
  },
  (table) => [
    index("user_sessions_user").on(table.user_id, table.last_activity_at),
    index("user_sessions_expiry").on(table.expires_at),
  ],
);

/** Failed log-ins by the name that was typed, known or not: an unknown name is slowed like a known one. */
export const loginAttempts = sqliteTable("login_attempts", {
  /** SHA-256 of the folded name, so that what people mistype is not kept. */
  name_hash: text().primaryKey(),
  failed_count: integer().notNull(),
  last_failed_at: timeMs().notNull(),
  next_attempt_at: timeMs().notNull(),
});

/** One row per key a profile set; the defaults live in `src-shared/domain/accounts/preferences.ts`. */
export const userPreferences = sqliteTable(
  "user_preferences",
  {
    id: id(),
    user_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    preference_key: text().notNull(),
    preference_value: text({ mode: "json" }).notNull(),
    created_at: timeMs().notNull().default(nowMs),
    updated_at: timeMs().notNull().default(nowMs),
  },
  (table) => [uniqueIndex("user_preferences_user_key").on(table.user_id, table.preference_key)],
);

/** How each type of notification reaches a profile; no row: the type's default. */
export const notificationSettings = sqliteTable(
  "notification_settings",
  {
    id: id(),
    user_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    notification_type: text().notNull(),
    /** Off: neither of the two below. */
    is_enabled: flag().notNull(),
    is_desktop_enabled: flag().notNull(),
    is_in_app_enabled: flag().notNull(),
    created_at: timeMs().notNull().default(nowMs),
    updated_at: timeMs().notNull().default(nowMs),
  },
  (table) => [
    uniqueIndex("notification_settings_user_type").on(table.user_id, table.notification_type),
  ],
);

/** Searches a profile gave a name to. */
export const savedFilters = sqliteTable(
  "saved_filters",
  {
    id: id(),
    uuid: uuid(),
    user_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text().notNull(),
    /** Text of the query language. */
    query: text().notNull(),
    created_at: timeMs().notNull().default(nowMs),
    updated_at: timeMs().notNull().default(nowMs),
  },
  (table) => [
    uniqueIndex("saved_filters_user_name").on(table.user_id, table.name),
    check("saved_filters_named", sql`length(${table.name}) > 0`),
  ],
);

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
