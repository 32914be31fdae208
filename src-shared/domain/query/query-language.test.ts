import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { QueryNode } from "./query-ast.ts";
import { parseQuery } from "./parse-query.ts";
import { printQuery } from "./print-query.ts";
import { queryFields } from "./query-fields.ts";

function parsed(text: string): QueryNode | null {
  const result = parseQuery(text);
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`);
  return result.query;
}

function words(text: string): QueryNode {
  return { kind: "words", text };
}

describe("parsing and printing", () => {
  // Catches: a parser that throws, or points outside of what was typed, on anything a person may paste.
  it("reads any text or says where it cannot, and prints what it read canonically", () => {
    const pieces = fc.constantFrom(
      ...'( ) [ ] - -- " “ : = != < <= > >= .. , AND OR is: has: plays[ when: year: genre:( added<30d \\ a 1 a:b ) é'.split(
        " ",
      ),
    );
    const typed = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc
        .array(fc.tuple(pieces, fc.constantFrom("", " ")), { maxLength: 24 })
        .map((all) => all.flat().join("")),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const result = parseQuery(text);
        if (result.ok) {
          const canonical = printQuery(result.query);
          expect(printQuery(parsed(canonical))).toBe(canonical);
          return;
        }
        const { from, to, message } = result.error;
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(text.length);
        expect(message).toMatch(/[.]$/u);
      }),
      { numRuns: 3000 },
    );
  });

  // Catches: nesting that overflows the stack, or backtracking, with the longest text the contract lets in.
  it.each([
    "(",
    "-",
    "a ",
    '"',
    "genre:(",
    "plays[",
    "(a OR ",
    "1:",
    "year:",
    "-(",
    ")",
    "a..",
    "[",
    '\\"',
  ])("answers 4,000 characters of %j", (piece) => {
    const text = piece.repeat(Math.floor(4000 / piece.length));
    expect([true, false]).toContain(parseQuery(text).ok);
  });

  it.each<[string, QueryNode | null]>([
    ["", null],
    ["  ", null],
    ["blue train", { kind: "and", items: [words("blue"), words("train")] }],
    ['"blue train', words("blue train")],
    ["AC:DC", words("AC:DC")],
    ["http://example.org", words("http://example.org")],
    ["-", words("-")],
    ["a - b", { kind: "and", items: [words("a"), words("-"), words("b")] }],
    ["f(x)", words("f(x)")],
    [":)", words(":)")],
    ["-blue", { kind: "not", item: words("blue") }],
    [
      "a b OR c",
      { kind: "or", items: [{ kind: "and", items: [words("a"), words("b")] }, words("c")] },
    ],
    [
      "a (b OR c)",
      { kind: "and", items: [words("a"), { kind: "or", items: [words("b"), words("c")] }] },
    ],
    ["or", words("or")],
    ["Artist:Nina", { kind: "text", field: "artist", operator: ":", values: ["Nina"] }],
    [
      "genre:(hip hop, soul)",
      { kind: "text", field: "genre", operator: ":", values: ["hip hop", "soul"] },
    ],
    [
      "year:1990..1999",
      { kind: "number", field: "year", test: { operator: "..", from: 1990, to: 1999 } },
    ],
    [
      "year:1990..",
      { kind: "number", field: "year", test: { operator: "..", from: 1990, to: null } },
    ],
    ["plays:>=3", { kind: "number", field: "plays", test: { operator: ">=", value: 3 } }],
    ["rating:4.5", { kind: "number", field: "rating", test: { operator: "=", values: [4.5] } }],
    ["length:>1:02:03", { kind: "number", field: "length", test: { operator: ">", value: 3723 } }],
    ["length<5m", { kind: "number", field: "length", test: { operator: "<", value: 300 } }],
    ["size:>1.5MB", { kind: "number", field: "size", test: { operator: ">", value: 1_500_000 } }],
    [
      "samplerate:>=44.1k",
      { kind: "number", field: "samplerate", test: { operator: ">=", value: 44_100 } },
    ],
    [
      "added:<30d",
      {
        kind: "date",
        field: "added",
        test: { operator: "<", value: { kind: "age", amount: 30, unit: "d" } },
      },
    ],
    [
      "added:2026-05",
      {
        kind: "date",
        field: "added",
        test: { operator: "=", values: [{ kind: "date", year: 2026, month: 5, day: null }] },
      },
    ],
    [
      "skips[when:<90d heard:<30s]>=2",
      {
        kind: "events",
        field: "skips",
        filters: [
          { name: "when", test: { operator: "<", value: { kind: "age", amount: 90, unit: "d" } } },
          { name: "heard", test: { operator: "<", value: 30 } },
        ],
        test: { operator: ">=", value: 2 },
      },
    ],
    ["is:favourite", { kind: "is", flag: "favorite" }],
    ["-has:cover", { kind: "not", item: { kind: "has", part: "cover" } }],
  ])("reads %j", (text, tree) => {
    expect(parsed(text)).toEqual(tree);
  });

  it.each<[string, string, RegExp]>([
    ["jazz year:abc", "abc", /not a number/u],
    ["is:nice", "nice", /knows favorite/u],
    ["artist:", "artist:", /Nothing stands after/u],
    ["artist<b", "<", /is a text/u],
    ["(a b", "(", /not closed/u],
    ["a OR", "OR", /After OR/u],
    ["OR a", "OR", /stands between/u],
    ["genre:(a,,b)", ",", /missing/u],
    ["year:1999..1990", "1999..1990", /ends before/u],
    ["rating>=7", "7", /0\.5 to 5/u],
    ["added>2026-13", "2026-13", /calendar/u],
    ["plays[]>2", "[]", /which events/u],
    ["plays[loud:3]>2", "loud", /when, heard, hour/u],
    ["plays[when:<9d", "[when:<9d", /not closed/u],
  ])("says of %j that %j is wrong", (text, place, message) => {
    const result = parseQuery(text);
    if (result.ok) throw new Error(`${text} was read`);
    expect(text.slice(result.error.from, result.error.to)).toBe(place);
    expect(result.error.message).toMatch(message);
  });

  // Catches: an example in the guide or the rule builder that the parser refuses or reads as another field.
  it.each(queryFields.map((field) => [field.example, field.name]))(
    "reads the example %j",
    (example, name) => {
      expect(parsed(example)).toMatchObject({ field: name });
    },
  );

  // Catches: two fields that answer to the same word.
  it("has one field for a word", () => {
    const names = queryFields.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  });
});
