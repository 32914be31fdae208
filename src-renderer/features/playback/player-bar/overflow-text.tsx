import { type ReactNode, useState } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import { Tooltip } from "#renderer/ui/tooltip.tsx";
import css from "./overflow-text.module.css";

interface OverflowTextProps {
  readonly text: string;
  readonly className?: string | undefined;
}

/** One line that ends in an ellipsis where it does not fit; then the whole text stands in a tooltip. */
export function OverflowText({ text, className }: OverflowTextProps): ReactNode {
  const [isCut, setIsCut] = useState(false);
  const line = (
    <span
      className={classNames(css["line"], className)}
      onPointerEnter={({ currentTarget }) =>
        setIsCut(currentTarget.scrollWidth > currentTarget.clientWidth)
      }
    >
      {text}
    </span>
  );
  return isCut ? (
    <Tooltip label={text} side="top">
      {line}
    </Tooltip>
  ) : (
    line
  );
}
