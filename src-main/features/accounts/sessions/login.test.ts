import { expect, test } from "vitest";
import { AppError } from "#shared/errors/app-error.ts";
import { cheapCost, TestAccounts, type TestWindow } from "#test-support/test-accounts.ts";
import { pauseAfter } from "./login-slowing.service.ts";

const right = "correct horse";
const wrong = { username: "Bob", password: "wrong" };

async function failure(window: TestWindow, username: string, password: string | null) {
  try {
    await window.ask("auth.login", { username, password });
  } catch (error) {
    if (error instanceof AppError)
      return { code: error.code, message: error.message, details: error.details };
    throw error;
  }
  return null;
}

test("the right password makes the window the profile's, and says when", async () => {
  using test = new TestAccounts();
  const window = await test.windowOf("Bob", { password: right });
  expect(window.name()).toBe("Bob");
  const { profile } = await window.ask("auth.getState", {});
  expect(profile).toMatchObject({ username: "bob", lastLoginAt: test.nowMs, hasPassword: true });
});

/** Would catch: any difference by which somebody outside learns who has a profile: code, sentence, facts, or work done. */
test("unknown name, wrong password, no password and a locked out profile are alike in answer and in work", async () => {
  using test = new TestAccounts();
  await test.windowOf("Bob", { password: right });
  const carla = await test.windowOf("Carla", { password: right });
  const { uuid } = await carla.ask("auth.getProfile", {});
  await test.window().ask("users.setRole", { uuid, isActive: false });
  const cases: [string, string | null][] = [
    ["Bob", "wrong"],
    ["Nobody", "wrong"],
    ["Bob", null],
    ["Nobody2", null],
    ["Carla", right],
  ];
  const answers = [];
  for (const [name, password] of cases) {
    test.derived.length = 0;
    const answer = await failure(test.window(), name, password);
    answers.push({ answer, derived: [...test.derived] });
  }
  expect(answers[0]).toEqual({
    answer: {
      code: "login_failed",
      message: "The name or the password is wrong.",
      details: {},
    },
    derived: [cheapCost],
  });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});

/** Would catch: slowing that only known names get, or that starts earlier for one of them. */
test("known and unknown names are slowed alike, by doubling pauses up to a quarter of an hour", async () => {
  using test = new TestAccounts();
  await test.windowOf("Bob", { password: right });
  const course = async (name: string) => {
    const seen = [];
    const begun = test.nowMs;
    for (let attempt = 0; attempt < 16; attempt++) {
      const answer = await failure(test.window(), name, "wrong");
      seen.push([answer?.code, answer?.details["retryAfterMs"] ?? null]);
      const retryAfterMs = answer?.details["retryAfterMs"];
      if (typeof retryAfterMs === "number") test.nowMs += retryAfterMs;
    }
    test.nowMs = begun;
    return seen;
  };
  const known = await course("Bob");
  expect(await course("Nobody")).toEqual(known);
  expect(known.slice(0, 8)).toEqual([
    ["login_failed", null],
    ["login_failed", null],
    ["login_failed", null],
    ["too_many_attempts", 1000],
    ["login_failed", null],
    ["too_many_attempts", 2000],
    ["login_failed", null],
    ["too_many_attempts", 4000],
  ]);
  expect([pauseAfter(2), pauseAfter(3), pauseAfter(50)]).toEqual([0, 1000, 900_000]);
});

/** Would catch: guesses sent all at once that are all looked at before the first is counted. */
test("many guesses at once are no more than the free ones", async () => {
  using test = new TestAccounts();
  await test.windowOf("Bob", { password: right });
  test.derived.length = 0;
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => failure(test.window(), "Bob", "wrong")),
  );
  const codes = answers.map((answer) => answer?.code);
  expect(codes.filter((code) => code === "login_failed")).toHaveLength(3);
  expect(codes.filter((code) => code === "too_many_attempts")).toHaveLength(17);
  expect(test.derived).toHaveLength(3);
});

/** Would catch: a name slowed under one spelling and free under another, and new tries by a restart. */
test("the count is of the folded name, survives a restart, and keeps even the right password waiting", async () => {
  using test = new TestAccounts();
  await test.windowOf("Bob", { password: right });
  for (const name of ["bob", " BOB ", "Ｂob"])
    expect(await failure(test.window(), name, "wrong")).toMatchObject({ code: "login_failed" });
  test.start();
  expect(await failure(test.window(), "Bob", right)).toMatchObject({
    code: "too_many_attempts",
    message: "Too many attempts. Wait 1 second, then try again.",
  });
  test.pass(1);
  const window = test.window();
  await window.ask("auth.login", { username: "Bob", password: right });
  expect(window.name()).toBe("Bob");
});

/** Would catch: a mistyped name in the database for all who read it. */
test("what was typed as a name is not kept", async () => {
  using test = new TestAccounts();
  await failure(test.window(), "hunter2 in the wrong field", "x");
  const rows = test.database.read.all("SELECT * FROM login_attempts");
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain("hunter2");
});

test("a right password and a day both forgive", async () => {
  using test = new TestAccounts();
  await test.windowOf("Bob", { password: right });
  const failed = () => test.database.read.pluck("SELECT failed_count FROM login_attempts");
  await failure(test.window(), wrong.username, wrong.password);
  await failure(test.window(), wrong.username, wrong.password);
  await test.window().ask("auth.login", { username: "Bob", password: right });
  expect(failed()).toEqual([]);
  for (let attempt = 0; attempt < 3; attempt++) await failure(test.window(), "Bob", "wrong");
  expect(failed()).toEqual([3]);
  test.pass(24 * 3600);
  await failure(test.window(), "Bob", "wrong");
  expect(failed()).toEqual([1]);
});

/** Would catch: a hash of before the cost was raised that stays weak for ever. */
test("logging in makes a weak hash anew, once", async () => {
  using test = new TestAccounts();
  await test.windowOf("Bob", { password: right });
  const hash = () =>
    test.database.read.pluck<string>("SELECT password_hash FROM users WHERE username = 'bob'")[0];
  const weak = hash();
  const stronger = test.start({ ...cheapCost, ln: 5 });
  const visitor = test.window().visitor();
  await stronger.handlers["auth.login"]({ username: "Bob", password: right }, visitor);
  const strong = hash();
  expect(strong).toMatch(/^\$scrypt\$ln=5,/);
  expect(strong).not.toBe(weak);
  await stronger.handlers["auth.login"]({ username: "Bob", password: right }, visitor);
  expect(hash()).toBe(strong);
});

/** Would catch: a log-in with the former password that was being checked while it was changed. */
test("a password that is changed while it is checked lets nobody in", async () => {
  using test = new TestAccounts();
  const bob = await test.windowOf("Bob", { password: right });
  const { uuid } = await bob.ask("auth.getProfile", {});
  const window = test.window();
  const login = failure(window, "Bob", right);
  test.database.write((tx) => {
    tx.run("UPDATE users SET password_hash = NULL WHERE uuid = ?", uuid);
  });
  expect(await login).toMatchObject({ code: "login_failed" });
});

/** Would catch: the command line making sessions that nobody can use or find. */
test("a client that cannot keep a log-in is told so", async () => {
  using test = new TestAccounts();
  const caller = test.accounts.trustedCaller({ clientId: "c", device: "command-line" });
  const answer = await test.router.dispatch("auth.login", wrong, caller);
  expect(answer).toMatchObject({ ok: false, error: { code: "unsupported" } });
  expect(test.database.read.all("SELECT * FROM user_sessions")).toEqual([]);
});
