import fc from "fast-check";
import type {
  Age,
  CalendarDate,
  DateTest,
  EventFilter,
  NonEmpty,
  NumberTest,
  QueryNode,
} from "#shared/domain/query/query-ast.ts";
import { isDate } from "#shared/domain/query/date-values.ts";
import {
  dateFields,
  type DateFieldName,
  flagNames,
  type NumberFieldName,
  numberFacts,
  numberFields,
  partNames,
  textFields,
  type TextFieldName,
} from "#shared/domain/query/query-fields.ts";

/** What random queries are made of; tests of the language and of its evaluation share it. */
export interface QueryMaterial {
  /** Texts to look for; anything by default. */
  readonly text?: fc.Arbitrary<string>;
  /** Values of a text field, where they should sometimes hit. */
  readonly valuesOf?: Partial<Record<TextFieldName, fc.Arbitrary<string>>>;
  readonly numbersOf?: Partial<Record<NumberFieldName | "heard", fc.Arbitrary<number>>>;
  readonly dates?: fc.Arbitrary<CalendarDate>;
  readonly ages?: fc.Arbitrary<Age>;
}

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(..."aÖ东 \"“\\()[],:=<>!-.\n'".split("")), maxLength: 8 }),
  fc.constantFrom("OR", "AND", "or", "-a", "a..b", "artist:x", "", "is:hidden"),
);
const anyDate: fc.Arbitrary<CalendarDate> = fc
  .record({
    kind: fc.constant("date" as const),
    year: fc.integer({ min: 1000, max: 9999 }),
    month: fc.option(fc.integer({ min: 1, max: 12 })),
    day: fc.option(fc.integer({ min: 1, max: 31 })),
  })
  .filter(isDate);
const anyAge: fc.Arbitrary<Age> = fc.record({
  kind: fc.constant("age" as const),
  amount: fc.integer({ min: 1, max: 99_999 }),
  unit: fc.constantFrom("h", "d", "w", "m", "y"),
});

function nonEmpty<Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<NonEmpty<Item>> {
  return fc.tuple(item, fc.array(item, { maxLength: 2 })).map(([first, rest]) => [first, ...rest]);
}

/** Any query tree. */
export function queryTree(material: QueryMaterial = {}): fc.Arbitrary<QueryNode> {
  const text = material.text ?? anyText;
  const leaf: fc.Arbitrary<QueryNode> = fc.oneof(
    fc.record({ kind: fc.constant("words" as const), text }),
    fc.constantFrom(...(Object.keys(textFields) as TextFieldName[])).chain((field) =>
      fc.record({
        kind: fc.constant("text" as const),
        field: fc.constant(field),
        operator:
          field === "playlist" ? fc.constant(":" as const) : fc.constantFrom(":", "=", "!="),
        values: nonEmpty(material.valuesOf?.[field] ?? text),
      }),
    ),
    fc.constantFrom(...(Object.keys(numberFields) as NumberFieldName[])).chain((field) =>
      fc.record({
        kind: fc.constant("number" as const),
        field: fc.constant(field),
        test: numberTest(material.numbersOf?.[field] ?? anyNumber(field)),
      }),
    ),
    fc.record({
      kind: fc.constant("date" as const),
      field: fc.constantFrom(...(Object.keys(dateFields) as DateFieldName[])),
      test: dateTest(material),
    }),
    fc.record({
      kind: fc.constant("events" as const),
      field: fc.constantFrom("plays" as const, "skips" as const),
      filters: nonEmpty(eventFilter(material)),
      test: numberTest(fc.integer({ min: 0, max: 4 })),
    }),
    fc.record({ kind: fc.constant("is" as const), flag: fc.constantFrom(...flagNames) }),
    fc.record({ kind: fc.constant("has" as const), part: fc.constantFrom(...partNames) }),
  );
  const { tree } = fc.letrec<{ tree: QueryNode }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small", maxDepth: 5 },
      { weight: 3, arbitrary: leaf },
      {
        weight: 2,
        arbitrary: fc
          .tuple(
            fc.constantFrom("and" as const, "or" as const),
            tie("tree"),
            tie("tree"),
            fc.array(tie("tree"), { maxLength: 2 }),
          )
          .map(([kind, first, second, rest]): QueryNode => ({
            kind,
            items: [first, second, ...rest],
          })),
      },
      {
        weight: 1,
        arbitrary: tie("tree").map((item): QueryNode => ({ kind: "not", item })),
      },
    ),
  }));
  return tree;
}

function anyNumber(field: NumberFieldName): fc.Arbitrary<number> {
  const { most, isWhole, type } = numberFacts(field);
  if (type === "stars") return fc.integer({ min: 1, max: 10 }).map((half) => half / 2);
  const whole = fc.integer({ min: 0, max: most });
  if (isWhole) return whole;
  const parts = fc.integer({ min: 0, max: most * 1000 }).map((thousandths) => thousandths / 1000);
  return fc.oneof(whole, parts);
}

function numberTest(value: fc.Arbitrary<number>, mayWrap = false): fc.Arbitrary<NumberTest> {
  return fc.oneof(
    fc.record({
      operator: fc.constantFrom("=" as const, "!=" as const),
      values: nonEmpty(value),
    }),
    fc.record({ operator: fc.constantFrom("<" as const, "<=", ">", ">="), value }),
    fc
      .tuple(fc.option(value), fc.option(value))
      .filter(([from, to]) => from !== null || to !== null)
      .map(([one, other]): NumberTest => {
        const isTurned = one !== null && other !== null && one > other && !mayWrap;
        return isTurned
          ? { operator: "..", from: other, to: one }
          : { operator: "..", from: one, to: other };
      }),
  );
}

function dateTest({ dates = anyDate, ages = anyAge }: QueryMaterial): fc.Arbitrary<DateTest> {
  const order = ({ year, month, day }: CalendarDate): number =>
    year * 10_000 + (month ?? 0) * 100 + (day ?? 0);
  return fc.oneof(
    fc.record({
      operator: fc.constantFrom("=" as const, "!=" as const),
      values: nonEmpty(dates),
    }),
    fc.record({
      operator: fc.constantFrom("<" as const, "<=", ">", ">="),
      value: fc.oneof<fc.Arbitrary<Age | CalendarDate>[]>(dates, ages),
    }),
    fc
      .tuple(fc.option(dates), fc.option(dates))
      .filter(([from, to]) => from !== null || to !== null)
      .map(([one, other]): DateTest => {
        const isTurned = one !== null && other !== null && order(one) > order(other);
        return isTurned
          ? { operator: "..", from: other, to: one }
          : { operator: "..", from: one, to: other };
      }),
    fc.record({ operator: fc.constant(".." as const), from: ages, to: ages }),
  );
}

function eventFilter(material: QueryMaterial): fc.Arbitrary<EventFilter> {
  const seconds = material.numbersOf?.heard ?? fc.integer({ min: 0, max: 600 });
  return fc.oneof(
    fc.record({ name: fc.constant("when" as const), test: dateTest(material) }),
    fc.record({ name: fc.constant("heard" as const), test: numberTest(seconds) }),
    fc.record({
      name: fc.constant("hour" as const),
      test: numberTest(fc.integer({ min: 0, max: 23 }), true),
    }),
  );
}
