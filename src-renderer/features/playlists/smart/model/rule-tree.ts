import type { Age, CalendarDate, Comparison, QueryNode } from "#shared/domain/query/query-ast.ts";
import type {
  DateFieldName,
  EventFieldName,
  FlagName,
  NumberFieldName,
  PartName,
  TextFieldName,
} from "#shared/domain/query/query-fields.ts";

/**
 * What the rule builder edits: the tree of a query, with numbers for its parts and with room for values that are not
 * filled in yet. Nothing in it is ever changed in place.
 */
export type RuleNode = RuleGroup | Rule;

export type GroupMatch = "all" | "any" | "none";

export interface RuleGroup {
  readonly kind: "group";
  readonly id: number;
  readonly match: GroupMatch;
  readonly children: readonly RuleNode[];
}

export interface Rule {
  readonly kind: "rule";
  readonly id: number;
  /** Only where `canNegate` says so; anything else is negated by a group of "none". */
  readonly isNegated: boolean;
  readonly test: RuleTest;
}

/** A leaf of the query. Every complete one is such a leaf as it stands. */
export type RuleTest =
  | { readonly kind: "words"; readonly text: string }
  | {
      readonly kind: "text";
      readonly field: TextFieldName;
      readonly operator: ":" | "=" | "!=";
      readonly values: readonly string[];
    }
  | { readonly kind: "number"; readonly field: NumberFieldName; readonly test: NumberDraft }
  | { readonly kind: "date"; readonly field: DateFieldName; readonly test: DateDraft }
  | {
      readonly kind: "events";
      readonly field: EventFieldName;
      readonly filters: readonly EventFilterDraft[];
      readonly test: NumberDraft;
    }
  | { readonly kind: "is"; readonly flag: FlagName }
  | { readonly kind: "has"; readonly part: PartName };

export type NumberDraft =
  | { readonly operator: "=" | "!="; readonly values: readonly number[] }
  | { readonly operator: Comparison; readonly value: number | null }
  | { readonly operator: ".."; readonly from: number | null; readonly to: number | null };

export type DateDraft =
  | { readonly operator: "=" | "!="; readonly values: readonly CalendarDate[] }
  | { readonly operator: Comparison; readonly value: Age | CalendarDate | null }
  | {
      readonly operator: "..";
      readonly from: Age | CalendarDate | null;
      readonly to: Age | CalendarDate | null;
    };

export type EventFilterDraft =
  | { readonly name: "when"; readonly test: DateDraft }
  | { readonly name: "heard"; readonly test: NumberDraft }
  | { readonly name: "hour"; readonly test: NumberDraft };

let lastId = 0;

/** Tells parts apart while they move; means nothing elsewhere. */
export function nextRuleId(): number {
  return ++lastId;
}

export function makeRule(test: RuleTest, isNegated = false): Rule {
  return { kind: "rule", id: nextRuleId(), isNegated, test };
}

export function makeGroup(match: GroupMatch, children: readonly RuleNode[]): RuleGroup {
  return { kind: "group", id: nextRuleId(), match, children };
}

/** Whether "not" is said by the rule itself ("does not contain", "no") rather than by a group around it. */
export function canNegate(test: RuleTest): boolean {
  switch (test.kind) {
    case "words":
    case "is":
    case "has":
      return true;
    case "text":
      return test.operator === ":";
    default:
      return false;
  }
}

/** Whether a node of a query is a single rule. */
export function isLeaf(
  node: QueryNode,
): node is Exclude<QueryNode, { kind: "and" } | { kind: "or" } | { kind: "not" }> {
  return node.kind !== "and" && node.kind !== "or" && node.kind !== "not";
}
