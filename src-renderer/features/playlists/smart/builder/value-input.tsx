import { type ReactNode, useState } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import css from "./builder.module.css";

interface ValueInputProps<Value> {
  readonly label: string;
  /** Null: nothing there yet. */
  readonly value: Value | null;
  readonly print: (value: Value) => string;
  /** Null when the text is none; it is not empty. */
  readonly parse: (text: string) => Value | null;
  readonly onChange: (value: Value | null) => void;
  /** Said where the text is none. */
  readonly wrong: string;
  readonly placeholder?: string | undefined;
  readonly width: "short" | "medium" | "long";
}

/** A field for one value that is written as text: what is typed stays as it is, what it means is handed on. */
export function ValueInput<Value>(props: ValueInputProps<Value>): ReactNode {
  const { label, value, print, parse, onChange } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? (value === null ? "" : print(value));
  const isWrong = shown.trim() !== "" && parse(shown) === null;
  return (
    <input
      className={classNames(css["input"], css[props.width], isWrong && css["wrong"])}
      aria-label={label}
      aria-invalid={isWrong ? true : undefined}
      title={isWrong ? props.wrong : undefined}
      autoComplete="off"
      spellCheck={false}
      placeholder={props.placeholder}
      maxLength={200}
      value={shown}
      onChange={(event) => {
        const text = event.target.value;
        setDraft(text);
        onChange(text.trim() === "" ? null : parse(text));
      }}
      // Once left, it is shown as it was understood; what was not stays to be corrected.
      onBlur={() => !isWrong && setDraft(null)}
    />
  );
}
