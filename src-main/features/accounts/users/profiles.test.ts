import { expect, test } from "vitest";
import { TestAccounts, type TestWindow } from "#test-support/test-accounts.ts";

async function uuidOf(window: TestWindow): Promise<string> {
  return (await window.ask("auth.getProfile", {})).uuid;
}

function admins(test: TestAccounts): string[] {
  return test.database.read.pluck(
    "SELECT display_name FROM users WHERE is_admin AND is_active ORDER BY id",
  );
}

test("a profile is added with its name folded, and written down without its password", async () => {
  using test = new TestAccounts();
  const { profile } = await test.window().ask("auth.register", {
    username: " Bob ",
    displayName: "Bob B.",
    email: "bob@example.org",
    password: "correct horse",
    isAdmin: false,
  });
  expect(profile).toMatchObject({
    username: "bob",
    displayName: "Bob B.",
    email: "bob@example.org",
    hasPassword: true,
    isAdmin: false,
    isActive: true,
    lastLoginAt: null,
  });
  const entries = test.database.read.all("SELECT * FROM change_journal");
  expect(entries).toMatchObject([
    { kind: "auth.register", summary: 'Added the profile "Bob B."', is_undoable: 0 },
  ]);
  const rows = test.database.read.all("SELECT * FROM change_journal_rows");
  expect(JSON.stringify([entries, rows])).not.toMatch(/horse|scrypt/);
});

/** Would catch: two profiles that nobody can tell apart at log-in, and a constraint's name as the sentence. */
test("a name or address that is taken is refused by a sentence", async () => {
  using test = new TestAccounts();
  const owner = test.window();
  const bob = {
    username: "bob",
    displayName: "Bob",
    email: "bob@example.org",
    password: null,
    isAdmin: false,
  };
  await owner.ask("auth.register", bob);
  await expect(owner.ask("auth.register", { ...bob, username: "BOB" })).rejects.toThrow(
    'There is a profile named "bob" already. Choose another name.',
  );
  await expect(
    owner.ask("auth.register", { ...bob, username: "rob", email: "BOB@example.org" }),
  ).rejects.toThrow("Another profile uses the address bob@example.org already.");
  const carla = await test.windowOf("Carla");
  const uuid = await uuidOf(carla);
  expect(await carla.codeOf("users.update", { uuid, changes: { username: "Bob" } })).toBe(
    "conflict",
  );
  expect(await carla.codeOf("users.update", { uuid, changes: { username: "CARLA" } })).toBe("ok");
});

test("one changes one's own profile, an administrator anybody's, nobody else another's", async () => {
  using test = new TestAccounts();
  const [owner, bob, carla] = [
    test.window(),
    await test.windowOf("Bob"),
    await test.windowOf("Carla"),
  ];
  const uuid = await uuidOf(bob);
  const rename = (displayName: string) => ({ uuid, changes: { displayName } });
  expect((await bob.ask("users.update", rename("Bobby"))).profile.displayName).toBe("Bobby");
  expect(await carla.codeOf("users.update", rename("Mine"))).toBe("not_allowed");
  expect((await owner.ask("users.update", rename("Robert"))).profile.displayName).toBe("Robert");
  expect(bob.name()).toBe("Robert");
  const summaries = test.database.read.pluck(
    "SELECT summary FROM change_journal WHERE kind = 'users.update' ORDER BY id",
  );
  expect(summaries).toEqual(["Changed their own profile", 'Changed the profile "Bobby"']);
});

test("what was not given stays, null takes away, and the same again is no change", async () => {
  using test = new TestAccounts();
  const bob = await test.windowOf("Bob");
  const uuid = await uuidOf(bob);
  const update = (changes: object) => bob.ask("users.update", { uuid, changes });
  await update({ email: "bob@example.org" });
  const { profile, changeUuid } = await update({ displayName: "Bob" });
  expect(profile.email).toBe("bob@example.org");
  expect(changeUuid).toBeNull();
  expect((await update({ email: null })).profile.email).toBeNull();
});

/** Would catch: a picture's key taken from what the page says instead of from what it sent. */
test("an avatar is the picture that was sent, until it is taken away", async () => {
  const sent: string[] = [];
  const keep = (uuid: string) => Promise.resolve(sent.push(uuid) === 1 ? "key1" : "key2");
  using test = new TestAccounts({ ports: { pictures: { keep } } });
  const owner = test.window();
  const uuid = await uuidOf(owner);
  const avatarTransferUuid = "5d1f0c5e-3c1f-4a53-9d5b-0a3a5f3f2c11";
  const { profile, changeUuid } = await owner.ask("users.update", {
    uuid,
    changes: { avatarTransferUuid },
  });
  expect(profile.avatarKey).toBe("key1");
  expect(sent).toEqual([avatarTransferUuid]);
  await owner.ask("journal.undo", { uuid: changeUuid ?? "" });
  expect((await owner.ask("auth.getProfile", {})).avatarKey).toBeNull();
  await owner.ask("journal.redo", {});
  const cleared = await owner.ask("users.update", { uuid, changes: { avatarTransferUuid: null } });
  expect(cleared.profile.avatarKey).toBeNull();
});

