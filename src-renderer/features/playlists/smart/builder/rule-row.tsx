import type { ReactNode } from "react";
import { Select } from "#renderer/ui/select.tsx";
import { describeRule } from "../describe-rules.ts";
import { subjectOf, subjects, withSubject } from "../model/rule-fields.ts";
import { operatorOf, operatorsOf, withOperator } from "../model/rule-operators.ts";
import type { Rule, RuleTest } from "../model/rule-tree.ts";
import { smartTexts } from "../smart-texts.ts";
import { usePlaylistNames } from "../use-playlist-names.ts";
import css from "./builder.module.css";
import { RuleTools } from "./rule-tools.tsx";
import { useRuleTree } from "./rule-tree-context.ts";
import { RuleConditions, RuleValues } from "./rule-values.tsx";

/** One rule: what it is about, how it compares, and with what. */
export function RuleRow({ rule }: { readonly rule: Rule }): ReactNode {
  const { update } = useRuleTree();
  const { nameOf } = usePlaylistNames();
  function change(next: (former: Rule) => Rule): void {
    update(rule.id, (node) => (node.kind === "rule" ? next(node) : node));
  }
  const changeTest = (test: RuleTest): void => change((former) => ({ ...former, test }));

  return (
    <div
      role="group"
      aria-label={smartTexts.ruleNamed(describeRule(rule, nameOf) ?? smartTexts.emptyRule)}
      data-rule={rule.id}
      className={css["rule"]}
    >
      <RuleTools node={rule}>
        <div className={css["controls"]}>
          <Select
            label={smartTexts.subject}
            className={css["subject"]}
            value={subjectOf(rule.test)}
            options={subjects}
            onChange={(subject) => change((former) => withSubject(former, subject))}
          />
          <Select
            label={smartTexts.operator}
            className={css["operator"]}
            value={operatorOf(rule)}
            options={operatorsOf(rule)}
            onChange={(operator) => change((former) => withOperator(former, operator))}
          />
          <div className={css["values"]}>
            <RuleValues key={operatorOf(rule)} test={rule.test} onChange={changeTest} />
          </div>
        </div>
      </RuleTools>
      <RuleConditions test={rule.test} onChange={changeTest} />
    </div>
  );
}
