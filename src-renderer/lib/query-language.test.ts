import fc from "fast-check";
import { expect, it } from "vitest";
import { findQueryProblem, highlightQuery } from "./query-language.ts";

const pieces = fc.constantFrom(
  ...'( ) [ ] - " “ : = != < >= .. , AND OR is: has:cover plays[ when<9d year: genre:( \\ 夜明け é a'.split(
    " ",
  ),
  " ",
);

// Catches: colours that lose, double or move letters, so that the text behind the field is not the field's.
it("cuts any text into parts that are the text again", () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
      const text = parts.join("");
      const problem = findQueryProblem(text);
      const spans = highlightQuery(text, problem);
      expect(spans.map(({ from, to }) => text.slice(from, to)).join("")).toBe(text);
      const marked = spans.filter(({ isProblem }) => isProblem);
      const shown = marked.map(({ from, to }) => text.slice(from, to)).join("");
      expect(shown).toBe(problem === null ? "" : text.slice(problem.from, problem.to));
    }),
  );
});

// Catches: plain words coloured as fields.
it.each([
  ["artist:simone", "artist|:|"],
  ["-year>=1990", "-|year|>=|"],
  ["AC:DC", ""],
  ['"artist:x"', ""],
  ["jazz OR is:hidden", "OR|is|:|"],
  ["skips[when<90d]>=2", "skips|[|when|<|]|>=|"],
])("colours of %j", (text, coloured) => {
  const spans = highlightQuery(text).filter(({ kind }) => kind !== "text");
  expect(spans.map(({ from, to }) => `${text.slice(from, to)}|`).join("")).toBe(coloured);
});
