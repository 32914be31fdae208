import { printDateValue } from "#shared/domain/query/date-values.ts";
import { type NumberForm, printNumber } from "#shared/domain/query/number-values.ts";
import { parseQuery } from "#shared/domain/query/parse-query.ts";
import type { Age, CalendarDate, Query } from "#shared/domain/query/query-ast.ts";
import { flags, numberFacts, parts } from "#shared/domain/query/query-fields.ts";
import type { SmartLimit, SmartRules } from "#shared/domain/playlists/smart-rules.ts";
import { assertNever } from "#shared/lib/assert-never.ts";
import { formatBytes, formatCounted, formatDuration } from "#renderer/lib/format.ts";
import { fieldOf } from "./model/rule-fields.ts";
import { dateOperatorOf, operatorOf } from "./model/rule-operators.ts";
import { completeTest, queryToRules } from "./model/rules-and-query.ts";
import type {
  DateDraft,
  EventFilterDraft,
  NumberDraft,
  Rule,
  RuleGroup,
  RuleNode,
  RuleTest,
} from "./model/rule-tree.ts";
import { smartTexts } from "./smart-texts.ts";

/** Names for the playlists that rules refer to by uuid. */
export type NameOf = (uuidOrName: string) => string;

/** A rule in words, as "Rating at least 4 stars"; null while it is not filled in. */
export function describeRule(rule: Rule, nameOf: NameOf): string | null {
  const { test } = rule;
  if (completeTest(test) === null) return null;
  const operator = operatorOf(rule);
  switch (test.kind) {
    case "words":
      return `${smartTexts.anyText} ${rule.isNegated ? "does not contain" : "contains"} ${quote(test.text)}`;
    case "is":
      return rule.isNegated
        ? `Not ${flags[test.flag].label.toLowerCase()}`
        : flags[test.flag].label;
    case "has":
      return `${rule.isNegated ? "No" : "Has"} ${parts[test.part].label.toLowerCase()}`;
    case "text":
      return test.field === "playlist"
        ? `${rule.isNegated ? "Not in" : "In"} ${orList(test.values.map((value) => quote(nameOf(value))))}`
        : `${labelOf(test)} ${textOperators[operator as keyof typeof textOperators]} ${orList(test.values.map(quote))}`;
    case "date":
      return `${labelOf(test)} ${describeDate(test.test)}`;
    case "number":
      return `${labelOf(test)} ${describeNumber(test.test, numberFacts(test.field))}`;
    case "events":
      return `${labelOf(test)} ${describeNumber(test.test, numberFacts(test.field))}, ${smartTexts.conditionLead} ${test.filters.map(describeFilter).join(", ")}`;
    default:
      return assertNever(test);
  }
}

const textOperators = {
  contains: "contains",
  lacks: "does not contain",
  is: "is",
  isNot: "is not",
} as const;

function labelOf(test: RuleTest): string {
  return fieldOf(test)?.label ?? smartTexts.anyText;
}

const quote = (text: string): string => `“${text}”`;
const orList = (items: readonly string[]): string => items.join(" or ");

function describeNumber(draft: NumberDraft, form: NumberForm): string {
  const show = (value: number): string =>
    form.type === "stars"
      ? formatCounted(value, "star", "stars").replace(/^\d+/u, String(value))
      : printNumber(form, value);
  const lead = smartTexts.numberOperators[draft.operator];
  switch (draft.operator) {
    case "=":
    case "!=":
      return `${lead} ${orList(draft.values.map(show))}`;
    case "..":
      return describeRange(
        draft.from === null ? null : show(draft.from),
        draft.to === null ? null : show(draft.to),
      );
    default:
      return `${lead} ${draft.value === null ? "" : show(draft.value)}`;
  }
}

function describeRange(from: string | null, to: string | null): string {
  if (from === null) return `up to ${to ?? ""}`;
  return to === null ? `from ${from}` : `${from} to ${to}`;
}

function describeDate(draft: DateDraft): string {
  const operator = dateOperatorOf(draft);
  switch (draft.operator) {
    case "=":
    case "!=":
      return `${draft.operator === "=" ? "in" : "not in"} ${orList(draft.values.map(printDateValue))}`;
    case "..":
      return operator === "betweenAges"
        ? `${describeRange(point(draft.from), point(draft.to))} ago`
        : describeRange(point(draft.from), point(draft.to));
    default: {
      const value = point(draft.value) ?? "";
      if (operator === "atMostAge") return `at most ${value} ago`;
      if (operator === "atLeastAge") return `at least ${value} ago`;
      return `${smartTexts.dateOperators[operator]} ${value}`;
    }
  }
}

function point(value: Age | CalendarDate | null): string | null {
  if (value === null) return null;
  if (value.kind === "date") return printDateValue(value);
  const unit = smartTexts.ageUnits[value.unit];
  return value.amount === 1 ? `1 ${unit.slice(0, -1)}` : `${value.amount} ${unit}`;
}

const heardForm: NumberForm = { type: "duration", most: 9_999_999, isWhole: false };
const hourForm: NumberForm = { type: "number", most: 23, isWhole: true };

function describeFilter(filter: EventFilterDraft): string {
  switch (filter.name) {
    case "when":
      return describeDate(filter.test);
    case "heard":
      return `heard ${describeNumber(filter.test, heardForm)}`;
    case "hour":
      return `at hour ${describeNumber(filter.test, hourForm)}`;
    default:
      return assertNever(filter);
  }
}

/** The rules of a group in words, nested groups in brackets; empty without any. */
export function describeGroup(group: RuleGroup, nameOf: NameOf): string {
  const said = group.children.flatMap((child) => describeNode(child, nameOf) ?? []);
  if (said.length === 0) return "";
  if (group.match === "none") return `none of ${said.join(", ")}`;
  return said.join(group.match === "all" ? ", " : " or ");
}

function describeNode(node: RuleNode, nameOf: NameOf): string | null {
  if (node.kind === "rule") return describeRule(node, nameOf);
  const said = describeGroup(node, nameOf);
  return said === "" ? null : `(${said})`;
}

/** A query in words, or as it stands where it cannot be read. */
export function describeQuery(query: Query, nameOf: NameOf): string {
  return describeGroup(queryToRules(query), nameOf);
}

/** What a smart playlist takes, in a sentence without full stop: its rules, its limit and its order. */
export function describeRules(rules: SmartRules, nameOf: NameOf): string {
  const parsed = parseQuery(rules.query);
  const said = parsed.ok ? describeQuery(parsed.query, nameOf) : rules.query;
  const lead = said === "" ? "Every song" : said;
  const order = rules.sort
    .map(({ key, descending }) =>
      key === "random"
        ? smartTexts.sortKeys.random
        : `${smartTexts.sortKeys[key]}${descending ? " ↓" : " ↑"}`,
    )
    .join(", ");
  const parts = [lead];
  if (rules.limit !== null) parts.push(`at most ${describeLimit(rules.limit)}`);
  if (order !== "") parts.push(order);
  return parts.join(" · ");
}

export function describeLimit(limit: SmartLimit): string {
  switch (limit.by) {
    case "count":
      return formatCounted(limit.value, "song", "songs");
    case "durationSec":
      return formatDuration(limit.value);
    case "bytes":
      return formatBytes(limit.value);
    default:
      return assertNever(limit.by);
  }
}
