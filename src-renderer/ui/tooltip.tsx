import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { KeyCaps } from "./kbd.tsx";
import css from "./tooltip.module.css";

/** Stands once around the app, so that tooltips beside each other open without a new delay. */
export function TooltipProvider({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Radix.Provider delayDuration={500} skipDelayDuration={200} disableHoverableContent>
      {children}
    </Radix.Provider>
  );
}

interface TooltipProps {
  readonly label: string;
  readonly shortcut?: string | undefined;
  readonly side?: "top" | "bottom" | "left" | "right";
  /** One element that takes a ref: what the tooltip belongs to. */
  readonly children: ReactNode;
}

export function Tooltip({ label, shortcut, side = "bottom", children }: TooltipProps): ReactNode {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={css["tooltip"]} side={side} sideOffset={6} collisionPadding={8}>
          {label}
          {shortcut !== undefined && <KeyCaps keys={shortcut} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
