import { expect, test } from "vitest";
import { TestAccounts } from "#test-support/test-accounts.ts";

const [first, second] = ["correct horse", "battery staple"];

/** Would catch: a stolen session that outlives the password it was made with. */
test("changing the password wants the current one and ends all other sessions", async () => {
  using test = new TestAccounts();
  const bob = await test.windowOf("Bob", { password: first });
  const other = test.window();
  await other.ask("auth.login", { username: "bob", password: first });
  const change = (currentPassword: string | null) => ({ currentPassword, newPassword: second });
  expect(await bob.codeOf("auth.changePassword", change("wrong"))).toBe("login_failed");
  expect(await bob.codeOf("auth.changePassword", change(null))).toBe("login_failed");
  expect(other.name()).toBe("Bob");
  await bob.ask("auth.changePassword", change(first));
  expect([bob.name(), other.name()]).toEqual(["Bob", null]);
  expect(await other.codeOf("auth.login", { username: "bob", password: first })).toBe(
    "login_failed",
  );
  await other.ask("auth.login", { username: "bob", password: second });
});

/** Would catch: a found open window in which the password can be guessed without end. */
test("guessing the current password is slowed like a log-in", async () => {
  using test = new TestAccounts();
  const bob = await test.windowOf("Bob", { password: first });
  const guess = { currentPassword: "wrong", newPassword: second };
  const codes = [];
  for (let attempt = 0; attempt < 4; attempt++)
    codes.push(await bob.codeOf("auth.changePassword", guess));
  expect(codes.at(-1)).toBe("too_many_attempts");
});

test("a password can be taken away", async () => {
  using test = new TestAccounts();
  const bob = await test.windowOf("Bob", { password: first });
  await bob.ask("auth.changePassword", { currentPassword: first, newPassword: null });
  expect((await bob.ask("auth.getProfile", {})).hasPassword).toBe(false);
  await test.window().ask("auth.login", { username: "bob", password: null });
});

test("an administrator resets another's password, which ends its sessions and its waiting", async () => {
  using test = new TestAccounts();
  const bob = await test.windowOf("Bob", { password: first });
  const { uuid } = await bob.ask("auth.getProfile", {});
  const wrong = { username: "bob", password: "wrong" };
  for (let attempt = 0; attempt < 3; attempt++) await test.window().codeOf("auth.login", wrong);
  const owner = test.window();
  await owner.ask("users.resetPassword", { uuid, newPassword: second });
  expect(bob.name()).toBeNull();
  await bob.ask("auth.login", { username: "bob", password: second });
  const { uuid: own } = await owner.ask("auth.getProfile", {});
  expect(await owner.codeOf("users.resetPassword", { uuid: own, newPassword: second })).toBe(
    "conflict",
  );
});

/** Would catch: a password, or its hash, in the audit trail; or a change of one that nobody can find there. */
test("the journal says that passwords were changed, never what they are", async () => {
  using test = new TestAccounts();
  const bob = await test.windowOf("Bob", { password: first });
  const { uuid } = await bob.ask("auth.getProfile", {});
  await bob.ask("auth.changePassword", { currentPassword: first, newPassword: second });
  await test.window().ask("users.resetPassword", { uuid, newPassword: first });
  const entries = test.database.read.all("SELECT kind, summary, is_undoable FROM change_journal");
  expect(entries.slice(-2)).toEqual([
    { kind: "auth.changePassword", summary: "Changed their password", is_undoable: 0 },
    { kind: "users.resetPassword", summary: 'Reset the password of "Bob"', is_undoable: 0 },
  ]);
  expect(test.database.read.all("SELECT * FROM change_journal_rows")).toEqual([]);
});
