import type { Age, CalendarDate } from "#shared/domain/query/query-ast.ts";
import { assertNever } from "#shared/lib/assert-never.ts";
import { smartTexts } from "../smart-texts.ts";
import type { DateDraft, NumberDraft, Rule } from "./rule-tree.ts";

/** How a rule compares, as one word for a list of choices. */
export type NumberOperator = NumberDraft["operator"];

export const dateOperators = [
  "withinAge",
  "olderThanAge",
  "betweenAges",
  "before",
  "after",
  "until",
  "since",
  "on",
  "notOn",
  "between",
  "atMostAge",
  "atLeastAge",
] as const;
export type DateOperator = (typeof dateOperators)[number];

export type RuleOperator =
  | "contains"
  | "lacks"
  | "is"
  | "isNot"
  | "yes"
  | "no"
  | NumberOperator
  | DateOperator;

const numberOperators = [">=", "<=", "=", "!=", ">", "<", ".."] as const;

/** Two that mean nearly the same as others: offered only where a query already says them. */
const rareDateOperators: readonly DateOperator[] = ["atMostAge", "atLeastAge"];

/** The choices for a rule, with the one it has. */
export function operatorsOf(rule: Rule): readonly { value: RuleOperator; label: string }[] {
  const { test } = rule;
  switch (test.kind) {
    case "words":
      return labelled(["contains", "lacks"], smartTexts.textOperators);
    case "text":
      return test.field === "playlist"
        ? labelled(["contains", "lacks"], smartTexts.playlistOperators)
        : labelled(["contains", "lacks", "is", "isNot"], smartTexts.textOperators);
    case "is":
    case "has":
      return labelled(["yes", "no"], smartTexts.flagOperators);
    case "number":
    case "events":
      return labelled(numberOperators, smartTexts.numberOperators);
    case "date":
      return dateOperatorsFor(test.test);
    default:
      return assertNever(test);
  }
}

export function dateOperatorsFor(
  test: DateDraft,
): readonly { value: DateOperator; label: string }[] {
  const current = dateOperatorOf(test);
  const offered = dateOperators.filter(
    (operator) => operator === current || !rareDateOperators.includes(operator),
  );
  return labelled(offered, smartTexts.dateOperators);
}

function labelled<Operator extends string>(
  operators: readonly Operator[],
  labels: Readonly<Record<Operator, string>>,
): readonly { value: Operator; label: string }[] {
  return operators.map((value) => ({ value, label: labels[value] }));
}

export function operatorOf(rule: Rule): RuleOperator {
  const { test, isNegated } = rule;
  switch (test.kind) {
    case "words":
      return isNegated ? "lacks" : "contains";
    case "text":
      if (test.operator === ":") return isNegated ? "lacks" : "contains";
      return test.operator === "=" ? "is" : "isNot";
    case "is":
    case "has":
      return isNegated ? "no" : "yes";
    case "number":
    case "events":
      return test.test.operator;
    case "date":
      return dateOperatorOf(test.test);
    default:
      return assertNever(test);
  }
}

/** The rule comparing otherwise, with what it can keep of its values. */
export function withOperator(rule: Rule, operator: RuleOperator): Rule {
  const { test } = rule;
  switch (test.kind) {
    case "words":
      return { ...rule, isNegated: operator === "lacks" };
    case "text":
      return {
        ...rule,
        isNegated: operator === "lacks",
        test: { ...test, operator: operator === "is" ? "=" : operator === "isNot" ? "!=" : ":" },
      };
    case "is":
    case "has":
      return { ...rule, isNegated: operator === "no" };
    case "number":
    case "events":
      return { ...rule, test: { ...test, test: numberWithOperator(test.test, operator) } };
    case "date":
      return { ...rule, test: { ...test, test: dateWithOperator(test.test, operator) } };
    default:
      return assertNever(test);
  }
}

function firstNumber(draft: NumberDraft): number | null {
  if ("values" in draft) return draft.values[0] ?? null;
  return "value" in draft ? draft.value : (draft.from ?? draft.to);
}

export function numberWithOperator(draft: NumberDraft, operator: RuleOperator): NumberDraft {
  if (operator === draft.operator) return draft;
  const value = firstNumber(draft);
  switch (operator) {
    case "=":
    case "!=":
      if ("values" in draft) return { operator, values: draft.values };
      return { operator, values: value === null ? [] : [value] };
    case "<":
    case "<=":
    case ">":
    case ">=":
      return { operator, value };
    case "..":
      return { operator, from: value, to: null };
    default:
      return draft;
  }
}

export function dateOperatorOf(draft: DateDraft): DateOperator {
  switch (draft.operator) {
    case "=":
      return "on";
    case "!=":
      return "notOn";
    case "..":
      return draft.from?.kind === "age" || draft.to?.kind === "age" ? "betweenAges" : "between";
    default: {
      const isAge = draft.value?.kind === "age";
      const operators = isAge ? ageOperators : calendarOperators;
      return operators[draft.operator];
    }
  }
}

const ageOperators = {
  "<": "withinAge",
  "<=": "atMostAge",
  ">": "olderThanAge",
  ">=": "atLeastAge",
} as const;
const calendarOperators = { "<": "before", "<=": "until", ">": "after", ">=": "since" } as const;

const usualAge: Age = { kind: "age", amount: 30, unit: "d" };

export function dateWithOperator(draft: DateDraft, operator: RuleOperator): DateDraft {
  const values =
    "values" in draft ? draft.values : "value" in draft ? [draft.value] : rangeOf(draft);
  const age = values.find((value): value is Age => value?.kind === "age") ?? usualAge;
  const dates = values.filter((value): value is CalendarDate => value?.kind === "date");
  const [date = null] = dates;
  switch (operator) {
    case "withinAge":
      return { operator: "<", value: age };
    case "atMostAge":
      return { operator: "<=", value: age };
    case "olderThanAge":
      return { operator: ">", value: age };
    case "atLeastAge":
      return { operator: ">=", value: age };
    case "betweenAges":
      return { operator: "..", from: age, to: { ...age, amount: age.amount * 2 } };
    case "before":
      return { operator: "<", value: date };
    case "until":
      return { operator: "<=", value: date };
    case "after":
      return { operator: ">", value: date };
    case "since":
      return { operator: ">=", value: date };
    case "on":
      return { operator: "=", values: dates };
    case "notOn":
      return { operator: "!=", values: dates };
    case "between":
      return { operator: "..", from: date, to: dates[1] ?? null };
    default:
      return draft;
  }
}

function rangeOf(
  draft: DateDraft & { readonly operator: ".." },
): readonly (Age | CalendarDate | null)[] {
  return [draft.from, draft.to];
}
