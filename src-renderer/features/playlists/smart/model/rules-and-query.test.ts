import fc from "fast-check";
import { expect, it } from "vitest";
import { parseQuery } from "#shared/domain/query/parse-query.ts";
import { printQuery } from "#shared/domain/query/print-query.ts";
import type { DateTest, NumberTest, Query, QueryNode } from "#shared/domain/query/query-ast.ts";
import { flagNames, partNames } from "#shared/domain/query/query-fields.ts";
import { operatorOf, operatorsOf, withOperator } from "./rule-operators.ts";
import { queryToRules, rulesToQuery } from "./rules-and-query.ts";
import { makeGroup, makeRule, type Rule, type RuleNode } from "./rule-tree.ts";

/** Not of spaces alone: the builder takes such words for a rule that is not filled in. */
const text = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
  .filter((some) => some.trim() !== "");
const several = <Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<readonly [Item, ...Item[]]> =>
  fc.tuple(item, fc.array(item, { maxLength: 2 })).map(([first, rest]) => [first, ...rest]);
const comparison = fc.constantFrom("<" as const, "<=", ">", ">=");
const equality = fc.constantFrom("=" as const, "!=");
const number = fc.integer({ min: 0, max: 5 });
const numberTest: fc.Arbitrary<NumberTest> = fc.oneof(
  fc.record({ operator: equality, values: several(number) }),
  fc.record({ operator: comparison, value: number }),
  fc.record({ operator: fc.constant(".." as const), from: fc.option(number), to: number }),
);
const date = fc.record({
  kind: fc.constant("date" as const),
  year: fc.integer({ min: 1990, max: 2030 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.option(fc.integer({ min: 1, max: 28 })),
});
const age = fc.record({
  kind: fc.constant("age" as const),
  amount: fc.integer({ min: 1, max: 99 }),
  unit: fc.constantFrom("h" as const, "d", "w", "m", "y"),
});
const range = fc.constant(".." as const);
const dateTest: fc.Arbitrary<DateTest> = fc.oneof(
  fc.record({ operator: equality, values: several(date) }),
  fc.record({ operator: comparison, value: date }),
  fc.record({ operator: comparison, value: age }),
  fc.record({ operator: range, from: date, to: fc.option(date) }),
  fc.record({ operator: range, from: age, to: age }),
);
const leaf: fc.Arbitrary<QueryNode> = fc.oneof(
  fc.record({ kind: fc.constant("words" as const), text }),
  fc.record({
    kind: fc.constant("text" as const),
    field: fc.constantFrom("artist" as const, "tag", "lyrics"),
    operator: fc.constantFrom(":" as const, "=", "!="),
    values: several(text),
  }),
  fc.record({
    kind: fc.constant("text" as const),
    field: fc.constant("playlist" as const),
    operator: fc.constant(":" as const),
    values: several(text),
  }),
  fc.record({
    kind: fc.constant("number" as const),
    field: fc.constantFrom("year" as const, "rating", "plays", "length", "size"),
    test: numberTest,
  }),
  fc.record({
    kind: fc.constant("date" as const),
    field: fc.constantFrom("added" as const, "played"),
    test: dateTest,
  }),
  fc.record({
    kind: fc.constant("events" as const),
    field: fc.constantFrom("plays" as const, "skips"),
    filters: several(
      fc.oneof(
        fc.record({ name: fc.constant("when" as const), test: dateTest }),
        fc.record({ name: fc.constantFrom("heard" as const, "hour"), test: numberTest }),
      ),
    ),
    test: numberTest,
  }),
  fc.record({ kind: fc.constant("is" as const), flag: fc.constantFrom(...flagNames) }),
  fc.record({ kind: fc.constant("has" as const), part: fc.constantFrom(...partNames) }),
);
const { anyQuery } = fc.letrec<{ anyQuery: QueryNode }>((tie) => ({
  anyQuery: fc.oneof(
    { depthSize: "small", maxDepth: 4 },
    { weight: 3, arbitrary: leaf },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.constantFrom("and" as const, "or" as const),
          tie("anyQuery"),
          tie("anyQuery"),
          fc.array(tie("anyQuery"), { maxLength: 2 }),
        )
        .map(([kind, first, second, rest]): QueryNode => ({
          kind,
          items: [first, second, ...rest],
        })),
    },
    {
      weight: 1,
      arbitrary: tie("anyQuery").map((item): QueryNode => ({ kind: "not", item })),
    },
  ),
}));

function queryOf(text: string): Query {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.query;
}

function* rulesIn(node: RuleNode): Generator<Rule> {
  if (node.kind === "rule") yield node;
  else for (const child of node.children) yield* rulesIn(child);
}

// Catches: a query that the builder changes by being looked at.
it("gives back any query that it shows", () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      expect(rulesToQuery(queryToRules(query))).toEqual(query);
    }),
  );
});

// Catches: an operator that a rule has but its list of choices does not offer, or that choosing again changes.
it("offers the operator every rule has, and choosing it changes nothing", () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      for (const rule of rulesIn(queryToRules(query))) {
        const operator = operatorOf(rule);
        expect(operatorsOf(rule).map(({ value }) => value)).toContain(operator);
        if (operator !== "betweenAges") expect(withOperator(rule, operator)).toEqual(rule);
      }
    }),
  );
});

// Catches: a choice in the list of operators that does something else than it says.
it("has the operator that was chosen", () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      for (const rule of rulesIn(queryToRules(query)))
        for (const { value } of operatorsOf(rule))
          expect(operatorOf(withOperator(rule, value))).toBe(value);
    }),
  );
});

// Catches: rules that are still being filled in breaking the query, or standing in it as nothing.
it("leaves out what is not filled in, and groups of nothing else", () => {
  const artist = makeRule({ kind: "text", field: "artist", operator: ":", values: [] });
  const year = makeRule({ kind: "number", field: "year", test: { operator: ">=", value: null } });
  const added = makeRule({
    kind: "date",
    field: "added",
    test: { operator: "..", from: null, to: null },
  });
  const plays = makeRule({
    kind: "events",
    field: "plays",
    filters: [{ name: "heard", test: { operator: "<", value: null } }],
    test: { operator: ">=", value: 3 },
  });
  const kept = makeRule({ kind: "is", flag: "favorite" });
  const root = makeGroup("all", [artist, makeGroup("none", [year, added]), plays, kept]);
  expect(printQuery(rulesToQuery(root))).toBe("is:favorite");
  expect(rulesToQuery(makeGroup("any", [artist]))).toBeNull();
});

// Catches: groups read as another kind of group.
it.each([
  ["genre:jazz rating>=4", "all", 2],
  ["genre:jazz OR rating>=4", "any", 2],
  ["-(genre:jazz OR is:hidden)", "none", 2],
  ["-genre:jazz", "all", 1],
  ["-rating>=4", "none", 1],
  ["", "all", 0],
] as const)("shows %j as a group of %s with %i rules", (text, match, count) => {
  const root = queryToRules(queryOf(text));
  expect(root.match).toBe(match);
  expect(root.children).toHaveLength(count);
});
