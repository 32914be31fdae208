import { AppError } from "#shared/errors/app-error.ts";
import { isPreferenceKey, preferenceNames } from "#shared/domain/accounts/preferences.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import type { JournalParticipant, TouchedRow } from "#core/journal/journal.ts";
import type { UserSessionsRepository } from "./sessions/user-sessions.repository.ts";
import type { PreferencesRepository } from "./settings/preferences.repository.ts";
import { notificationKey, type PreferencesService } from "./settings/preferences.service.ts";
import type { ProfilesService } from "./users/profiles.service.ts";

/** What nobody but an administrator changes, of their own profile neither. */
const adminColumns: ReadonlySet<string> = new Set(["is_admin", "is_active"]);

/** Undoing changes of profiles: who may do it, and that an administrator is left. */
export function profilesParticipant(parts: {
  readonly events: FeatureContext["events"];
  readonly profiles: ProfilesService;
  readonly sessions: UserSessionsRepository;
}): JournalParticipant {
  return {
    tables: ["users"],
    authorize: (_read, touched, { actor }) => {
      const isOwn = (row: TouchedRow): boolean =>
        row.rowId === actor.userId && !adminColumns.has(row.column ?? "");
      if (actor.isAdmin || touched.every(isOwn)) return;
      throw new AppError(
        "not_allowed",
        "Only an administrator may change that, and you are none any more.",
      );
    },
    applied: (tx) => {
      parts.profiles.refuseWithoutAdmin();
      parts.sessions.deleteOfInactiveUsers(tx);
    },
    announce: () => parts.events.emit("auth.changed", {}),
    describe: (read, { rowId }) => {
      const [name] = read.pluck<string>("SELECT display_name FROM users WHERE id = ?", rowId);
      return name === undefined ? null : `the profile "${name}"`;
    },
  };
}

/** Undoing changes of preferences and notification settings. */
export function settingsParticipant(
  preferences: PreferencesService,
  repository: PreferencesRepository,
): JournalParticipant {
  const keysOf = (touched: readonly TouchedRow[]): string[] => {
    const of = (table: string) => touched.filter((row) => row.table === table);
    const named = (rows: readonly TouchedRow[], column: string): string[] =>
      rows.flatMap(({ row }) => (typeof row?.[column] === "string" ? [row[column]] : []));
    const [set, notified] = [of("user_preferences"), of("notification_settings")];
    const types = [
      ...named(notified, "notification_type"),
      ...repository.getNotificationTypes(notified.map(({ rowId }) => rowId)),
    ];
    return [
      ...new Set([
        ...named(set, "preference_key"),
        ...repository.getKeys(set.map(({ rowId }) => rowId)),
        ...types.map(notificationKey),
      ]),
    ];
  };
  return {
    tables: ["user_preferences", "notification_settings"],
    announce: (touched, { actor }) => preferences.announce(actor.userId, keysOf(touched)),
    describe: (_read, row) => {
      const [key] = keysOf([row]);
      if (key === undefined) return null;
      return isPreferenceKey(key)
        ? `the preference "${preferenceNames[key]}"`
        : `the setting of ${key}`;
    },
  };
}
