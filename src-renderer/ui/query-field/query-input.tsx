import { type ComponentProps, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import type { QueryProblem } from "#renderer/lib/query-language.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { QueryText } from "./query-text.tsx";
import css from "./query-field.module.css";

interface QueryInputProps extends Omit<ComponentProps<"input">, "value" | "onChange"> {
  readonly value: string;
  readonly problem: QueryProblem | null;
  readonly onChange: (text: string, caret: number) => void;
  readonly onCaret: (caret: number) => void;
  /** A click into the field, or the cursor put there. */
  readonly onPress: () => void;
  /** Escape is for this field, not for the dialog around it. */
  readonly "data-takes-escape"?: string | undefined;
}

/**
 * One line of query with its parts coloured: the same text once more behind a field whose own text is clear. While an
 * input method composes, the field shows its own text, with the marks the method puts there, and nobody hears of it.
 */
export function QueryInput(props: QueryInputProps): ReactNode {
  const { value, problem, onChange, onCaret, onPress, ...rest } = props;
  const [composing, setComposing] = useState<string | null>(null);
  const behind = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLDivElement>(null);
  const shown = composing ?? value;

  function follow(): void {
    const input = field.current?.querySelector("input");
    if (input !== null && input !== undefined && behind.current !== null)
      behind.current.scrollLeft = input.scrollLeft;
  }
  useLayoutEffect(follow);

  return (
    <div ref={field} className={css["line"]}>
      <div
        ref={behind}
        aria-hidden="true"
        className={classNames(css["behind"], composing !== null && css["away"])}
      >
        <QueryText text={shown} problem={problem} />
      </div>
      <input
        {...rest}
        type="text"
        className={classNames(css["input"], composing !== null && css["composing"])}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        maxLength={4000}
        value={shown}
        onChange={(event) => {
          const { value: text, selectionStart } = event.currentTarget;
          if ((event.nativeEvent as InputEvent).isComposing) setComposing(text);
          else onChange(text, selectionStart ?? text.length);
        }}
        onCompositionStart={(event) => setComposing(event.currentTarget.value)}
        onCompositionEnd={(event) => {
          const { value: text, selectionStart } = event.currentTarget;
          setComposing(null);
          onChange(text, selectionStart ?? text.length);
        }}
        onSelect={(event) => {
          onCaret(event.currentTarget.selectionStart ?? 0);
          follow();
        }}
        onScroll={follow}
        onClick={onPress}
      />
    </div>
  );
}
