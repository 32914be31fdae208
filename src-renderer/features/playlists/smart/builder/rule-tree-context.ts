import { createContext, useContext } from "react";
import type { RuleGroup, RuleNode } from "../model/rule-tree.ts";

/** How the parts of the builder change the tree that they stand in. */
export interface RuleTreeActions {
  /** A new tree; with `focusId` the cursor then stands in that part of it. */
  readonly edit: (change: (root: RuleGroup) => RuleGroup, focusId?: number) => void;
  readonly update: (id: number, change: (node: RuleNode) => RuleNode) => void;
  /** Takes it out; the cursor goes to what stood before it. */
  readonly remove: (id: number) => void;
}

export const RuleTreeContext = createContext<RuleTreeActions>({
  edit: () => undefined,
  update: () => undefined,
  remove: () => undefined,
});

export function useRuleTree(): RuleTreeActions {
  return useContext(RuleTreeContext);
}
