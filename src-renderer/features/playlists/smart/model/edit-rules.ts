import { makeGroup, nextRuleId, type RuleGroup, type RuleNode } from "./rule-tree.ts";

/** Changes of a tree of rules. Each answers a new tree, or the same one where the change makes no sense. */

export type DropPlace = "before" | "after" | "into";

export function findNode(root: RuleGroup, id: number): RuleNode | null {
  if (root.id === id) return root;
  for (const child of root.children) {
    if (child.id === id) return child;
    const found = child.kind === "group" ? findNode(child, id) : null;
    if (found !== null) return found;
  }
  return null;
}

/** The group that holds it; null for the root and for what is not there. */
export function parentOf(root: RuleGroup, id: number): RuleGroup | null {
  for (const child of root.children) {
    if (child.id === id) return root;
    const found = child.kind === "group" ? parentOf(child, id) : null;
    if (found !== null) return found;
  }
  return null;
}

export function replaceNode(
  root: RuleGroup,
  id: number,
  change: (node: RuleNode) => RuleNode,
): RuleGroup {
  const changed = mapNode(root, id, change);
  return changed.kind === "group" ? changed : root;
}

function mapNode(node: RuleNode, id: number, change: (node: RuleNode) => RuleNode): RuleNode {
  if (node.id === id) return change(node);
  if (node.kind === "rule") return node;
  let isSame = true;
  const children = node.children.map((child) => {
    const next = mapNode(child, id, change);
    isSame &&= next === child;
    return next;
  });
  return isSame ? node : { ...node, children };
}

function withChildren(
  root: RuleGroup,
  groupId: number,
  change: (children: readonly RuleNode[]) => readonly RuleNode[],
): RuleGroup {
  return replaceNode(root, groupId, (node) =>
    node.kind === "group" ? { ...node, children: change(node.children) } : node,
  );
}

/** Puts a node before or after another one, or at the end of a group. */
export function insertNode(
  root: RuleGroup,
  node: RuleNode,
  targetId: number,
  place: DropPlace,
): RuleGroup {
  if (place === "into") return withChildren(root, targetId, (children) => [...children, node]);
  const parent = parentOf(root, targetId);
  if (parent === null) return root;
  return withChildren(root, parent.id, (children) =>
    children.flatMap((child) => {
      if (child.id !== targetId) return [child];
      return place === "before" ? [node, child] : [child, node];
    }),
  );
}

/** Takes a node out, and with it every group that holds nothing any more. The root stays. */
export function removeNode(root: RuleGroup, id: number): RuleGroup {
  const parent = parentOf(root, id);
  if (parent === null) return root;
  if (parent.id !== root.id && parent.children.length === 1) return removeNode(root, parent.id);
  return withChildren(root, parent.id, (children) => children.filter((child) => child.id !== id));
}

/** Moves a node beside another or into a group; never into itself. */
export function moveNode(
  root: RuleGroup,
  id: number,
  targetId: number,
  place: DropPlace,
): RuleGroup {
  const node = findNode(root, id);
  if (node === null || id === root.id || id === targetId) return root;
  if (node.kind === "group" && findNode(node, targetId) !== null) return root;
  // The target may be a group that this empties: put in first, take out then.
  const marked = { ...node, id: nextRuleId() };
  const grown = insertNode(root, marked, targetId, place);
  if (grown === root) return root;
  return replaceNode(removeNode(grown, id), marked.id, (moved) => ({ ...moved, id }));
}

/** One place up or down among its neighbours; out of its group at the ends, into a group that it meets. */
export function stepNode(root: RuleGroup, id: number, by: -1 | 1): RuleGroup {
  const parent = parentOf(root, id);
  if (parent === null) return root;
  const at = parent.children.findIndex((child) => child.id === id);
  const neighbour = parent.children[at + by];
  if (neighbour === undefined)
    return parent.id === root.id
      ? root
      : moveNode(root, id, parent.id, by < 0 ? "before" : "after");
  const edge = neighbour.kind === "group" ? neighbour.children.at(by < 0 ? -1 : 0) : undefined;
  if (edge !== undefined) return moveNode(root, id, edge.id, by < 0 ? "after" : "before");
  return moveNode(root, id, neighbour.id, by < 0 ? "before" : "after");
}

/** One level in: into the group right above it, else into a new group of its own. */
export function indentNode(root: RuleGroup, id: number): RuleGroup {
  const parent = parentOf(root, id);
  if (parent === null) return root;
  const at = parent.children.findIndex((child) => child.id === id);
  const above = parent.children[at - 1];
  if (above?.kind === "group") return moveNode(root, id, above.id, "into");
  return replaceNode(root, id, (node) => makeGroup(parent.match === "all" ? "any" : "all", [node]));
}

/** One level out: right after the group it was in. */
export function outdentNode(root: RuleGroup, id: number): RuleGroup {
  const parent = parentOf(root, id);
  if (parent === null || parent.id === root.id) return root;
  return moveNode(root, id, parent.id, "after");
}

/** The same once more, right after it. */
export function duplicateNode(root: RuleGroup, id: number): RuleGroup {
  const node = findNode(root, id);
  return node === null || id === root.id ? root : insertNode(root, copyOf(node), id, "after");
}

function copyOf(node: RuleNode): RuleNode {
  return node.kind === "rule"
    ? { ...node, id: nextRuleId() }
    : { ...node, id: nextRuleId(), children: node.children.map(copyOf) };
}
