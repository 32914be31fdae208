import type { ComponentProps, ReactNode } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import css from "./button.module.css";
import { Tooltip } from "./tooltip.tsx";

export interface ButtonProps extends ComponentProps<"button"> {
  readonly variant?: "primary" | "secondary" | "quiet" | "danger";
  readonly size?: "small" | "medium";
  readonly icon?: ReactNode;
}

export function Button({
  variant = "secondary",
  size = "medium",
  icon,
  className,
  children,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={classNames(css["button"], css[variant], css[size], className)}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label"> {
  /** What it does, in words: its accessible name and its tooltip. */
  readonly label: string;
  /** The key that does the same, shown in the tooltip, as `Mod+L`. */
  readonly shortcut?: string;
  readonly isPressed?: boolean;
  readonly size?: "small" | "medium" | "large";
  readonly hasTooltip?: boolean;
}

export function IconButton({
  label,
  shortcut,
  isPressed,
  size = "medium",
  hasTooltip = true,
  className,
  children,
  ...rest
}: IconButtonProps): ReactNode {
  const button = (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isPressed}
      className={classNames(css["icon"], css[`icon-${size}`], className)}
      {...rest}
    >
      {children}
    </button>
  );
  if (!hasTooltip) return button;
  return (
    <Tooltip label={label} shortcut={shortcut}>
      {button}
    </Tooltip>
  );
}
