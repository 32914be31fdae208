import {
  ArrowDown,
  ArrowUp,
  Copy,
  Ellipsis,
  GripVertical,
  IndentDecrease,
  IndentIncrease,
  Minus,
} from "lucide-react";
import { type DragEvent, type KeyboardEvent, type ReactNode, useState } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { DropdownMenu, type MenuItem } from "#renderer/ui/menu.tsx";
import {
  type DropPlace,
  duplicateNode,
  indentNode,
  insertNode,
  moveNode,
  outdentNode,
  stepNode,
} from "../model/edit-rules.ts";
import { emptyTest } from "../model/rule-fields.ts";
import { makeRule, type RuleNode } from "../model/rule-tree.ts";
import { smartTexts } from "../smart-texts.ts";
import css from "./builder.module.css";
import { useRuleTree } from "./rule-tree-context.ts";

interface RuleToolsProps {
  readonly node: RuleNode;
  readonly children: ReactNode;
}

/** What is dragged has to be told from files and songs. */
const dragType = "application/x-segue-rule";

/**
 * A row with what every rule and group can do: be dragged, moved, put into a group or out of one, doubled and removed. Alt
 * and the arrows move it, Ctrl+Enter adds a rule under it, Ctrl+Delete removes it.
 */
export function RuleTools({ node, children }: RuleToolsProps): ReactNode {
  const { edit, remove } = useRuleTree();
  const [dropPlace, setDropPlace] = useState<DropPlace | null>(null);
  const { id } = node;
  const move = {
    up: () => edit((root) => stepNode(root, id, -1), id),
    down: () => edit((root) => stepNode(root, id, 1), id),
    in: () => edit((root) => indentNode(root, id), id),
    out: () => edit((root) => outdentNode(root, id), id),
    duplicate: () => edit((root) => duplicateNode(root, id), id),
  };

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const run = keyAction(event);
    if (run === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  }

  function keyAction(event: KeyboardEvent): (() => void) | undefined {
    if (event.nativeEvent.isComposing) return undefined;
    if (event.altKey)
      return {
        ArrowUp: move.up,
        ArrowDown: move.down,
        ArrowRight: move.in,
        ArrowLeft: move.out,
      }[event.key];
    if (!event.ctrlKey && !event.metaKey) return undefined;
    if (event.key === "Enter") return addBelow;
    return event.key === "Delete" || event.key === "Backspace" ? () => remove(id) : undefined;
  }

  function addBelow(): void {
    const rule = makeRule(emptyTest("artist"));
    edit((root) => insertNode(root, rule, id, node.kind === "group" ? "into" : "after"), rule.id);
  }

  function placeOf(event: DragEvent<HTMLElement>): DropPlace {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientY - box.top) / box.height;
    if (node.kind === "group" && share > 0.4) return "into";
    return share < 0.5 ? "before" : "after";
  }

  const items: readonly MenuItem[] = [
    action(smartTexts.moveUp, <ArrowUp />, "Alt+ArrowUp", move.up),
    action(smartTexts.moveDown, <ArrowDown />, "Alt+ArrowDown", move.down),
    action(smartTexts.indent, <IndentIncrease />, "Alt+ArrowRight", move.in),
    action(smartTexts.outdent, <IndentDecrease />, "Alt+ArrowLeft", move.out),
    { type: "separator" },
    action(smartTexts.duplicate, <Copy />, undefined, move.duplicate),
  ];

  return (
    <div
      role="presentation"
      className={classNames(css["row"], dropPlace !== null && css[`drop-${dropPlace}`])}
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragType)) return;
        event.preventDefault();
        setDropPlace(placeOf(event));
      }}
      onDragLeave={() => setDropPlace(null)}
      onDrop={(event) => {
        const dragged = Number(event.dataTransfer.getData(dragType));
        const place = placeOf(event);
        setDropPlace(null);
        if (dragged === 0) return;
        event.preventDefault();
        edit((root) => moveNode(root, dragged, id, place));
      }}
    >
      <span
        role="presentation"
        draggable
        className={css["grip"]}
        title={smartTexts.dragHandle}
        onDragStart={(event) => {
          event.dataTransfer.setData(dragType, String(id));
          event.dataTransfer.effectAllowed = "move";
          const row = event.currentTarget.closest(`[data-rule="${id}"]`);
          if (row !== null) event.dataTransfer.setDragImage(row, 12, 16);
        }}
      >
        <GripVertical aria-hidden="true" />
      </span>
      {children}
      <span className={css["tools"]}>
        <IconButton
          size="small"
          label={node.kind === "group" ? smartTexts.removeGroup : smartTexts.removeRule}
          shortcut="Mod+Delete"
          onClick={() => remove(id)}
        >
          <Minus />
        </IconButton>
        <DropdownMenu align="end" items={items}>
          <IconButton size="small" label={smartTexts.more} hasTooltip={false}>
            <Ellipsis />
          </IconButton>
        </DropdownMenu>
      </span>
    </div>
  );
}

function action(
  label: string,
  icon: ReactNode,
  shortcut: string | undefined,
  onSelect: () => void,
): MenuItem {
  return shortcut === undefined
    ? { type: "action", label, icon, onSelect }
    : { type: "action", label, icon, shortcut, onSelect };
}
