import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { assertNever } from "#shared/lib/assert-never.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Select } from "#renderer/ui/select.tsx";
import { insertNode } from "../model/edit-rules.ts";
import { emptyTest } from "../model/rule-fields.ts";
import { type GroupMatch, makeGroup, makeRule, type RuleGroup } from "../model/rule-tree.ts";
import { smartTexts } from "../smart-texts.ts";
import css from "./builder.module.css";
import { RuleRow } from "./rule-row.tsx";
import { RuleTools } from "./rule-tools.tsx";
import { useRuleTree } from "./rule-tree-context.ts";

interface RuleGroupViewProps {
  readonly group: RuleGroup;
  /** Null for the outermost. */
  readonly parent: RuleGroup | null;
}

const matches: readonly GroupMatch[] = ["all", "any", "none"];

/** "All of these rules", its rules under it, and buttons for more of them. */
export function RuleGroupView({ group, parent }: RuleGroupViewProps): ReactNode {
  const { edit, update } = useRuleTree();
  function add(node: RuleGroup["children"][number], focusId: number): void {
    edit((root) => insertNode(root, node, group.id, "into"), focusId);
  }

  const head = (
    <div className={css["groupHead"]}>
      <span className={css["word"]}>
        {parent === null ? smartTexts.matchLead : smartTexts.matchNested}
      </span>
      <Select
        label={smartTexts.matchLabel}
        value={group.match}
        options={matches.map((match) => ({ value: match, label: smartTexts.match[match] }))}
        onChange={(match) =>
          update(group.id, (node) => (node.kind === "group" ? { ...node, match } : node))
        }
      />
      <span className={css["word"]}>{smartTexts.matchTail}</span>
    </div>
  );

  return (
    <div
      role="group"
      aria-label={smartTexts.groupNamed[group.match]}
      data-rule={group.id}
      className={parent === null ? css["root"] : css["group"]}
    >
      {parent === null ? head : <RuleTools node={group}>{head}</RuleTools>}
      <div className={css["children"]}>
        {group.children.map((child) => {
          switch (child.kind) {
            case "rule":
              return <RuleRow key={child.id} rule={child} />;
            case "group":
              return <RuleGroupView key={child.id} group={child} parent={group} />;
            default:
              return assertNever(child);
          }
        })}
      </div>
      <div className={css["groupFoot"]}>
        <Button
          size="small"
          variant="quiet"
          icon={<Plus />}
          onClick={() => {
            const rule = makeRule(emptyTest("artist"));
            add(rule, rule.id);
          }}
        >
          {smartTexts.addRule}
        </Button>
        <Button
          size="small"
          variant="quiet"
          icon={<Plus />}
          onClick={() => {
            const rule = makeRule(emptyTest("artist"));
            add(makeGroup(group.match === "all" ? "any" : "all", [rule]), rule.id);
          }}
        >
          {smartTexts.addGroup}
        </Button>
      </div>
    </div>
  );
}
