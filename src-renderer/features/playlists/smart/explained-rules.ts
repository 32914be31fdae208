import type { Explanation } from "#shared/contract/index.ts";
import { parseQuery } from "#shared/domain/query/parse-query.ts";
import type { QueryNode } from "#shared/domain/query/query-ast.ts";
import { describeRule, type NameOf } from "./describe-rules.ts";
import { canNegate, isLeaf, makeRule } from "./model/rule-tree.ts";

type ExplainedRule = Explanation["rules"][number];
type Leaf = Parameters<typeof makeRule>[0];

/**
 * Main's lines in the words of the rule builder. A rule that is turned round is one line, as in the builder: "does not
 * contain" holds, instead of a "contains" that fails below a "not".
 */
export function explainedRules(
  rules: readonly ExplainedRule[],
  nameOf: NameOf,
): readonly ExplainedRule[] {
  const shown: ExplainedRule[] = [];
  for (let at = 0; at < rules.length; at += 1) {
    const rule = rules[at];
    if (rule === undefined) break;
    const next = rules[at + 1];
    const negated = next === undefined ? null : leafOf(next.text);
    if (
      isNegation(rule) &&
      next?.depth === rule.depth + 1 &&
      negated !== null &&
      canNegate(negated)
    ) {
      shown.push({
        ...rule,
        text: describeRule(makeRule(negated, true), nameOf) ?? next.text,
        actual: next.actual,
      });
      at += 1;
      continue;
    }
    const leaf = leafOf(rule.text);
    const words = leaf === null ? null : describeRule(makeRule(leaf), nameOf);
    shown.push(words === null ? rule : { ...rule, text: words });
  }
  return shown;
}

/** How main calls a "not" around what follows it. */
function isNegation({ text, actual }: ExplainedRule): boolean {
  return text === "Not this" && actual === null;
}

/** The one rule that a line is about; null for the head of a group, which is a sentence of several words. */
function leafOf(text: string): Leaf | null {
  const parsed = parseQuery(text);
  if (!parsed.ok || parsed.query === null) return null;
  const node: QueryNode = parsed.query;
  return isLeaf(node) ? node : null;
}
