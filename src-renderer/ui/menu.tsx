import { Check, ChevronRight } from "lucide-react";
import { ContextMenu as RadixContext, DropdownMenu as RadixDropdown } from "radix-ui";
import type { KeyboardEvent, ReactNode } from "react";
import { assertNever } from "#shared/lib/assert-never.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { KeyCaps } from "./kbd.tsx";
import css from "./menu.module.css";

/** One line of a menu as data, so that a context menu and a button's menu are drawn from the same list. */
export type MenuItem =
  | {
      readonly type: "action";
      /** Where two lines of a menu may be called the same. */
      readonly key?: string;
      readonly label: string;
      readonly icon?: ReactNode;
      readonly shortcut?: string;
      readonly isDisabled?: boolean;
      readonly isDanger?: boolean;
      readonly onSelect: () => void;
    }
  | {
      readonly type: "check";
      readonly label: string;
      readonly isChecked: boolean;
      readonly isDisabled?: boolean;
      readonly onChange: (isChecked: boolean) => void;
      /** For a line that stands alone. */
      readonly closesMenu?: boolean;
      /** Alt and the arrows move the line, where the order means something. */
      readonly onMove?: (step: -1 | 1) => void;
    }
  | {
      readonly type: "submenu";
      readonly label: string;
      readonly icon?: ReactNode;
      readonly items: readonly MenuItem[];
    }
  | { readonly type: "label"; readonly label: string; readonly hint?: string }
  /** Anything of one's own, for example a row of stars. */
  | { readonly type: "custom"; readonly key: string; readonly content: ReactNode }
  | { readonly type: "separator" };

type Family = typeof RadixContext | typeof RadixDropdown;

function renderItems(family: Family, items: readonly MenuItem[]): ReactNode {
  return items.map((item, index) => {
    const name = "label" in item ? item.label : index;
    const key = `${item.type}:${"key" in item ? (item.key ?? name) : name}`;
    return <Item key={key} family={family} item={item} />;
  });
}

function Item({ family, item }: { readonly family: Family; readonly item: MenuItem }): ReactNode {
  switch (item.type) {
    case "separator":
      return <family.Separator className={css["separator"]} />;
    case "label":
      return (
        <family.Label className={css["label"]}>
          {item.label}
          {item.hint !== undefined && <span className={css["hint"]}>{item.hint}</span>}
        </family.Label>
      );
    case "custom":
      return <div className={css["custom"]}>{item.content}</div>;
    case "check":
      return (
        <family.CheckboxItem
          className={css["item"]}
          checked={item.isChecked}
          disabled={item.isDisabled ?? false}
          onCheckedChange={item.onChange}
          // The menu stays open where people check several lines at once, columns for example.
          onSelect={(event) => {
            if (item.closesMenu !== true) event.preventDefault();
          }}
          onKeyDown={(event) => moveByKey(event, item.onMove)}
        >
          <span className={css["icon"]}>
            <family.ItemIndicator>
              <Check />
            </family.ItemIndicator>
          </span>
          {item.label}
        </family.CheckboxItem>
      );
    case "submenu":
      return (
        <family.Sub>
          <family.SubTrigger className={css["item"]}>
            <span className={css["icon"]}>{item.icon}</span>
            {item.label}
            <ChevronRight className={css["chevron"]} />
          </family.SubTrigger>
          <family.Portal>
            <family.SubContent className={css["menu"]} sideOffset={4} collisionPadding={8}>
              {renderItems(family, item.items)}
            </family.SubContent>
          </family.Portal>
        </family.Sub>
      );
    case "action":
      return (
        <family.Item
          className={classNames(css["item"], item.isDanger === true && css["danger"])}
          disabled={item.isDisabled ?? false}
          onSelect={item.onSelect}
        >
          <span className={css["icon"]}>{item.icon}</span>
          {item.label}
          {item.shortcut !== undefined && (
            <span className={css["shortcut"]}>
              <KeyCaps keys={item.shortcut} />
            </span>
          )}
        </family.Item>
      );
    default:
      return assertNever(item);
  }
}

function moveByKey(
  event: KeyboardEvent<HTMLElement>,
  onMove: ((step: -1 | 1) => void) | undefined,
): void {
  const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : null;
  if (!event.altKey || step === null || onMove === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  onMove(step);
  // React may take the line out of the page to move it, which loses the focus.
  const line = event.currentTarget;
  requestAnimationFrame(() => line.focus());
}

interface DropdownMenuProps {
  /** Or what makes them when the menu opens. */
  readonly items: readonly MenuItem[] | (() => readonly MenuItem[]);
  readonly align?: "start" | "center" | "end";
  readonly side?: "top" | "bottom";
  /** The button that opens it. */
  readonly children: ReactNode;
}

// Menus are not modal: Radix' modal ones lock the scroll with a style element, which the page's CSP refuses.
export function DropdownMenu({
  items,
  align = "start",
  side = "bottom",
  children,
}: DropdownMenuProps): ReactNode {
  return (
    <RadixDropdown.Root modal={false}>
      <RadixDropdown.Trigger asChild>{children}</RadixDropdown.Trigger>
      <RadixDropdown.Portal>
        <RadixDropdown.Content
          className={css["menu"]}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
        >
          {typeof items === "function" ? (
            <DropdownMenuItems getItems={items} />
          ) : (
            renderItems(RadixDropdown, items)
          )}
        </RadixDropdown.Content>
      </RadixDropdown.Portal>
    </RadixDropdown.Root>
  );
}

function DropdownMenuItems({
  getItems,
}: {
  readonly getItems: () => readonly MenuItem[];
}): ReactNode {
  return renderItems(RadixDropdown, getItems());
}

interface ContextMenuProps {
  /** Made when the menu opens, so that a list pays nothing for menus that nobody asks for. */
  readonly getItems: () => readonly MenuItem[];
  readonly onOpenChange?: (isOpen: boolean) => void;
  /** The element that is right-clicked (or the Menu key pressed on). */
  readonly children: ReactNode;
}

export function ContextMenu({ getItems, onOpenChange, children }: ContextMenuProps): ReactNode {
  return (
    <RadixContext.Root modal={false} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      <RadixContext.Portal>
        <RadixContext.Content className={css["menu"]} collisionPadding={8}>
          <ContextMenuItems getItems={getItems} />
        </RadixContext.Content>
      </RadixContext.Portal>
    </RadixContext.Root>
  );
}

function ContextMenuItems({ getItems }: Pick<ContextMenuProps, "getItems">): ReactNode {
  return renderItems(RadixContext, getItems());
}
