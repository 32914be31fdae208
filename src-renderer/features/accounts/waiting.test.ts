import { expect, test } from "vitest";
import { AppError } from "#shared/errors/app-error.ts";
import { formatWait, waitOf } from "./waiting.ts";

test("only a refusal that names a time is a wait", () => {
  expect(waitOf(new AppError("too_many_attempts", "Wait.", { retryAfterMs: 4000 }))).toBe(4000);
  expect(waitOf(new AppError("login_failed", "Wrong.", { retryAfterMs: 4000 }))).toBeNull();
  expect(waitOf(new AppError("too_many_attempts", "Wait."))).toBeNull();
  expect(waitOf(new Error("bug"))).toBeNull();
});

test("a wait is rounded up, so that it never says zero while one still has to wait", () => {
  expect(formatWait(1)).toBe("1 s");
  expect(formatWait(59_001)).toBe("1 min");
  expect(formatWait(65_000)).toBe("1 min 5 s");
  expect(formatWait(300_000)).toBe("5 min");
});
