import { scryptSync } from "node:crypto";
import { expect, test } from "vitest";
import { PasswordHashing, usualCost } from "./password-hashing.ts";

const cheap = { ln: 4, r: 8, p: 1 };

test("the right password fits its hash, another does not", async () => {
  const passwords = new PasswordHashing(cheap);
  const hash = await passwords.hash("correct horse");
  expect(await passwords.verify("correct horse", hash)).toBe(true);
  expect(await passwords.verify("correct horsf", hash)).toBe(false);
  expect(await passwords.verify("", hash)).toBe(false);
});

/** Would catch: parameters written down that are not those used, or another derivation than RFC 7914's. */
test("a hash says how it was made, and anybody can check it", async () => {
  const hash = await new PasswordHashing().hash("correct horse");
  const [, name, parameters, salt = "", key = ""] = hash.split("$");
  expect([name, parameters]).toEqual(["scrypt", "ln=17,r=8,p=1"]);
  expect(Buffer.from(salt, "base64")).toHaveLength(16);
  const expected = scryptSync("correct horse", Buffer.from(salt, "base64"), 32, {
    N: 2 ** 17,
    r: 8,
    p: 1,
    maxmem: 256 * 1024 * 1024,
  });
  expect(Buffer.from(key, "base64")).toEqual(expected);
});

/** Would catch: two profiles with one password having one hash. */
test("a password never has the same hash twice", async () => {
  const passwords = new PasswordHashing(cheap);
  expect(await passwords.hash("same same")).not.toBe(await passwords.hash("same same"));
});

/** Would catch: a password that works on the keyboard it was made with alone. */
test("letters that look alike are alike", async () => {
  const passwords = new PasswordHashing(cheap);
  const hash = await passwords.hash("pässwörd");
  expect(await passwords.verify("pa\u0308sswo\u0308rd", hash)).toBe(true);
});

/** Would catch: hashes of before the cost was raised that nobody can log in with, or that are never made anew. */
test("a hash of lower cost is checked with its own parameters and known as weak", async () => {
  const before = new PasswordHashing(cheap);
  const after = new PasswordHashing({ ...cheap, ln: 5 });
  const hash = await before.hash("correct horse");
  expect(await after.verify("correct horse", hash)).toBe(true);
  expect([before.isWeak(hash), after.isWeak(hash)]).toEqual([false, true]);
  expect(before.isWeak(await after.hash("correct horse"))).toBe(false);
});

test("nobody's hash fits no password", async () => {
  const passwords = new PasswordHashing(cheap);
  expect(await passwords.verify("", null)).toBe(false);
});

/** Would catch: a row that somebody wrote by hand being taken for no password, or for gigabytes of work. */
test("a hash that is not Segue's is a bug, not a log-in", async () => {
  const passwords = new PasswordHashing(cheap);
  const key = "a".repeat(43);
  const salt = "a".repeat(22);
  for (const hash of ["", "plain", `$scrypt$ln=31,r=8,p=1$${salt}$${key}`, "$2b$10$abc"])
    await expect(passwords.verify("plain", hash)).rejects.toThrow(/stored password hash/);
});

/** Would catch: guesses that take 128 MiB each at the same time. */
test("one password is hashed at a time", async () => {
  let running = 0;
  let most = 0;
  const passwords = new PasswordHashing(usualCost, async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running -= 1;
    return Buffer.alloc(32);
  });
  await Promise.all(Array.from({ length: 5 }, () => passwords.hash("x")));
  expect(most).toBe(1);
});
