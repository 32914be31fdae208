import { expect, it } from "vitest";
import { completionsAt } from "./complete-query.ts";

function inserted(text: string): string[] {
  return completionsAt(text, text.length).items.map(({ insert }) => insert);
}

// Catches: completion that offers nothing, or replaces the wrong stretch of what was typed.
it.each<[string, readonly string[]]>([
  ["alb", ["albumartist:", "album:"]],
  ["jazz -alb", ["albumartist:", "album:"]],
  ["(alb", ["albumartist:", "album:"]],
  ["is:un", ["unplayed"]],
  ["has:co", ["cover"]],
  ["plays[he", ["heard"]],
  ["plays[when<9d h", ["heard", "hour"]],
  ["year", ["year=", "year!=", "year<", "year<=", "year>", "year>="]],
  ["added:", ["<7d", "<30d", "<1y", ">1y"]],
  ['"alb', []],
  ["AC:al", []],
])("after %j", (text, wanted) => {
  expect(inserted(text)).toEqual(wanted);
});

it.each<[string, string, string, string]>([
  ["genre:ja", "genre", "ja", "ja"],
  ["genre:(jazz, so", "genre", "so", "so"],
  ['x artist:"nina s', "artist", "nina s", '"nina s'],
  ["-playlist:", "playlist", "", ""],
])("knows whose value %j is", (text, field, prefix, replaced) => {
  const { values, from, to } = completionsAt(text, text.length);
  expect(values).toEqual({ field, prefix });
  expect(text.slice(from, to)).toBe(replaced);
});
