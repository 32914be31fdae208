import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import css from "./popover.module.css";

interface PopoverProps {
  /** What it holds, for screen readers. */
  readonly label: string;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly align?: "start" | "center" | "end";
  readonly side?: "top" | "bottom";
  readonly className?: string | undefined;
  /** The button that opens it. */
  readonly trigger: ReactNode;
  readonly children: ReactNode;
}

/** A small panel beside the button that opened it. Not modal: a click elsewhere or Escape closes it. */
export function Popover(props: PopoverProps): ReactNode {
  const { align = "end", side = "bottom" } = props;
  return (
    <Radix.Root open={props.isOpen} onOpenChange={props.onOpenChange}>
      <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={props.label}
          className={classNames(css["popover"], props.className)}
          align={align}
          side={side}
          sideOffset={8}
          collisionPadding={8}
        >
          {props.children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
