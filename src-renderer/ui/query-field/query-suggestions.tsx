import { Clock, Star } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import type { QueryOption } from "./query-option.ts";
import css from "./query-field.module.css";
import { queryTexts } from "./query-texts.ts";

interface QuerySuggestionsProps {
  /** Of the field they belong to. */
  readonly id: string;
  readonly options: readonly QueryOption[];
  /** -1: none of them. */
  readonly activeIndex: number;
  readonly onChoose: (option: QueryOption) => void;
}

export function QuerySuggestions(props: QuerySuggestionsProps): ReactNode {
  const { id, options, activeIndex, onChoose } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[activeIndex]?.scrollIntoView({ block: "nearest" });
  }, [activeIndex]);
  return (
    <div
      ref={list}
      id={`${id}-options`}
      role="listbox"
      tabIndex={-1}
      aria-label={queryTexts.suggestions}
      className={css["options"]}
      // The cursor stays in the field.
      onMouseDown={(event) => event.preventDefault()}
    >
      {options.map((option, index) => (
        <div
          key={option.key}
          id={`${id}-option-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === activeIndex}
          className={css["option"]}
          onClick={() => onChoose(option)}
          // The keys are the field's, which keeps the focus.
          onKeyDown={undefined}
        >
          {option.kind === "recent" && <Clock aria-hidden="true" />}
          {option.kind === "saved" && <Star aria-hidden="true" />}
          <span className={css[`name-${option.kind}`]}>{option.label}</span>
          {option.hint !== undefined && <span className={css["hint"]}>{option.hint}</span>}
        </div>
      ))}
    </div>
  );
}