/** Would catch: a library that nobody can run any more. */
test("the last active administrator stays one", async () => {
  using test = new TestAccounts();
  const owner = test.window();
  const uuid = await uuidOf(owner);
  for (const change of [{ isAdmin: false }, { isActive: false }])
    expect(await owner.codeOf("users.setRole", { uuid, ...change })).toBe("conflict");
  expect(admins(test)).toEqual(["Ana"]);
  await test.windowOf("Bob", { isAdmin: true });
  expect(await owner.codeOf("users.setRole", { uuid, isAdmin: false })).toBe("ok");
  expect(admins(test)).toEqual(["Bob"]);
});

test("a profile that is locked out is logged out everywhere at once and cannot come back", async () => {
  using test = new TestAccounts();
  const bob = await test.windowOf("Bob");
  const uuid = await uuidOf(bob);
  const owner = test.window();
  await owner.ask("users.setRole", { uuid, isActive: false });
  expect(bob.name()).toBeNull();
  expect(await bob.codeOf("auth.login", { username: "bob", password: null })).toBe("login_failed");
  expect((await owner.ask("users.listOthers", {})).profiles).toEqual([]);
  expect((await owner.ask("users.list", {})).profiles.map((row) => row.isActive)).toEqual([
    true,
    false,
  ]);
  await owner.ask("users.setRole", { uuid, isActive: true });
  expect(bob.name()).toBeNull();
  await bob.ask("auth.login", { username: "bob", password: null });
  expect(bob.name()).toBe("Bob");
});

/** Would catch: an undo that leaves nobody to run the library, by a request that came just before its author lost it. */
test("undoing a role is refused where no administrator would be left", async () => {
  using test = new TestAccounts();
  const owner = test.window();
  const uuid = await uuidOf(await test.windowOf("Bob"));
  await owner.ask("users.setRole", { uuid, isAdmin: true });
  const before = owner.visitor();
  await test.window().ask("users.setRole", { uuid: await uuidOf(owner), isAdmin: false });
  const [made] = test.database.read.pluck<string>(
    "SELECT uuid FROM change_journal WHERE kind = 'users.setRole' ORDER BY id",
  );
  expect(await test.router.dispatch("journal.undo", { uuid: made }, before)).toMatchObject({
    ok: false,
    error: { code: "conflict", message: expect.stringContaining("at least one active") },
  });
  expect(admins(test)).toEqual(["Bob"]);
});

/** Would catch: an undo that gives back what was taken away, or that keeps a locked out profile logged in. */
test("undoing a role wants an administrator, and ends sessions as the change did", async () => {
  using test = new TestAccounts();
  const owner = test.window();
  const anaUuid = await uuidOf(owner);
  const bob = await test.windowOf("Bob");
  const bobUuid = await uuidOf(bob);
  const made = await owner.ask("users.setRole", { uuid: bobUuid, isAdmin: true });
  await bob.ask("users.setRole", { uuid: anaUuid, isAdmin: false });
  const ana = test.window();
  await ana.ask("auth.login", { username: "ana", password: null });
  expect(await ana.codeOf("journal.undo", { uuid: made.changeUuid ?? "" })).toBe("not_allowed");
  expect(admins(test)).toEqual(["Bob"]);
  await bob.ask("journal.undo", {});
  expect(admins(test)).toEqual(["Ana", "Bob"]);

  const carla = await test.windowOf("Carla");
  const out = { uuid: await uuidOf(carla), isActive: false };
  await bob.ask("users.setRole", out);
  await bob.ask("journal.undo", {});
  await carla.ask("auth.login", { username: "carla", password: null });
  await bob.ask("journal.redo", {});
  expect(carla.name()).toBeNull();
});

/** Would catch: somebody who gave administration away taking it back by Ctrl+Z. */
test("who is no administrator any more cannot undo what they did as one", async () => {
  using test = new TestAccounts();
  await test.windowOf("Bob", { isAdmin: true });
  const owner = test.window();
  const uuid = await uuidOf(owner);
  await owner.ask("auth.login", { username: "ana", password: null });
  await owner.ask("users.update", { uuid, changes: { displayName: "Anna" } });
  await owner.ask("users.setRole", { uuid, isAdmin: false });
  expect(await owner.codeOf("journal.undo", {})).toBe("not_allowed");
  const renamed = test.database.read.pluck<string>(
    "SELECT uuid FROM change_journal WHERE kind = 'users.update'",
  );
  expect(await owner.codeOf("journal.undo", { uuid: renamed[0] ?? "" })).toBe("ok");
  expect(owner.name()).toBe("Ana");
});

test("undo and redo of a profile tell every window", async () => {
  using test = new TestAccounts();
  const owner = test.window();
  const uuid = await uuidOf(owner);
  await owner.ask("users.update", { uuid, changes: { displayName: "Anna" } });
  for (const channel of ["journal.undo", "journal.redo"] as const) {
    test.told.length = 0;
    await owner.ask(channel, {});
    expect(test.told.filter(({ name }) => name === "auth.changed")).toHaveLength(1);
  }
  expect(owner.name()).toBe("Anna");
});
