import type { NotificationSetting } from "#shared/domain/accounts/notifications.ts";
import type { ReadDb, WriteTx } from "#core/db/database.ts";

/** A preference as it is stored: its value is JSON that nobody has looked at yet. */
export interface StoredPreference {
  readonly key: string;
  readonly json: string;
}

export interface StoredNotificationSetting extends NotificationSetting {
  readonly type: string;
}

/** Rows of `user_preferences` and `notification_settings`. */
export class PreferencesRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  getPreferences(userId: number): StoredPreference[] {
    return this.#read.all<StoredPreference>(
      "SELECT preference_key AS key, preference_value AS json FROM user_preferences WHERE user_id = ?",
      userId,
    );
  }

  /** Keys of rows, as far as they are there. */
  getKeys(rowIds: readonly number[]): string[] {
    return this.#read.pluck<string>(
      "SELECT preference_key FROM user_preferences WHERE id IN (SELECT value FROM json_each(?))",
      JSON.stringify(rowIds),
    );
  }

  setPreferences(
    tx: WriteTx,
    userId: number,
    preferences: readonly StoredPreference[],
    now: number,
  ): void {
    tx.run(
      `INSERT INTO user_preferences (user_id, preference_key, preference_value, created_at, updated_at)
       SELECT ?, value ->> '$[0]', value ->> '$[1]', ?, ? FROM json_each(?) WHERE true
       ON CONFLICT (user_id, preference_key) DO UPDATE SET
         preference_value = excluded.preference_value, updated_at = excluded.updated_at`,
      userId,
      now,
      now,
      JSON.stringify(preferences.map(({ key, json }) => [key, json])),
    );
  }

  getNotificationSettings(userId: number): StoredNotificationSetting[] {
    return this.#read
      .all<{
        readonly notification_type: string;
        readonly is_enabled: number;
        readonly is_desktop_enabled: number;
        readonly is_in_app_enabled: number;
      }>(
        `SELECT notification_type, is_enabled, is_desktop_enabled, is_in_app_enabled FROM notification_settings
         WHERE user_id = ?`,
        userId,
      )
      .map((row) => ({
        type: row.notification_type,
        isEnabled: row.is_enabled === 1,
        isDesktopEnabled: row.is_desktop_enabled === 1,
        isInAppEnabled: row.is_in_app_enabled === 1,
      }));
  }

  /** Types of rows, as far as they are there. */
  getNotificationTypes(rowIds: readonly number[]): string[] {
    return this.#read.pluck<string>(
      "SELECT notification_type FROM notification_settings WHERE id IN (SELECT value FROM json_each(?))",
      JSON.stringify(rowIds),
    );
  }

  setNotificationSetting(
    tx: WriteTx,
    userId: number,
    { type, isEnabled, isDesktopEnabled, isInAppEnabled }: StoredNotificationSetting,
    now: number,
  ): void {
    tx.run(
      `INSERT INTO notification_settings
         (user_id, notification_type, is_enabled, is_desktop_enabled, is_in_app_enabled, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (user_id, notification_type) DO UPDATE SET
         is_enabled = excluded.is_enabled, is_desktop_enabled = excluded.is_desktop_enabled,
         is_in_app_enabled = excluded.is_in_app_enabled, updated_at = excluded.updated_at`,
      userId,
      type,
      isEnabled ? 1 : 0,
      isDesktopEnabled ? 1 : 0,
      isInAppEnabled ? 1 : 0,
      now,
      now,
    );
  }
}
