import { expect, test } from "vitest";
import { newPasswordProblem, problemsOf } from "./profile-fields.ts";

test("names are needed, an email is not, but has to be one", () => {
  const good = { displayName: "Anna", username: "anna", email: "" };
  expect(problemsOf(good)).toEqual({});
  expect(problemsOf({ ...good, email: " anna@example.org " })).toEqual({});
  expect(Object.keys(problemsOf({ displayName: " ", username: "", email: "anna" }))).toEqual([
    "displayName",
    "username",
    "email",
  ]);
});

test("a new password is long enough and typed twice alike", () => {
  expect(newPasswordProblem("1234567", "1234567")).toBe("tooShort");
  expect(newPasswordProblem("12345678", "12345679")).toBe("differs");
  expect(newPasswordProblem("four calm words", "four calm words")).toBeNull();
});
