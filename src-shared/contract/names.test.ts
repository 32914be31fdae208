import { expect, test } from "vitest";
import { nameSchema } from "./common.ts";

// Catches: a name that looks like another's, or that a list, a file or a terminal shows as something else.
test.each(["Ann\u0000", "Ann\u001b[2J", "\u202elmth.exe", "two\nlines", "  ", "x".repeat(51)])(
  "%j is no name",
  (name) => {
    expect(nameSchema(50).safeParse(name).success).toBe(false);
  },
);

test.each([" Ann ", "Björk & 東京 🎧", "رحلة", "Zoë’s list"])("%j is a name", (name) => {
  expect(nameSchema(50).parse(name)).toBe(name.trim());
});
