import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { TestAccounts } from "#test-support/test-accounts.ts";

const day = 24 * 3600;

/** Would catch: a first start that asks who you are. */
test("a window that never logged in is the owner while the owner has no password", async () => {
  using test = new TestAccounts();
  const window = test.window();
  expect(window.name()).toBe("Ana");
  await window.ask("auth.changePassword", { currentPassword: null, newPassword: "correct horse" });
  expect(test.window().name()).toBeNull();
});

/** Would catch: the window in which a password is set being locked out by it. */
test("the window that gives the owner a password stays logged in", async () => {
  using test = new TestAccounts();
  const window = test.window();
  await window.ask("auth.changePassword", { currentPassword: null, newPassword: "correct horse" });
  expect(window.name()).toBe("Ana");
  expect((await window.ask("auth.listSessions", {})).sessions).toMatchObject([{ isCurrent: true }]);
});

/** Would catch: a copy of the database that opens every profile. */
test("a token is 256 random bits, and only its hash is stored", async () => {
  using test = new TestAccounts();
  const { token } = await test.windowOf("Bob");
  expect(Buffer.from(token ?? "", "base64url")).toHaveLength(32);
  const rows = test.database.read.all<{ token_hash: string }>("SELECT * FROM user_sessions");
  expect(rows.map((row) => row.token_hash)).toEqual([
    createHash("sha256")
      .update(token ?? "")
      .digest("hex"),
  ]);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test("a token that is made up is nobody", async () => {
  using test = new TestAccounts();
  await test.windowOf("Bob");
  expect(test.window("made up").name()).toBeNull();
  expect(test.window("none").name()).toBeNull();
});

/** Would catch: a chooser with one profile to choose, after the library behind a browser's cookie was replaced. */
test("an unknown token in a library of one profile without a password is that profile", () => {
  using test = new TestAccounts();
  expect(test.window("from another library").name()).toBe("Ana");
});

/** Would catch: a session that goes on under its former token, or two sessions of one window. */
test("logging in again replaces the token, switching ends the former session", async () => {
  using test = new TestAccounts();
  const window = await test.windowOf("Bob");
  const first = window.token;
  await window.ask("auth.login", { username: "Bob", password: null });
  expect(window.token).not.toBe(first);
  expect(test.window(first).name()).toBeNull();
  const second = window.token;
  await window.ask("auth.login", { username: "Ana", password: null });
  expect(window.name()).toBe("Ana");
  expect(test.window(second).name()).toBeNull();
  expect(test.database.read.pluck("SELECT count(*) FROM user_sessions")).toEqual([1]);
});

/** Would catch: a window that becomes the owner because it logged out. */
test("after logging out a window is nobody until it chooses", async () => {
  using test = new TestAccounts();
  const window = await test.windowOf("Bob");
  const { token } = window;
  await window.ask("auth.logout", {});
  expect(window.name()).toBeNull();
  expect(test.window(token).name()).toBeNull();
  expect(await window.codeOf("auth.getProfile", {})).toBe("not_logged_in");
  const state = await window.ask("auth.getState", {});
  expect(state).toMatchObject({ profile: null, lockedProfile: null });
  expect(state.profiles.map(({ displayName }) => displayName)).toEqual(["Ana", "Bob"]);
  await window.ask("auth.login", { username: "ana", password: null });
  expect(window.name()).toBe("Ana");
});

test("the owner can log out without ever having logged in", async () => {
  using test = new TestAccounts();
  const window = test.window();
  await window.ask("auth.logout", {});
  expect(window.name()).toBeNull();
});

/** Would catch: a locked session that still does things, is forgotten, or opens without its profile. */
test("a locked session is nobody and says whose it is, until its profile logs in again", async () => {
  using test = new TestAccounts();
  const window = await test.windowOf("Bob", { password: "correct horse" });
  await window.ask("auth.lock", {});
  expect(window.name()).toBeNull();
  expect(await window.ask("auth.getState", {})).toMatchObject({
    profile: null,
    lockedProfile: { username: "bob" },
  });
  expect(await window.codeOf("auth.lock", {})).toBe("not_logged_in");
  expect(await window.codeOf("auth.login", { username: "bob", password: "x" })).toBe(
    "login_failed",
  );
  await window.ask("auth.login", { username: "bob", password: "correct horse" });
  expect(window.name()).toBe("Bob");
  expect((await window.ask("auth.getState", {})).lockedProfile).toBeNull();
});

test("an owner who never logged in can lock the window too", async () => {
  using test = new TestAccounts();
  const window = test.window();
  await window.ask("auth.lock", {});
  expect(await window.ask("auth.getState", {})).toMatchObject({
    profile: null,
    lockedProfile: { username: "ana" },
  });
});

/** Would catch: sessions that never end, or end while they are used. */
test("a session ends 30 days after it was last used", async () => {
  using test = new TestAccounts();
  const window = await test.windowOf("Bob");
  for (let use = 0; use < 3; use++) {
    test.pass(29 * day);
    await window.ask("auth.getProfile", {});
  }
  expect(window.name()).toBe("Bob");
  test.pass(30 * day);
  expect(window.name()).toBeNull();
});

/** Would catch: a write to the database for every request, and events that keep a session alive. */
test("the last use is written at most once a minute, by requests alone", async () => {
  using test = new TestAccounts();
  const window = await test.windowOf("Bob");
  const lastUse = () => test.database.read.pluck("SELECT last_activity_at FROM user_sessions")[0];
  const begun = test.nowMs;
  test.pass(59);
  await window.ask("auth.getProfile", {});
  expect(lastUse()).toBe(begun);
  test.pass(1);
  window.visitor();
  expect(lastUse()).toBe(begun);
  await window.ask("auth.getProfile", {});
  expect(lastUse()).toBe(begun + 60_000);
});

test("the list shows where one is logged in, the present window among them", async () => {
  using test = new TestAccounts();
  const first = await test.windowOf("Bob");
  test.pass(90);
  const second = test.window(null, "desktop");
  await second.ask("auth.login", { username: "bob", password: null });
  await test.windowOf("Carla");
  const { sessions } = await second.ask("auth.listSessions", {});
  expect(sessions).toMatchObject([
    { device: "desktop", isCurrent: true, clientLabel: "Firefox on Linux", isLocked: false },
    { device: "web", isCurrent: false, lastActivityAt: test.nowMs - 90_000 },
  ]);
  await first.ask("auth.revokeSession", { uuid: sessions[0]?.uuid ?? "" });
  expect([first.name(), second.name()]).toEqual(["Bob", null]);
});

/** Would catch: ending somebody else's session by its uuid. */
test("only one's own sessions can be ended", async () => {
  using test = new TestAccounts();
  const bob = await test.windowOf("Bob");
  const carla = await test.windowOf("Carla", { isAdmin: true });
  const [session] = (await bob.ask("auth.listSessions", {})).sessions;
  const uuid = session?.uuid ?? "";
  expect(await carla.codeOf("auth.revokeSession", { uuid })).toBe("not_found");
  expect(bob.name()).toBe("Bob");
  expect(await bob.codeOf("auth.revokeSession", { uuid })).toBe("ok");
  expect(bob.token).toBe("none");
});

test("all others can be ended at once", async () => {
  using test = new TestAccounts();
  const first = await test.windowOf("Bob");
  const [second, third] = [test.window(), test.window()];
  for (const window of [second, third])
    await window.ask("auth.login", { username: "bob", password: null });
  expect(await third.ask("auth.revokeOtherSessions", {})).toEqual({ revoked: 2 });
  expect([first.name(), second.name(), third.name()]).toEqual([null, null, "Bob"]);
});

/** Would catch: a revoked or locked window that goes on hearing of what its profile does. */
test("a session that ended hears no more events, of log-ins alone", async () => {
  using test = new TestAccounts();
  const window = await test.windowOf("Bob");
  const userId = window.visitor().actor?.userId ?? 0;
  const mine = {
    name: "preferences.changed" as const,
    payload: { keys: [] },
    userIds: [userId],
    device: null,
  };
  const everybodys = { ...mine, name: "filters.changed" as const, payload: {}, userIds: null };
  const logins = { ...everybodys, name: "auth.changed" as const };
  expect([mine, everybodys, logins].map((event) => window.hears(event))).toEqual([
    true,
    true,
    true,
  ]);
  const other = test.window();
  await other.ask("auth.login", { username: "bob", password: null });
  await other.ask("auth.revokeOtherSessions", {});
  expect([mine, everybodys, logins].map((event) => window.hears(event))).toEqual([
    false,
    false,
    true,
  ]);
  await other.ask("auth.lock", {});
  expect([mine, everybodys].map((event) => other.hears(event))).toEqual([false, false]);
});

/** Would catch: windows that are not told that they may be somebody else's now. */
test("every change of who is logged in is told to everybody", async () => {
  using test = new TestAccounts();
  const window = await test.windowOf("Bob");
  const steps = [
    () => window.ask("auth.lock", {}),
    () => window.ask("auth.login", { username: "bob", password: null }),
    () => window.ask("auth.changePassword", { currentPassword: null, newPassword: "12345678" }),
    () => window.ask("auth.logout", {}),
  ];
  for (const step of steps) {
    test.told.length = 0;
    await step();
    const told = test.told.filter(({ name }) => name === "auth.changed");
    expect(told).toMatchObject([{ userIds: null, device: null }]);
  }
});

test("sessions that have expired are swept away by the next log-in", async () => {
  using test = new TestAccounts();
  await test.windowOf("Bob");
  test.pass(31 * day);
  await test.windowOf("Carla");
  expect(test.database.read.pluck("SELECT count(*) FROM user_sessions")).toEqual([1]);
});

/** Would catch: every request looking through all sessions. */
test("a token is found, and a profile's sessions are listed, by an index", () => {
  using test = new TestAccounts();
  const plan = (sql: string) =>
    test.database.read
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .map(({ detail }) => detail);
  expect(plan("SELECT * FROM user_sessions WHERE token_hash = 'x' AND expires_at > 1")).toEqual([
    expect.stringContaining("USING INDEX user_sessions_token_hash_unique"),
  ]);
  expect(
    plan(
      "SELECT * FROM user_sessions WHERE user_id = 1 AND expires_at > 1 ORDER BY last_activity_at DESC, id DESC",
    ),
  ).toEqual([expect.stringContaining("USING INDEX user_sessions_user")]);
  expect(plan("SELECT id FROM user_sessions WHERE expires_at <= 1")).toEqual([
    expect.stringMatching(/USING (COVERING )?INDEX user_sessions_expiry/),
  ]);
});
