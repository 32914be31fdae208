import { X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import css from "./chips-input.module.css";
import { useSuggestedValues } from "./query-field/use-suggested-values.ts";

export interface Chip {
  readonly value: string;
  /** What is shown; the value when left out. */
  readonly label?: string;
  /** Some of several things have it. */
  readonly isMixed?: boolean;
  readonly hint?: string;
}

interface ChipsInputProps {
  readonly label: string;
  readonly chips: readonly Chip[];
  readonly onAdd: (value: string) => void;
  readonly onRemove: (value: string) => void;
  /** Field of the query language whose values are suggested; null: none are. */
  readonly suggestFrom: string | null;
  readonly placeholder?: string;
  readonly removeLabel: (value: string) => string;
  readonly maxLength?: number;
}

/** Several short texts, each a chip: Enter or a comma adds, Backspace in the empty field takes the last one away. */
export function ChipsInput(props: ChipsInputProps): ReactNode {
  const { label, chips, onAdd, onRemove, suggestFrom } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [isFocused, setFocused] = useState(false);
  const [isDismissed, setDismissed] = useState(false);
  const [active, setActive] = useState(-1);
  const isAsking = isFocused && !isDismissed;
  const suggested = useSuggestedValues(isAsking ? suggestFrom : null, text);
  const offers = suggested.filter(({ value }) => !chips.some((chip) => chip.value === value));
  const isOpen = isAsking && offers.length > 0;

  function add(value: string): void {
    const wanted = value.trim();
    setText("");
    setActive(-1);
    if (wanted !== "") onAdd(wanted);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    const offer = isOpen ? offers[active] : undefined;
    if (event.key === "Enter" && event.ctrlKey) return;
    if (event.key === "Enter" || event.key === ",") {
      if (offer === undefined && text.trim() === "") return;
      add(offer?.value ?? text);
    } else if (event.key === "ArrowDown" && isOpen && !event.altKey) {
      setActive(((active + 2) % (offers.length + 1)) - 1);
    } else if (event.key === "ArrowUp" && isOpen && !event.altKey) {
      setActive(((active + 1 + offers.length) % (offers.length + 1)) - 1);
    } else if (event.key === "Backspace" && text === "") {
      const last = chips.at(-1);
      if (last !== undefined) onRemove(last.value);
    } else if (event.key === "Escape" && (isOpen || text !== "")) {
      setText("");
      setDismissed(true);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={css["wrap"]}>
      <div
        role="presentation"
        className={css["field"]}
        onMouseDown={(event) => {
          if (event.target !== event.currentTarget) return;
          event.preventDefault();
          input.current?.focus();
        }}
      >
        {chips.map((chip) => (
          <span
            key={chip.value}
            className={classNames(css["chip"], chip.isMixed === true && css["mixed"])}
            title={chip.hint}
          >
            <span className={css["text"]}>{chip.label ?? chip.value}</span>
            <button
              type="button"
              tabIndex={-1}
              className={css["remove"]}
              aria-label={props.removeLabel(chip.label ?? chip.value)}
              onClick={() => {
                onRemove(chip.value);
                input.current?.focus();
              }}
            >
              <X aria-hidden="true" />
            </button>
          </span>
        ))}
        <input
          ref={input}
          aria-label={label}
          className={css["input"]}
          autoComplete="off"
          spellCheck={false}
          value={text}
          maxLength={props.maxLength ?? 200}
          placeholder={chips.length === 0 ? props.placeholder : undefined}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          data-takes-escape={isOpen || text !== "" ? "" : undefined}
          aria-controls={isOpen ? `${id}-list` : undefined}
          aria-activedescendant={isOpen && active >= 0 ? `${id}-${active}` : undefined}
          onChange={(event) => {
            setText(event.target.value);
            setActive(-1);
            setDismissed(false);
          }}
          onKeyDown={onKeyDown}
          onFocus={() => {
            setFocused(true);
            setDismissed(false);
          }}
          onBlur={() => {
            setFocused(false);
            // What was typed counts, also without Enter.
            add(text);
          }}
        />
      </div>
      {isOpen && (
        <div
          id={`${id}-list`}
          role="listbox"
          tabIndex={-1}
          aria-label={label}
          className={css["list"]}
          onMouseDown={(event) => event.preventDefault()}
        >
          {offers.map((offer, index) => (
            <div
              key={offer.value}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={css["option"]}
              onClick={() => add(offer.value)}
              onKeyDown={undefined}
            >
              <span className={css["text"]}>{offer.value}</span>
              <span className={css["count"]}>{offer.songs}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
