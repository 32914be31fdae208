import {
  type KeyboardEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import type { QueryProblem } from "#renderer/lib/query-language.ts";
import { QueryInput } from "./query-input.tsx";
import { insertOption, type QueryOption } from "./query-option.ts";
import { QueryProblemNote } from "./query-problem-note.tsx";
import { QuerySuggestions } from "./query-suggestions.tsx";
import css from "./query-field.module.css";
import { useQueryOptions } from "./use-query-options.ts";
import { useSettledProblem } from "./use-settled-problem.ts";

export interface QueryFieldProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly placeholder?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Enter, or a whole search chosen from the suggestions. */
  readonly onSubmit: (text: string) => void;
  /** Down or Escape out of the field: where the results are. */
  readonly onLeave?: () => void;
  /** What to offer while nothing is typed: recent and saved searches. */
  readonly idleOptions?: readonly QueryOption[];
  /** What main found wrong with the query, where this page cannot know: a playlist that is gone. */
  readonly serverProblem?: QueryProblem | null;
  readonly icon?: ReactNode;
  readonly trailing?: ReactNode;
  readonly className?: string | undefined;
}

/**
 * A field for the query language: an ARIA combobox that completes fields, operators and values, colours what it
 * understands and says where and why it does not. Nothing is chosen by itself: on plain words Enter searches and Tab leaves.
 */
export function QueryField(props: QueryFieldProps): ReactNode {
  const { value, onChange, onSubmit, onLeave } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState(0);
  const [isFocused, setFocused] = useState(false);
  const [isDismissed, setDismissed] = useState(true);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  // Where the cursor belongs once React has put the completed text into the field.
  const pendingCaret = useRef<number | null>(null);
  const isWanted = isFocused && !isDismissed;
  const { options, mayTabAccept } = useQueryOptions(
    isWanted ? value : null,
    caret,
    props.idleOptions ?? noOptions,
  );
  const isOpen = isWanted && options.length > 0;
  const active = isOpen ? options.findIndex((option) => option.key === activeKey) : -1;
  const problem = useSettledProblem(value, props.serverProblem ?? null);
  const noteId = `${id}-problem`;

  useLayoutEffect(() => {
    if (pendingCaret.current === null) return;
    input.current?.setSelectionRange(pendingCaret.current, pendingCaret.current);
    pendingCaret.current = null;
  }, [value]);

  function change(text: string, at: number): void {
    setCaret(at);
    setActiveKey(null);
    setDismissed(false);
    onChange(text);
  }

  function accept(option: QueryOption): void {
    const completed = insertOption(value, option);
    pendingCaret.current = completed.caret;
    change(completed.text, completed.caret);
    if (option.isWhole === true) submit(completed.text);
  }

  function submit(text: string): void {
    setDismissed(true);
    problem.settle();
    onSubmit(text);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    // While an input method composes, its keys are its own.
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const handled = keyActions[event.key]?.(event);
    if (handled === true) event.preventDefault();
  }

  function step(by: 1 | -1): void {
    // One place more than there are options: none of them, the text as it was typed.
    const places = options.length + 1;
    const next = (active + 1 + by + places) % places;
    setActiveKey(options[next - 1]?.key ?? null);
  }

  const keyActions: Readonly<Record<string, (event: KeyboardEvent) => boolean>> = {
    ArrowDown() {
      if (isOpen) step(1);
      else onLeave?.();
      return isOpen || onLeave !== undefined;
    },
    ArrowUp() {
      if (isOpen) step(-1);
      return isOpen;
    },
    Enter() {
      const option = options[active];
      if (isOpen && option !== undefined) accept(option);
      else submit(value);
      return true;
    },
    Tab(event) {
      const option = options[active] ?? (mayTabAccept ? options[0] : undefined);
      if (!isOpen || event.shiftKey || option === undefined) return false;
      accept(option);
      return true;
    },
    Escape() {
      if (isOpen) setDismissed(true);
      else if (value !== "") change("", 0);
      else if (onLeave === undefined) return false;
      else onLeave();
      return true;
    },
  };

  return (
    <div className={classNames(css["wrap"], props.className)}>
      <label htmlFor={id} className={props.isLabelHidden === true ? css["hidden"] : css["label"]}>
        {props.label}
      </label>
      <div className={classNames(css["field"], problem.current !== null && css["invalid"])}>
        {props.icon}
        <QueryInput
          ref={input}
          id={id}
          value={value}
          problem={problem.current}
          placeholder={props.placeholder}
          onChange={change}
          onCaret={setCaret}
          onKeyDown={onKeyDown}
          onFocus={() => setFocused(true)}
          onBlur={() => {
            setFocused(false);
            setDismissed(true);
          }}
          onPress={() => value === "" && setDismissed(false)}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          data-takes-escape={isOpen ? "" : undefined}
          aria-controls={isOpen ? `${id}-options` : undefined}
          aria-activedescendant={active >= 0 ? `${id}-option-${active}` : undefined}
          aria-invalid={problem.isSettled ? true : undefined}
          aria-describedby={problem.isSettled ? noteId : undefined}
        />
        {props.trailing}
      </div>
      {isOpen && (
        <QuerySuggestions id={id} options={options} activeIndex={active} onChoose={accept} />
      )}
      {problem.isSettled && problem.current !== null && (
        <QueryProblemNote
          id={noteId}
          text={value}
          problem={problem.current}
          isShown={isFocused && !isOpen}
        />
      )}
    </div>
  );
}

const noOptions: readonly QueryOption[] = [];
