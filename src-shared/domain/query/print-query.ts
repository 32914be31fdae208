import type { DateTest, EventFilter, NumberTest, Query, QueryNode } from "./query-ast.ts";
import { printDateValue } from "./date-values.ts";
import { type NumberForm, printNumber } from "./number-values.ts";
import { numberFacts } from "./query-fields.ts";

/** Needs no quotes wherever it stands. */
const bareWord = /^(?!(?:AND|OR)$)[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.'’&+#/-]*$/u;
const durationForm: NumberForm = { type: "duration", most: 9_999_999, isWhole: false };
const hourForm: NumberForm = { type: "number", most: 23, isWhole: true };

/** The one way to write a query; it parses back to the same tree. */
export function printQuery(query: Query): string {
  return query === null ? "" : printNode(query, "any");
}

/** One node as it would be typed by itself. */
export function printNode(node: QueryNode, inside: "any" | "all" | "one" = "any"): string {
  switch (node.kind) {
    case "or":
      return inParentheses(
        node.items.map((item) => printNode(item, item.kind === "or" ? "one" : "all")).join(" OR "),
        inside !== "any",
      );
    case "and":
      return inParentheses(
        node.items.map((item) => printNode(item, "one")).join(" "),
        inside === "one",
      );
    case "not":
      return `-${printNode(node.item, "one")}`;
    case "words":
      return quoted(node.text);
    case "is":
      return `is:${node.flag}`;
    case "has":
      return `has:${node.part}`;
    case "text":
      return `${node.field}${node.operator}${listOf(node.values.map(quoted))}`;
    case "number":
      return `${node.field}${printNumberTest(node.test, numberFacts(node.field))}`;
    case "date":
      return `${node.field}${printDateTest(node.test)}`;
    case "events": {
      const filters = node.filters.map(printFilter).join(" ");
      return `${node.field}[${filters}]${printNumberTest(node.test, numberFacts(node.field))}`;
    }
  }
}

function inParentheses(text: string, isWanted: boolean): string {
  return isWanted ? `(${text})` : text;
}

function printFilter(filter: EventFilter): string {
  switch (filter.name) {
    case "when":
      return `when${printDateTest(filter.test)}`;
    case "heard":
      return `heard${printNumberTest(filter.test, durationForm)}`;
    case "hour":
      return `hour${printNumberTest(filter.test, hourForm)}`;
  }
}

function printNumberTest(test: NumberTest, form: NumberForm): string {
  switch (test.operator) {
    case "=":
      return `:${listOf(test.values.map((value) => printNumber(form, value)))}`;
    case "!=":
      return `!=${listOf(test.values.map((value) => printNumber(form, value)))}`;
    case "..": {
      const [from, to] = [test.from, test.to].map((end) =>
        end === null ? "" : printNumber(form, end),
      );
      return `:${from}..${to}`;
    }
    default:
      return `${test.operator}${printNumber(form, test.value)}`;
  }
}

function printDateTest(test: DateTest): string {
  switch (test.operator) {
    case "=":
      return `:${listOf(test.values.map(printDateValue))}`;
    case "!=":
      return `!=${listOf(test.values.map(printDateValue))}`;
    case "..": {
      const [from, to] = [test.from, test.to].map((end) =>
        end === null ? "" : printDateValue(end),
      );
      return `:${from}..${to}`;
    }
    default:
      return `${test.operator}${printDateValue(test.value)}`;
  }
}

function listOf(values: readonly string[]): string {
  return values.length === 1 ? (values[0] ?? "") : `(${values.join(",")})`;
}

/** The text as the query language writes it: in quotes where it needs them. */
export function quoted(text: string): string {
  return bareWord.test(text) ? text : `"${text.replaceAll(/["“”„\\]/gu, String.raw`\$&`)}"`;
}
