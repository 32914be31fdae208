import { expect, test } from "vitest";
import { isLockDue } from "./lock-due.ts";

const idle = { nowMs: 10 * 60_000, lastActivityMs: 5 * 60_000, hasPassword: true };

test("locks after the minutes asked for, not before", () => {
  expect(isLockDue({ ...idle, lockAfterMin: 5 })).toBe(true);
  expect(isLockDue({ ...idle, lockAfterMin: 6 })).toBe(false);
});

test("never locks where it is not asked for, nor a profile that anybody could unlock", () => {
  expect(isLockDue({ ...idle, lockAfterMin: null })).toBe(false);
  expect(isLockDue({ ...idle, lockAfterMin: 1, hasPassword: false })).toBe(false);
});
