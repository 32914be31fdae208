import {
  defaultNotificationSettings,
  type NotificationSetting,
  type NotificationType,
  notificationTypeSchema,
} from "#shared/domain/accounts/notifications.ts";
import {
  defaultPreferences,
  isPreferenceKey,
  type PreferenceChanges,
  preferenceChangesSchema,
  preferenceNames,
  type Preferences,
} from "#shared/domain/accounts/preferences.ts";
import type { Actor, Caller } from "#core/ipc/caller.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import type { PreferencesRepository, StoredPreference } from "./preferences.repository.ts";

/** What a profile prefers and what it wants to be told of. */
export class PreferencesService {
  readonly #context: FeatureContext;
  readonly #repository: PreferencesRepository;

  constructor(context: FeatureContext, repository: PreferencesRepository) {
    this.#context = context;
    this.#repository = repository;
  }

  /** Defaults, and what was set. A key that is not known (any more), or a value that does not fit, counts as not set. */
  get(actor: Actor): Preferences {
    const set = this.#repository.getPreferences(actor.userId).map(understood);
    return Object.assign({ ...defaultPreferences }, ...set) as Preferences;
  }

  update(
    caller: Caller,
    changes: PreferenceChanges,
  ): { preferences: Preferences; changeUuid: string | null } {
    const { actor } = caller;
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    const stored = given.map(([key, value]) => ({ key, json: JSON.stringify(value) }));
    const keys = given.map(([key]) => key);
    const { changeUuid } = this.#context.journal.change(
      caller,
      (tx) => this.#repository.setPreferences(tx, actor.userId, stored, this.#context.now()),
      { kind: "users.updatePreferences", summary: preferencesSummary(keys) },
    );
    if (changeUuid !== null) this.announce(actor.userId, keys);
    return { preferences: this.get(actor), changeUuid };
  }

  getNotificationSettings(actor: Actor): Record<NotificationType, NotificationSetting> {
    const settings = { ...defaultNotificationSettings };
    for (const { type, ...setting } of this.#repository.getNotificationSettings(actor.userId)) {
      const known = notificationTypeSchema.safeParse(type);
      if (known.success) settings[known.data] = setting;
    }
    return settings;
  }

  updateNotificationSetting(
    caller: Caller,
    type: NotificationType,
    setting: NotificationSetting,
  ): string | null {
    const { actor } = caller;
    const { changeUuid } = this.#context.journal.change(
      caller,
      (tx) =>
        this.#repository.setNotificationSetting(
          tx,
          actor.userId,
          { type, ...setting },
          this.#context.now(),
        ),
      { kind: "users.updateNotificationSetting", summary: "Changed what notifications tell" },
    );
    if (changeUuid !== null) this.announce(actor.userId, [notificationKey(type)]);
    return changeUuid;
  }

  /** Tells the profile's windows which keys to ask for again. */
  announce(userId: number, keys: readonly string[]): void {
    this.#context.events.emit("preferences.changed", { keys: [...keys] }, userId);
  }
}

/** How `preferences.changed` names a type of notification. */
export function notificationKey(type: string): string {
  return `notifications.${type}`;
}

function understood({ key, json }: StoredPreference): Partial<Preferences> {
  const parsed = preferenceChangesSchema.safeParse({ [key]: parseOrUndefined(json) });
  return parsed.success ? (parsed.data as Partial<Preferences>) : {};
}

function parseOrUndefined(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Somebody edited the database by hand: the default holds.
    return undefined;
  }
}

function preferencesSummary(keys: readonly string[]): string {
  const names = keys.filter(isPreferenceKey).map((key) => `"${preferenceNames[key]}"`);
  return `Changed the ${names.length === 1 ? "preference" : "preferences"} ${names.join(", ")}`;
}
