import fc from "fast-check";
import { expect, it } from "vitest";
import { parseQuery } from "#shared/domain/query/parse-query.ts";
import { printQuery } from "#shared/domain/query/print-query.ts";
import { queryTree } from "./query-trees.ts";

// Catches: quoting, precedence or units that change a saved rule when it is written down again.
it("any query tree prints and parses back to itself", () => {
  fc.assert(
    fc.property(queryTree(), (query) => {
      expect(parseQuery(printQuery(query))).toEqual({ ok: true, query });
    }),
    { numRuns: 2000 },
  );
});
