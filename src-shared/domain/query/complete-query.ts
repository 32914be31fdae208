import {
  eventFilterNames,
  eventFilters,
  fieldNamed,
  flagNames,
  flags,
  partNames,
  parts,
  type QueryField,
  queryFields,
} from "./query-fields.ts";

export interface QueryCompletion {
  /** What it is, for an icon: a field to go on with, an operator, a value of `is:` or `has:`, an example of a value. */
  readonly kind: "field" | "operator" | "flag" | "part" | "filter" | "example";
  /** What to put in the place of `from` to `to`. */
  readonly insert: string;
  readonly label: string;
  readonly help: string;
}

/** What could be typed at the cursor. */
export interface QueryCompletions {
  /** The stretch that a completion replaces, UTF-16 offsets. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly QueryCompletion[];
  /** The cursor stands in a value of this field: ask `songs.suggestValues` and insert {@link quoted} answers. */
  readonly values: { readonly field: QueryField["name"]; readonly prefix: string } | null;
}

const operatorHelp: Readonly<Record<string, string>> = {
  ":": "holds",
  "=": "is exactly",
  "!=": "is not",
  "<": "less than",
  "<=": "at most",
  ">": "more than",
  ">=": "at least",
};
const dateOperatorHelp: Readonly<Record<string, string>> = {
  "<": "within the last, or before",
  ">": "longer ago than, or after",
  "<=": "within the last, or up to",
  ">=": "at least so long ago, or since",
};
const dateExamples = [
  ["<7d", "in the last week"],
  ["<30d", "in the last 30 days"],
  ["<1y", "in the last year"],
  [">1y", "more than a year ago"],
] as const;

const token = /^-*([a-z_]+)(:?(?:!=|<=|>=|[<>=:])|$)(.*)$/isu;

/** Fields, operators and words that could stand at `cursor`; none inside a phrase that belongs to no field. */
export function completionsAt(text: string, cursor: number): QueryCompletions {
  const before = text.slice(0, cursor);
  const start = tokenStart(before);
  const typed = before.slice(start);
  const nothing: QueryCompletions = { from: cursor, to: cursor, items: [], values: null };
  const bracket = /^-*(plays|skips)\[(?:[^\]]*[\s,])?([a-z]*)$/iu.exec(typed);
  if (bracket !== null) return filterCompletions(bracket[2] ?? "", cursor);
  const [, word = "", operator = "", value = ""] = token.exec(typed) ?? [];
  if (word === "") return nothing;
  if (operator === "") return wordCompletions(word, cursor);
  const name = word.toLowerCase();
  if (name === "is" || name === "has") {
    return operator === ":" ? testCompletions(name, value, cursor) : nothing;
  }
  const field = fieldNamed(word);
  if (field === undefined) return nothing;
  if (field.kind === "date" && value === "") {
    const from = cursor - operator.length;
    return {
      from,
      to: cursor,
      items: dateExamples.map(([insert, help]) => ({
        kind: "example",
        insert,
        label: `${field.name}${insert}`,
        help,
      })),
      values: null,
    };
  }
  if (field.hasValues !== true) return nothing;
  const { prefix, length } = lastValue(value);
  return { from: cursor - length, to: cursor, items: [], values: { field: field.name, prefix } };
}

/** Where the word under the cursor begins: spaces in quotes, brackets and lists of a field belong to it. */
function tokenStart(before: string): number {
  let start = 0;
  let isQuoted = false;
  let listDepth = 0;
  let isInBrackets = false;
  for (let at = 0; at < before.length; at += 1) {
    const letter = before[at] ?? "";
    if (isQuoted) {
      if (letter === "\\") at += 1;
      else if (/["“”„]/u.test(letter)) isQuoted = false;
      continue;
    }
    if (/["“”„]/u.test(letter)) isQuoted = true;
    else if (letter === "[") isInBrackets = /(?:plays|skips)$/iu.test(before.slice(start, at));
    else if (letter === "]") isInBrackets = false;
    else if (letter === "(" && /[:=]$/u.test(before.slice(start, at))) listDepth += 1;
    else if (letter === "(" && before.slice(start, at).replaceAll("-", "") === "") start = at + 1;
    else if (letter === ")" && listDepth > 0) listDepth -= 1;
    else if (/\s/u.test(letter) && listDepth === 0 && !isInBrackets) start = at + 1;
  }
  return start;
}

/** The part of a value that is being typed: after the last comma of a list, without its opening quote. */
function lastValue(value: string): { prefix: string; length: number } {
  const isList = value.startsWith("(");
  const item = isList ? (/(?:^\(|,)\s*((?:["“”„][^"“”„]*)?[^,]*)$/u.exec(value)?.[1] ?? "") : value;
  return { prefix: item.replace(/^["“”„]/u, ""), length: item.length };
}

function wordCompletions(word: string, cursor: number): QueryCompletions {
  const wanted = word.toLowerCase();
  const exact = fieldNamed(word);
  const items: QueryCompletion[] = queryFields
    .filter(({ name, aliases }) => [name, ...aliases].some((known) => known.startsWith(wanted)))
    .map(({ name, type, label, help }) => ({
      kind: "field",
      insert: type === "text" || type === "playlist" ? `${name}:` : name,
      label,
      help,
    }));
  for (const name of ["is", "has"] as const) {
    if (!name.startsWith(wanted)) continue;
    const known = name === "is" ? flagNames : partNames;
    items.push({ kind: "field", insert: `${name}:`, label: `${name}:`, help: known.join(", ") });
  }
  if (exact !== undefined && exact.name === wanted) {
    const help = exact.kind === "date" ? { ...operatorHelp, ...dateOperatorHelp } : operatorHelp;
    const operators = exact.operators
      .filter((operator) => operator !== "..")
      .map((operator): QueryCompletion => ({
        kind: "operator",
        insert: `${exact.name}${operator}`,
        label: `${exact.name}${operator}`,
        help: help[operator] ?? "",
      }));
    return { from: cursor - word.length, to: cursor, items: operators, values: null };
  }
  return { from: cursor - word.length, to: cursor, items, values: null };
}

function testCompletions(name: "is" | "has", typed: string, cursor: number): QueryCompletions {
  const wanted = typed.toLowerCase();
  const items: QueryCompletion[] =
    name === "is"
      ? flagNames.map((flag) => ({ kind: "flag", insert: flag, ...words(flags[flag]) }))
      : partNames.map((part) => ({ kind: "part", insert: part, ...words(parts[part]) }));
  return {
    from: cursor - typed.length,
    to: cursor,
    items: items.filter(({ insert }) => insert.startsWith(wanted)),
    values: null,
  };
}

function filterCompletions(typed: string, cursor: number): QueryCompletions {
  const items = eventFilterNames
    .filter((name) => name.startsWith(typed.toLowerCase()))
    .map((name): QueryCompletion => ({
      kind: "filter",
      insert: name,
      label: eventFilters[name].example,
      help: eventFilters[name].help,
    }));
  return { from: cursor - typed.length, to: cursor, items, values: null };
}

function words({ label, help }: { readonly label: string; readonly help: string }): {
  label: string;
  help: string;
} {
  return { label, help };
}
