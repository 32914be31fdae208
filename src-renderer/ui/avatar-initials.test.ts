import { expect, test } from "vitest";
import { avatarHue, initialsOf } from "./avatar-initials.ts";

test("initials are whole signs of the first and last word", () => {
  expect(initialsOf("Anna Karenina")).toBe("AK");
  expect(initialsOf("  jean  luc   picard ")).toBe("JP");
  expect(initialsOf("bob")).toBe("B");
  expect(initialsOf("林")).toBe("林");
  // Cutting code units would leave half of an emoji, or a letter without its accent.
  expect(initialsOf("👩‍🎤 Ziggy")).toBe("👩‍🎤Z");
  expect(initialsOf("e\u0301mile")).toBe("E\u0301");
  expect(initialsOf("")).toBe("");
});

test("a name keeps its colour, in whichever case and composition it is written", () => {
  expect(avatarHue("Émile")).toBe(avatarHue("E\u0301MILE"));
  expect(avatarHue("Ann")).not.toBe(avatarHue("Bob"));
});
