import { type ReactNode, useLayoutEffect, useMemo, useRef } from "react";
import { useLatest } from "#renderer/lib/use-latest.ts";
import { parentOf, removeNode, replaceNode } from "../model/edit-rules.ts";
import type { RuleGroup } from "../model/rule-tree.ts";
import { smartTexts } from "../smart-texts.ts";
import css from "./builder.module.css";
import { RuleGroupView } from "./rule-group-view.tsx";
import { RuleTreeContext, type RuleTreeActions } from "./rule-tree-context.ts";

interface RuleTreeViewProps {
  readonly root: RuleGroup;
  readonly onChange: (root: RuleGroup) => void;
}

/** The rules as groups of rows. Keeps the cursor where the work is when parts appear, move and go. */
export function RuleTreeView({ root, onChange }: RuleTreeViewProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const wantedFocus = useRef<number | null>(null);
  const latest = useLatest({ root, onChange });

  useLayoutEffect(() => {
    if (wantedFocus.current === null) return;
    box.current
      ?.querySelector<HTMLElement>(
        `[data-rule="${wantedFocus.current}"] :is(select, input, button)`,
      )
      ?.focus();
    wantedFocus.current = null;
  });

  const actions = useMemo((): RuleTreeActions => {
    function edit(change: (former: RuleGroup) => RuleGroup, focusId?: number): void {
      const former = latest().root;
      const next = change(former);
      if (next === former) return;
      wantedFocus.current = focusId ?? null;
      latest().onChange(next);
    }
    return {
      edit,
      update: (id, change) => edit((former) => replaceNode(former, id, change)),
      remove(id) {
        const parent = parentOf(latest().root, id);
        const at = parent?.children.findIndex((child) => child.id === id) ?? -1;
        const next = parent?.children[at - 1] ?? parent?.children[at + 1] ?? parent;
        edit((former) => removeNode(former, id), next?.id);
      },
    };
  }, [latest]);

  return (
    <RuleTreeContext value={actions}>
      <div ref={box} role="group" aria-label={smartTexts.rulesLabel}>
        <RuleGroupView group={root} parent={null} />
        {root.children.length === 0 && <p className={css["hintLine"]}>{smartTexts.everything}</p>}
      </div>
    </RuleTreeContext>
  );
}
