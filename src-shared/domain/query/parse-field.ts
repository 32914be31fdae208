import type {
  CalendarDate,
  Comparison,
  DateTest,
  EventFilter,
  NonEmpty,
  NumberTest,
  QueryNode,
} from "./query-ast.ts";
import { parseDateValue } from "./date-values.ts";
import { type NumberForm, parseNumber } from "./number-values.ts";
import { refuse } from "./query-error.ts";
import {
  type DateFieldName,
  type EventFieldName,
  eventFilterNames,
  fieldNamed,
  flagNames,
  flags,
  numberFacts,
  type NumberFieldName,
  partNames,
  parts,
  type QueryField,
  type TextFieldName,
  wordNamed,
} from "./query-fields.ts";
import type { QueryScanner, ScannedValue as Value } from "./query-scanner.ts";

/** A word that could name a field, and what follows it. */
const fieldStart = /([a-z_]+)(:|!=|[=<>[])/iuy;
const operators = ["!=", "<=", ">=", "=", "<", ">"] as const;
const durationForm: NumberForm = { type: "duration", most: 9_999_999, isWhole: false };
const hourForm: NumberForm = { type: "number", most: 23, isWhole: true };

/** The operator as typed and its values; several only from a list. */
interface Operands {
  /** Null: just a colon. */
  readonly operator: (typeof operators)[number] | null;
  readonly values: NonEmpty<Value>;
  readonly isList: boolean;
  readonly operatorFrom: number;
  readonly operatorTo: number;
}

/**
 * Reads a comparison if one starts here: the name of a field and an operator. Anything else with a colon in it stays a word
 * (`AC:DC`, `http://`).
 *
 * @returns null when no field is named here; nothing is taken then
 * @throws QuerySyntaxError
 */
export function parseField(scanner: QueryScanner): QueryNode | null {
  const start = scanner.at;
  const [, word = "", after = ""] = scanner.match(fieldStart) ?? [];
  if (word === "") return null;
  const name = word.toLowerCase();
  if ((name === "is" || name === "has") && after === ":") return parseWordTest(scanner, name);
  const field = fieldNamed(word);
  if (field === undefined) return null;
  const isCounted = field.name === "plays" || field.name === "skips";
  if (after === "[" && !isCounted) return null;
  scanner.at += word.length;
  const filters = after === "[" ? parseFilters(scanner, field.name) : [];
  const operands = parseOperands(scanner, word, start);
  switch (field.kind) {
    case "text":
      return textNode(field, operands);
    case "date":
      return { kind: "date", field: field.name as DateFieldName, test: dateTest(operands) };
    case "number": {
      const test = numberTest(numberFacts(field.name as NumberFieldName), operands);
      const [first, ...rest] = filters;
      return first === undefined
        ? { kind: "number", field: field.name as NumberFieldName, test }
        : { kind: "events", field: field.name as EventFieldName, filters: [first, ...rest], test };
    }
  }
}

function parseWordTest(scanner: QueryScanner, name: "is" | "has"): QueryNode {
  scanner.at += name.length + 1;
  const from = scanner.at;
  const word = scanner.isAtQuote() ? scanner.takePhrase() : scanner.takeWord();
  const known = name === "is" ? flagNames : partNames;
  const flag = name === "is" ? wordNamed(flags, word) : undefined;
  const part = name === "has" ? wordNamed(parts, word) : undefined;
  if (flag !== undefined) return { kind: "is", flag };
  if (part !== undefined) return { kind: "has", part };
  refuse(
    word === "" ? from - name.length - 1 : from,
    Math.max(scanner.at, from),
    word === ""
      ? `Nothing stands after ${name}: yet; it knows ${known.join(", ")}.`
      : `"${name}:${word.slice(0, 40)}" is not known; ${name}: knows ${known.join(", ")}.`,
    known,
  );
}

function parseFilters(scanner: QueryScanner, field: string): EventFilter[] {
  const open = scanner.at;
  scanner.at += 1;
  const filters: EventFilter[] = [];
  for (;;) {
    scanner.skipSpaces();
    if (scanner.take(",")) continue;
    if (scanner.take("]")) break;
    if (scanner.isAtEnd) {
      refuse(open, scanner.at, `The bracket after ${field} is not closed.`, ["]"]);
    }
    filters.push(parseFilter(scanner));
  }
  if (filters.length === 0) {
    refuse(
      open,
      scanner.at,
      `The brackets after ${field} say which events count, such as [when<90d].`,
      [...eventFilterNames],
    );
  }
  return filters;
}

function parseFilter(scanner: QueryScanner): EventFilter {
  const start = scanner.at;
  const [, word = ""] = scanner.match(fieldStart) ?? [];
  const name = eventFilterNames.find((known) => known === word.toLowerCase());
  if (name === undefined) {
    scanner.takeWord("],:=<>!");
    const to = Math.max(scanner.at, start + 1);
    refuse(
      start,
      to,
      `In brackets stands ${eventFilterNames.join(", ")} with a comparison.`,
      eventFilterNames,
    );
  }
  scanner.at += word.length;
  const operands = parseOperands(scanner, word, start, "],");
  switch (name) {
    case "when":
      return { name, test: dateTest(operands) };
    case "heard":
      return { name, test: numberTest(durationForm, operands) };
    case "hour":
      return { name, test: numberTest(hourForm, operands, true) };
  }
}

function parseOperands(scanner: QueryScanner, word: string, start: number, stops = ""): Operands {
  const operatorFrom = scanner.at;
  const hasColon = scanner.take(":");
  const operator = scanner.takeOneOf(operators) ?? null;
  const operatorTo = scanner.at;
  if (!hasColon && operator === null) {
    const to = Math.min(scanner.at + 1, scanner.text.length);
    refuse(start, Math.max(to, start + 1), `After ${word} a comparison is wanted.`, [
      ":",
      ...operators,
    ]);
  }
  const parts = { operator, operatorFrom, operatorTo };
  if (scanner.peek() === "(") {
    return { ...parts, values: parseList(scanner), isList: true };
  }
  const from = scanner.at;
  const isQuoted = scanner.isAtQuote();
  const text = isQuoted ? scanner.takePhrase() : scanner.takeWord(stops);
  if (text === "" && !isQuoted) {
    const typed = scanner.text.slice(start, operatorTo);
    refuse(
      start,
      operatorTo,
      `Nothing stands after ${typed}; what it is to be compared with follows without a space.`,
      ["value"],
    );
  }
  return { ...parts, values: [{ text, from, to: scanner.at, isQuoted }], isList: false };
}

function parseList(scanner: QueryScanner): NonEmpty<Value> {
  const open = scanner.at;
  scanner.at += 1;
  const values: Value[] = [];
  for (;;) {
    values.push(scanner.takeListItem(open));
    if (scanner.take(",")) continue;
    if (scanner.take(")")) break;
    if (scanner.isAtEnd) {
      refuse(open, scanner.at, "The list that begins here is not closed with a parenthesis.", [
        ")",
      ]);
    }
    refuse(scanner.at, scanner.at + 1, "After a value of a list comes a comma or its end.", [
      ",",
      ")",
    ]);
  }
  const [first, ...rest] = values;
  if (first === undefined) refuse(open, scanner.at, "The list is empty.", ["value"]);
  return [first, ...rest];
}

function textNode(
  field: QueryField,
  { operator, values, operatorFrom, operatorTo }: Operands,
): QueryNode {
  const typed = operator ?? ":";
  if (typed !== ":" && typed !== "=" && typed !== "!=") {
    refuse(
      operatorFrom,
      operatorTo,
      `${field.label} is a text: it is compared with ${field.operators.join(", ")}.`,
      field.operators,
    );
  }
  const [first, ...rest] = values;
  const texts: NonEmpty<string> = [first.text, ...rest.map(({ text }) => text)];
  const name = field.name as TextFieldName;
  if (field.type !== "playlist")
    return { kind: "text", field: name, operator: typed, values: texts };
  const node: QueryNode = { kind: "text", field: name, operator: ":", values: texts };
  return typed === "!=" ? { kind: "not", item: node } : node;
}

function numberTest(form: NumberForm, operands: Operands, mayWrap = false): NumberTest {
  const { operator, values, isList } = operands;
  const [first, ...rest] = values;
  const read = ({ text, from, to }: Value): number => parseNumber(form, text, from, to);
  if (operator === null || operator === "=" || operator === "!=") {
    const range = isList ? null : rangeOf(first, operator);
    if (range !== null) {
      const [from, to] = range.map((end) => (end === null ? null : read(end)));
      if (from === undefined || to === undefined) throw new Error("A range has two ends");
      if (from !== null && to !== null && from > to && !mayWrap) reversed(first);
      return { operator: "..", from, to };
    }
    return { operator: operator ?? "=", values: [read(first), ...rest.map(read)] };
  }
  refuseList(operands);
  return { operator, value: read(first) };
}

function dateTest(operands: Operands): DateTest {
  const { operator, values, isList } = operands;
  const [first, ...rest] = values;
  const read = ({ text, from, to }: Value): ReturnType<typeof parseDateValue> =>
    parseDateValue(text, from, to);
  if (operator === null || operator === "=" || operator === "!=") {
    const range = isList ? null : rangeOf(first, operator);
    if (range !== null) return dateRange(first, range, read);
    const value = read(first);
    // "added:30d" can only mean within the last 30 days.
    if (value.kind === "age" && rest.length === 0 && operator !== "!=") {
      return { operator: "<=", value };
    }
    const dates = [first, ...rest].map((one): CalendarDate => {
      const date = read(one);
      if (date.kind === "date") return date;
      return refuse(one.from, one.to, "An age is compared with < or >; only dates can be equal.", [
        "<",
        ">",
      ]);
    });
    const [firstDate, ...others] = dates;
    if (firstDate === undefined) throw new Error("A list has a first value");
    return { operator: operator ?? "=", values: [firstDate, ...others] };
  }
  refuseList(operands);
  return { operator, value: read(first) };
}

function dateRange(
  whole: Value,
  [first, last]: readonly [Value | null, Value | null],
  read: (value: Value) => ReturnType<typeof parseDateValue>,
): DateTest {
  const from = first === null ? null : read(first);
  const to = last === null ? null : read(last);
  if (from?.kind === "age" || to?.kind === "age") {
    if (from?.kind === "age" && to?.kind === "age") return { operator: "..", from, to };
    refuse(
      whole.from,
      whole.to,
      "Both ends of a range are ages or both are dates; for an open age write < or >.",
      ["30d..90d", "2026-01..2026-05"],
    );
  }
  if (from !== null && to !== null && first !== null && last !== null && isAfter(from, to)) {
    reversed(whole);
  }
  return { operator: "..", from, to };
}

/** Whether all of `left` lies after all of `right`. */
function isAfter(left: CalendarDate, right: CalendarDate): boolean {
  const lowest = left.year * 10_000 + (left.month ?? 0) * 100 + (left.day ?? 0);
  const highest = right.year * 10_000 + (right.month ?? 99) * 100 + (right.day ?? 99);
  return lowest > highest;
}

/** Both ends of `1990..1999`; null: no range. */
function rangeOf(
  value: Value,
  operator: Operands["operator"],
): readonly [Value | null, Value | null] | null {
  const at = value.text.indexOf("..");
  if (value.isQuoted || at === -1) return null;
  if (operator === "!=") {
    refuse(
      value.from,
      value.to,
      "A range is left out with a minus before the field: -year:1990..1999.",
      [],
    );
  }
  const before = value.text.slice(0, at);
  const after = value.text.slice(at + 2);
  if (before === "" && after === "") {
    refuse(value.from, value.to, "A range needs at least one end.", [
      "1990..1999",
      "1990..",
      "..1999",
    ]);
  }
  const from = { text: before, from: value.from, to: value.from + at, isQuoted: false };
  const to = { text: after, from: value.from + at + 2, to: value.to, isQuoted: false };
  return [before === "" ? null : from, after === "" ? null : to];
}

function reversed({ from, to }: Value): never {
  return refuse(from, to, "The range ends before it begins.", []);
}

function refuseList({ operator, values, isList, operatorFrom, operatorTo }: Operands): void {
  if (!isList || values.length === 1) return;
  const typed: Comparison | "" =
    operator === "<" || operator === "<=" || operator === ">" || operator === ">=" ? operator : "";
  refuse(operatorFrom, operatorTo, `${typed} compares with one value, not with a list.`, [
    "=",
    "!=",
  ]);
}
