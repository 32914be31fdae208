import { expect, test } from "vitest";
import { defaultNotificationSettings } from "#shared/domain/accounts/notifications.ts";
import { defaultPreferences } from "#shared/domain/accounts/preferences.ts";
import { withoutJournal } from "#core/journal/journal.ts";
import { TestAccounts } from "#test-support/test-accounts.ts";

function store(test: TestAccounts, key: string, value: string): void {
  test.database.write((tx) =>
    withoutJournal(tx, () =>
      tx.run(
        `INSERT INTO user_preferences (user_id, preference_key, preference_value)
         SELECT id, ?, ? FROM users WHERE username = 'ana'`,
        key,
        value,
      ),
    ),
  );
}

test("preferences are the defaults and what a profile set, of each key one row", async () => {
  using test = new TestAccounts();
  const bob = await test.windowOf("Bob");
  expect((await bob.ask("users.getPreferences", {})).preferences).toEqual(defaultPreferences);
  const changes = { "appearance.theme": "dark", "privacy.lockAfterMin": 5 } as const;
  const { preferences } = await bob.ask("users.updatePreferences", { changes });
  expect(preferences).toEqual({ ...defaultPreferences, ...changes });
  await bob.ask("users.updatePreferences", { changes: { "privacy.lockAfterMin": null } });
  expect((await bob.ask("users.getPreferences", {})).preferences).toEqual({
    ...defaultPreferences,
    "appearance.theme": "dark",
  });
  expect((await test.window().ask("users.getPreferences", {})).preferences).toEqual(
    defaultPreferences,
  );
  expect(
    test.database.read.all(
      "SELECT preference_key, preference_value FROM user_preferences ORDER BY preference_key",
    ),
  ).toEqual([
    { preference_key: "appearance.theme", preference_value: '"dark"' },
    { preference_key: "privacy.lockAfterMin", preference_value: "null" },
  ]);
});

/** Would catch: a page that does not start because a row is of another version, or was edited by hand. */
test("a stored key that is unknown, or a value that does not fit, counts as not set", async () => {
  using test = new TestAccounts();
  store(test, "appearance.cursor", '"cat"');
  store(test, "appearance.theme", '"purple"');
  store(test, "privacy.lockAfterMin", "{not json");
  store(test, "playback.replayGain", '"album"');
  expect((await test.window().ask("users.getPreferences", {})).preferences).toEqual({
    ...defaultPreferences,
    "playback.replayGain": "album",
  });
});

test("a value that does not fit is refused, and nothing of the request is kept", async () => {
  using test = new TestAccounts();
  const changes = { "appearance.theme": "dark", "privacy.lockAfterMin": 0 } as const;
  expect(await test.window().codeOf("users.updatePreferences", { changes })).toBe("invalid_input");
  expect(test.database.read.all("SELECT * FROM user_preferences")).toEqual([]);
});

/** Would catch: a preference that cannot be undone, or windows that go on showing what it was. */
test("a change of preferences is one entry that can be undone and redone, told to the profile's windows", async () => {
  using test = new TestAccounts();
  const bob = await test.windowOf("Bob");
  const userId = bob.visitor().actor?.userId;
  const theme = async () =>
    (await bob.ask("users.getPreferences", {})).preferences["appearance.theme"];
  const set = (value: "dark" | "light") =>
    bob.ask("users.updatePreferences", { changes: { "appearance.theme": value } });
  await set("dark");
  await set("light");
  test.told.length = 0;
  await bob.ask("journal.undo", {});
  expect(await theme()).toBe("dark");
  await bob.ask("journal.undo", {});
  expect(await theme()).toBe("system");
  await bob.ask("journal.redo", {});
  expect(await theme()).toBe("dark");
  const told = test.told.filter(({ name }) => name === "preferences.changed");
  expect(told).toHaveLength(3);
  for (const event of told)
    expect(event).toMatchObject({ payload: { keys: ["appearance.theme"] }, userIds: [userId] });
  expect(
    test.database.read.pluck("SELECT summary FROM change_journal WHERE kind LIKE 'users.update%'"),
  ).toEqual(['Changed the preference "Theme"', 'Changed the preference "Theme"']);
});

test("setting what is set already is no change", async () => {
  using test = new TestAccounts();
  const changes = { "appearance.theme": "dark" } as const;
  const owner = test.window();
  await owner.ask("users.updatePreferences", { changes });
  test.told.length = 0;
  expect((await owner.ask("users.updatePreferences", { changes })).changeUuid).toBeNull();
  expect((await owner.ask("users.updatePreferences", { changes: {} })).changeUuid).toBeNull();
  expect(test.told).toEqual([]);
});

test("notification settings are the defaults and what was set, undone like any change", async () => {
  using test = new TestAccounts();
  const bob = await test.windowOf("Bob");
  const settings = async () => (await bob.ask("users.getNotificationSettings", {})).settings;
  expect(await settings()).toEqual(defaultNotificationSettings);
  const setting = { isEnabled: true, isDesktopEnabled: false, isInAppEnabled: true };
  await bob.ask("users.updateNotificationSetting", { type: "trackChanged", setting });
  expect(await settings()).toEqual({ ...defaultNotificationSettings, trackChanged: setting });
  test.told.length = 0;
  await bob.ask("journal.undo", {});
  expect(await settings()).toEqual(defaultNotificationSettings);
  expect(test.told.filter(({ name }) => name === "preferences.changed")).toMatchObject([
    { payload: { keys: ["notifications.trackChanged"] } },
  ]);
});

test("a type of notification that is not known any more is left out", async () => {
  using test = new TestAccounts();
  test.database.write((tx) =>
    withoutJournal(tx, () =>
      tx.run(
        `INSERT INTO notification_settings (user_id, notification_type, is_enabled, is_desktop_enabled, is_in_app_enabled)
         SELECT id, 'carrierPigeon', 1, 1, 1 FROM users`,
      ),
    ),
  );
  expect((await test.window().ask("users.getNotificationSettings", {})).settings).toEqual(
    defaultNotificationSettings,
  );
});
