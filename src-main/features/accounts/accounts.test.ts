import { expect, test } from "vitest";
import { noSession } from "#core/ipc/caller.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { createTestDatabase } from "#test-support/test-database.ts";
import { createAccounts } from "./index.ts";

const now = () => 1_800_000_000_000;

/** Would catch: a second owner at the second start, which would see an empty history. */
test("the first start makes one owner, later ones find it", () => {
  using test = createTestDatabase();
  const first = createAccounts({ database: test.database, now }, "Ana").ownerActor();
  const second = createAccounts({ database: test.database, now }, "Somebody").ownerActor();
  expect(second).toEqual(first);
  expect(first.isAdmin).toBe(true);
  expect(test.database.read.all("SELECT username, display_name FROM users")).toEqual([
    { username: "ana", display_name: "Ana" },
  ]);
});

/** Would catch: no start where the system has no name for the process's user. */
test("an owner without a system name is made too", () => {
  using test = createTestDatabase();
  createAccounts({ database: test.database, now }, "");
  expect(test.database.read.pluck("SELECT display_name FROM users")).toEqual(["Owner"]);
});

test("a profile is found by its name, an unknown one is refused", () => {
  using test = createTestDatabase();
  const accounts = createAccounts({ database: test.database, now }, "Ana");
  expect(accounts.actorOf("ana")).toEqual(accounts.ownerActor());
  expect(() => accounts.actorOf("bob")).toThrow(AppError);
});

/** Would catch: states of two components or two profiles mixed up, or JSON changed on its way. */
test("a component's state comes back as it was set, per component and profile", async () => {
  using test = createTestDatabase();
  const accounts = createAccounts({ database: test.database, now }, "Ana");
  const caller = { actor: accounts.ownerActor(), clientId: "w", device: "web", session: noSession };
  const other = { ...caller, actor: { ...caller.actor, userId: caller.actor.userId + 1 } };
  const state = { columns: ["title", null, 3.5], nested: { ü: [] } };
  const { handlers } = accounts;
  expect(await handlers["app.getUiState"]({ component: "songs" }, caller)).toEqual({ state: null });
  await handlers["app.setUiState"]({ component: "songs", state: 1 }, caller);
  await handlers["app.setUiState"]({ component: "songs", state }, caller);
  expect(await handlers["app.getUiState"]({ component: "songs" }, caller)).toEqual({ state });
  expect(await handlers["app.getUiState"]({ component: "albums" }, caller)).toEqual({
    state: null,
  });
  expect(await handlers["app.getUiState"]({ component: "songs" }, other)).toEqual({ state: null });
});

/** Would catch: the cap counted in characters, or a too large state stored in part. */
test("a state over 64 KiB is refused and the former one stays", async () => {
  using test = createTestDatabase();
  const accounts = createAccounts({ database: test.database, now }, "Ana");
  const caller = { actor: accounts.ownerActor(), clientId: "w", device: "web", session: noSession };
  const { handlers } = accounts;
  const fits = "ü".repeat(32 * 1024 - 1);
  await handlers["app.setUiState"]({ component: "songs", state: fits }, caller);
  expect(() =>
    handlers["app.setUiState"]({ component: "songs", state: `${fits}ü` }, caller),
  ).toThrow(/too large/);
  expect(await handlers["app.getUiState"]({ component: "songs" }, caller)).toEqual({ state: fits });
});
