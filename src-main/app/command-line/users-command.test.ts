import { join } from "node:path";
import { expect, test } from "vitest";
import type { AppOptions } from "#app/compose.ts";
import { startOwnedApp } from "#app/owner/owned-app.ts";
import { runSegue as run, testAppOptions } from "#test-support/run-segue.ts";
import { temporaryFolder } from "#test-support/test-database.ts";
import { connectCore } from "./core-connection.ts";

const optionsIn = (path: string): AppOptions => testAppOptions(join(path, "data"));

async function addBob(options: AppOptions): Promise<void> {
  const core = await connectCore(options);
  const bob = { username: "Bob", displayName: "Bob B.", email: null, password: null };
  await core.request("auth.register", { ...bob, isAdmin: false });
  await core.close();
}

/** Would catch: a key that is not its column's name, or a hash among them. */
test("users lists the profiles by their columns' names", async () => {
  using folder = temporaryFolder();
  const options = optionsIn(folder.path);
  await addBob(options);
  const { exitCode, out } = await run(options, "users", "--json");
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    total: 2,
    rows: expect.arrayContaining([
      {
        uuid: expect.any(String),
        username: "bob",
        display_name: "Bob B.",
        email: null,
        is_admin: false,
        is_active: true,
        has_password: false,
        created_at: expect.any(Number),
        last_login: null,
      },
    ]),
  });
  expect((await run(options, "users")).out).toMatch(
    /bob +Bob B\. +profile +active +no password +never/,
  );
});

/** Would catch: --user ignored where a window has the library open, or where none has. */
test.each([false, true])("--user says who acts, with the app open: %s", async (isOpen) => {
  using folder = temporaryFolder();
  const options = optionsIn(folder.path);
  await addBob(options);
  const owned = isOpen ? await startOwnedApp(options) : null;
  try {
    expect((await run(options, "users")).exitCode).toBe(0);
    const asBob = await run(options, "users", "--user", "bob", "--json");
    expect(asBob.exitCode).toBe(1);
    expect(JSON.parse(asBob.out)).toMatchObject({ error: { code: "not_allowed" } });
    expect((await run(options, "stats", "--user", "BOB")).exitCode).toBe(0);
    const asNobody = await run(options, "users", "--user", "carla");
    expect(asNobody).toMatchObject({ exitCode: 1, out: "" });
    expect(asNobody.error).toBe('There is no profile named "carla". `users` lists them.\n');
    // The folder is free again, or still the window's.
    expect((await run(options, "users")).exitCode).toBe(0);
  } finally {
    await owned?.close();
  }
});

/** Would catch: a connection that goes on acting as a profile that was locked out meanwhile. */
test("a profile that is locked out meanwhile acts no more over an open connection", async () => {
  using folder = temporaryFolder();
  const options = optionsIn(folder.path);
  await addBob(options);
  const owned = await startOwnedApp(options);
  try {
    const core = await connectCore(options, "bob");
    const { uuid } = await core.request("auth.getProfile", {});
    const admin = await connectCore(options);
    await admin.request("users.setRole", { uuid, isActive: false });
    await expect(core.request("auth.getProfile", {})).rejects.toMatchObject({ code: "not_found" });
    await core.close();
    await admin.close();
  } finally {
    await owned?.close();
  }
});
