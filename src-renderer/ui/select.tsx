import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import css from "./select.module.css";

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface SelectGroup<Value extends string> {
  readonly label: string;
  readonly options: readonly SelectOption<Value>[];
}

interface SelectProps<Value extends string> {
  /** Its accessible name; it stands beside what it belongs to, so nothing is shown. */
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (SelectOption<Value> | SelectGroup<Value>)[];
  readonly onChange: (value: Value) => void;
  readonly className?: string | undefined;
  readonly isDisabled?: boolean;
}

/** The system's own list of choices: works with keys, type-to-find and screen readers as people know it. */
export function Select<Value extends string>(props: SelectProps<Value>): ReactNode {
  const { label, value, options, onChange, className, isDisabled = false } = props;
  return (
    <span className={classNames(css["wrap"], className)}>
      <select
        aria-label={label}
        className={css["select"]}
        value={value}
        disabled={isDisabled}
        // The options are all of type Value, and the browser answers one of them.
        onChange={(event) => onChange(event.target.value as Value)}
      >
        {options.map((entry) =>
          "options" in entry ? (
            <optgroup key={entry.label} label={entry.label}>
              {entry.options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </optgroup>
          ) : (
            <option key={entry.value} value={entry.value}>
              {entry.label}
            </option>
          ),
        )}
      </select>
      <ChevronDown aria-hidden="true" />
    </span>
  );
}
