import { expect, test } from "vitest";
import { usernameFrom } from "./username-from.ts";

test("a username is the first word, folded; other scripts stay", () => {
  expect(usernameFrom("Élodie Durand")).toBe("elodie");
  expect(usernameFrom("  O’Neil  ")).toBe("oneil");
  expect(usernameFrom("林さん")).toBe("林さん");
  expect(usernameFrom("")).toBe("");
  expect(usernameFrom("a".repeat(80))).toHaveLength(50);
});
