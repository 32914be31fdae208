import {
  fieldNamed,
  flagNames,
  flags,
  partNames,
  parts,
  type QueryField,
  queryFields,
} from "#shared/domain/query/query-fields.ts";
import type { SelectGroup, SelectOption } from "#renderer/ui/select.tsx";
import { smartTexts } from "../smart-texts.ts";
import type { Rule, RuleTest } from "./rule-tree.ts";

/** What a rule may be about, as one word for a list of choices: `words`, `artist`, `is:favorite`, `has:lyrics`. */
export type Subject = string;

export function subjectOf(test: RuleTest): Subject {
  switch (test.kind) {
    case "words":
      return "words";
    case "is":
      return `is:${test.flag}`;
    case "has":
      return `has:${test.part}`;
    default:
      return test.field;
  }
}

/** The field in the table, for those rules that are about one. */
export function fieldOf(test: RuleTest): QueryField | null {
  return "field" in test ? (fieldNamed(test.field) ?? null) : null;
}

const asOption = (field: QueryField): SelectOption<Subject> => ({
  value: field.name,
  label: field.label,
});

/** Everything a rule may be about, grouped as people look for it. */
export const subjects: readonly SelectGroup<Subject>[] = [
  {
    label: smartTexts.subjects.text,
    options: [
      { value: "words", label: smartTexts.anyText },
      ...queryFields.filter((field) => field.kind === "text").map(asOption),
    ],
  },
  {
    label: smartTexts.subjects.numbers,
    options: queryFields.filter((field) => field.kind === "number").map(asOption),
  },
  {
    label: smartTexts.subjects.dates,
    options: queryFields.filter((field) => field.kind === "date").map(asOption),
  },
  {
    label: smartTexts.subjects.flags,
    options: flagNames.map((flag) => ({ value: `is:${flag}`, label: flags[flag].label })),
  },
  {
    label: smartTexts.subjects.parts,
    options: partNames.map((part) => ({
      value: `has:${part}`,
      label: smartTexts.hasPart(parts[part].label),
    })),
  },
];

/** The rule about something else, its values emptied. */
export function withSubject(rule: Rule, subject: Subject): Rule {
  return { ...rule, isNegated: false, test: emptyTest(subject) };
}

/** A rule about `subject` with what people mostly ask and nothing filled in. */
export function emptyTest(subject: Subject): RuleTest {
  const [word = "", name = ""] = subject.split(":");
  const flag = flagNames.find((candidate) => candidate === name);
  if (word === "is" && flag !== undefined) return { kind: "is", flag };
  const part = partNames.find((candidate) => candidate === name);
  if (word === "has" && part !== undefined) return { kind: "has", part };
  const field = fieldNamed(subject);
  if (field === undefined) return { kind: "words", text: "" };
  // The table's kind says which of the field names it is.
  switch (field.kind) {
    case "text":
      return {
        kind: "text",
        field: field.name as (RuleTest & { kind: "text" })["field"],
        operator: ":",
        values: [],
      };
    case "number":
      return {
        kind: "number",
        field: field.name as (RuleTest & { kind: "number" })["field"],
        test: { operator: ">=", value: null },
      };
    case "date":
      return {
        kind: "date",
        field: field.name as (RuleTest & { kind: "date" })["field"],
        test: { operator: "<", value: { kind: "age", amount: 30, unit: "d" } },
      };
    default:
      return { kind: "words", text: "" };
  }
}
