import {
  allOf,
  anyOf,
  type DateTest,
  type EventFilter,
  type NumberTest,
  type Query,
  type QueryNode,
} from "#shared/domain/query/query-ast.ts";
import { assertNever } from "#shared/lib/assert-never.ts";
import {
  canNegate,
  type DateDraft,
  type EventFilterDraft,
  isLeaf,
  makeGroup,
  makeRule,
  type NumberDraft,
  type RuleGroup,
  type RuleNode,
  type RuleTest,
} from "./rule-tree.ts";

/** A query as groups and rules. Every query can be shown; `rulesToQuery` gives it back exactly. */
export function queryToRules(query: Query): RuleGroup {
  if (query === null) return makeGroup("all", []);
  const node = toRule(query);
  return node.kind === "group" ? node : makeGroup("all", [node]);
}

function toRule(node: QueryNode): RuleNode {
  if (isLeaf(node)) return makeRule(node);
  switch (node.kind) {
    case "and":
      return makeGroup("all", node.items.map(toRule));
    case "or":
      return makeGroup("any", node.items.map(toRule));
    case "not": {
      const { item } = node;
      if (isLeaf(item) && canNegate(item)) return makeRule(item, true);
      return makeGroup("none", item.kind === "or" ? item.items.map(toRule) : [toRule(item)]);
    }
    default:
      return assertNever(node);
  }
}

/** The query that a tree of rules asks for. Rules without their values and empty groups ask for nothing. */
export function rulesToQuery(node: RuleNode): Query {
  if (node.kind === "rule") {
    const leaf = completeTest(node.test);
    return leaf !== null && node.isNegated ? { kind: "not", item: leaf } : leaf;
  }
  const items = node.children.flatMap((child) => rulesToQuery(child) ?? []);
  switch (node.match) {
    case "all":
      return allOf(items);
    case "any":
      return anyOf(items);
    case "none": {
      const any = anyOf(items);
      return any === null ? null : { kind: "not", item: any };
    }
    default:
      return assertNever(node.match);
  }
}

/** The rule as a leaf of a query, or null while something is missing. */
export function completeTest(test: RuleTest): QueryNode | null {
  switch (test.kind) {
    case "words":
      return test.text.trim() === "" ? null : { kind: "words", text: test.text };
    case "text": {
      const [first, ...rest] = test.values;
      return first === undefined ? null : { ...test, values: [first, ...rest] };
    }
    case "number": {
      const complete = completeNumber(test.test);
      return complete === null ? null : { ...test, test: complete };
    }
    case "date": {
      const complete = completeDate(test.test);
      return complete === null ? null : { ...test, test: complete };
    }
    case "events":
      return completeEvents(test);
    case "is":
    case "has":
      return test;
    default:
      return assertNever(test);
  }
}

function completeEvents(test: RuleTest & { kind: "events" }): QueryNode | null {
  const count = completeNumber(test.test);
  const [first, ...rest] = test.filters.map(completeFilter);
  if (count === null) return null;
  if (first === undefined) return { kind: "number", field: test.field, test: count };
  const others = rest.filter((filter) => filter !== null);
  if (first === null || others.length < rest.length) return null;
  return { kind: "events", field: test.field, filters: [first, ...others], test: count };
}

function completeFilter(filter: EventFilterDraft): EventFilter | null {
  if (filter.name === "when") {
    const test = completeDate(filter.test);
    return test === null ? null : { name: "when", test };
  }
  const test = completeNumber(filter.test);
  return test === null ? null : { name: filter.name, test };
}

function completeNumber(draft: NumberDraft): NumberTest | null {
  switch (draft.operator) {
    case "=":
    case "!=": {
      const [first, ...rest] = draft.values;
      return first === undefined ? null : { operator: draft.operator, values: [first, ...rest] };
    }
    case "..":
      return draft.from === null && draft.to === null ? null : draft;
    default:
      return draft.value === null ? null : { operator: draft.operator, value: draft.value };
  }
}

function completeDate(draft: DateDraft): DateTest | null {
  switch (draft.operator) {
    case "=":
    case "!=": {
      const [first, ...rest] = draft.values;
      return first === undefined ? null : { operator: draft.operator, values: [first, ...rest] };
    }
    case "..": {
      const { from, to } = draft;
      if (from?.kind === "age" && to?.kind === "age") return { operator: "..", from, to };
      if (from?.kind === "age" || to?.kind === "age" || (from === null && to === null)) return null;
      return { operator: "..", from, to };
    }
    default:
      return draft.value === null ? null : { operator: draft.operator, value: draft.value };
  }
}
