import { expect, test } from "vitest";
import { AppError } from "#shared/errors/app-error.ts";
import { createTestContext } from "#test-support/test-context.ts";
import { createAccounts } from "./index.ts";

/** Would catch: a second owner at the second start, which would see an empty history. */
test("the first start makes one owner, later ones find it", () => {
  using test = createTestContext();
  const first = createAccounts(test.context, { userName: "Ana" }).ownerActor();
  const second = createAccounts(test.context, { userName: "Somebody" }).ownerActor();
  expect(second).toEqual(first);
  expect(first.isAdmin).toBe(true);
  expect(test.context.database.read.all("SELECT username, display_name FROM users")).toEqual([
    { username: "ana", display_name: "Ana" },
  ]);
});

/** Would catch: no start where the system has no name for the process's user. */
test("an owner without a system name is made too", () => {
  using test = createTestContext();
  createAccounts(test.context, { userName: "" });
  expect(test.context.database.read.pluck("SELECT display_name FROM users")).toEqual(["Owner"]);
});

/** Would catch: names compared letter by letter, and the command line acting as the owner for a name nobody has. */
test("the system's own client acts as the owner or as the profile it names", () => {
  using test = createTestContext();
  const accounts = createAccounts(test.context, { userName: "Ana" });
  const client = { clientId: "c", device: "command-line" };
  expect(accounts.trustedCaller(client).actor).toEqual(accounts.ownerActor());
  expect(accounts.trustedCaller({ ...client, user: " ANA" }).actor).toEqual(accounts.ownerActor());
  expect(() => accounts.trustedCaller({ ...client, user: "bob" })).toThrow(AppError);
});

/** Would catch: states of two components or two profiles mixed up, or JSON changed on its way. */
test("a component's state comes back as it was set, per component and profile", async () => {
  using test = createTestContext();
  const accounts = createAccounts(test.context, { userName: "Ana" });
  const caller = accounts.trustedCaller({ clientId: "w", device: "web" });
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
  using test = createTestContext();
  const accounts = createAccounts(test.context, { userName: "Ana" });
  const caller = accounts.trustedCaller({ clientId: "w", device: "web" });
  const { handlers } = accounts;
  const fits = "ü".repeat(32 * 1024 - 1);
  await handlers["app.setUiState"]({ component: "songs", state: fits }, caller);
  expect(() =>
    handlers["app.setUiState"]({ component: "songs", state: `${fits}ü` }, caller),
  ).toThrow(/too large/);
  expect(await handlers["app.getUiState"]({ component: "songs" }, caller)).toEqual({ state: fits });
});
