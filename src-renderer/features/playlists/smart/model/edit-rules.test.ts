import fc from "fast-check";
import { expect, it } from "vitest";
import {
  duplicateNode,
  findNode,
  indentNode,
  moveNode,
  outdentNode,
  parentOf,
  removeNode,
  stepNode,
} from "./edit-rules.ts";
import { makeGroup, makeRule, type RuleGroup, type RuleNode } from "./rule-tree.ts";

const rule = (text: string): RuleNode => makeRule({ kind: "words", text });

/** The tree as text: `all(a any(b c))`. */
function shown(node: RuleNode): string {
  if (node.kind === "rule") return node.test.kind === "words" ? node.test.text : "?";
  return `${node.match}(${node.children.map(shown).join(" ")})`;
}

function tree(): { root: RuleGroup; id: (text: string) => number } {
  const root = makeGroup("all", [rule("a"), makeGroup("any", [rule("b"), rule("c")]), rule("d")]);
  return { root, id: (text) => idOf(root, text) };
}

function idOf(node: RuleNode, text: string): number {
  if (node.kind === "rule") return shown(node) === text ? node.id : 0;
  if (shown(node) === text) return node.id;
  return node.children.reduce((found, child) => found || idOf(child, text), 0);
}

// Catches: the keyboard moving a rule somewhere else than the eye expects.
it("steps rules up and down, into groups and out of them", () => {
  const { root, id } = tree();
  expect(shown(stepNode(root, id("a"), 1))).toBe("all(any(a b c) d)");
  expect(shown(stepNode(root, id("d"), -1))).toBe("all(a any(b c d))");
  expect(shown(stepNode(root, id("b"), 1))).toBe("all(a any(c b) d)");
  expect(shown(stepNode(root, id("b"), -1))).toBe("all(a b any(c) d)");
  expect(stepNode(root, id("a"), -1)).toBe(root);
  expect(stepNode(root, id("d"), 1)).toBe(root);
});

it("puts rules into groups and takes them out again", () => {
  const { root, id } = tree();
  expect(shown(indentNode(root, id("d")))).toBe("all(a any(b c d))");
  expect(shown(indentNode(root, id("a")))).toBe("all(any(a) any(b c) d)");
  expect(shown(outdentNode(root, id("b")))).toBe("all(a any(c) b d)");
  expect(outdentNode(root, id("a"))).toBe(root);
});

// Catches: empty groups left behind, which mean nothing and cannot be filled by dragging.
it("takes a group away with its last rule", () => {
  const { root, id } = tree();
  const once = removeNode(root, id("b"));
  expect(shown(once)).toBe("all(a any(c) d)");
  expect(shown(removeNode(once, id("c")))).toBe("all(a d)");
  expect(shown(moveNode(once, id("c"), id("a"), "before"))).toBe("all(c a d)");
});

// Catches: a group dropped on its own rule vanishing with everything in it.
it("never moves a group into itself", () => {
  const { root, id } = tree();
  const group = id("any(b c)");
  expect(moveNode(root, group, id("b"), "after")).toBe(root);
  expect(moveNode(root, group, group, "into")).toBe(root);
  expect(moveNode(root, root.id, id("a"), "after")).toBe(root);
});

it("doubles a group with parts that are told apart", () => {
  const { root, id } = tree();
  const doubled = duplicateNode(root, id("any(b c)"));
  expect(shown(doubled)).toBe("all(a any(b c) any(b c) d)");
  const ids = [...everyId(doubled)];
  expect(new Set(ids).size).toBe(ids.length);
});

function* everyId(node: RuleNode): Generator<number> {
  yield node.id;
  if (node.kind === "group") for (const child of node.children) yield* everyId(child);
}

// Catches: moves that lose or double a rule, whatever is dragged where.
it("keeps every rule through any moves", () => {
  const move = fc.record({
    what: fc.nat(),
    where: fc.nat(),
    how: fc.constantFrom("before", "after", "into", "up", "down", "in", "out"),
  });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
      let { root } = tree();
      for (const { what, where, how } of moves) {
        const ids = [...everyId(root)];
        const id = ids[what % ids.length] ?? 0;
        const target = ids[where % ids.length] ?? 0;
        if (how === "up" || how === "down") root = stepNode(root, id, how === "up" ? -1 : 1);
        else if (how === "in") root = indentNode(root, id);
        else if (how === "out") root = outdentNode(root, id);
        else if (how !== "into" || findNode(root, target)?.kind === "group")
          root = moveNode(root, id, target, how);
      }
      const rules = [...everyId(root)].filter((id) => findNode(root, id)?.kind === "rule");
      expect(new Set(rules).size).toBe(4);
      expect(rules).toHaveLength(4);
      for (const id of rules) expect(parentOf(root, id)).not.toBeNull();
    }),
  );
});
