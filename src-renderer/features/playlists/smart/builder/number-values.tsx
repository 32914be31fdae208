import type { ReactNode } from "react";
import { type NumberForm, parseNumber, printNumber } from "#shared/domain/query/number-values.ts";
import { assertNever } from "#shared/lib/assert-never.ts";
import { Rating } from "#renderer/ui/rating.tsx";
import type { NumberDraft } from "../model/rule-tree.ts";
import { smartTexts } from "../smart-texts.ts";
import css from "./builder.module.css";
import { ValueInput } from "./value-input.tsx";

interface NumberValuesProps {
  readonly form: NumberForm;
  readonly draft: NumberDraft;
  readonly onChange: (draft: NumberDraft) => void;
  /** Stands behind the value: "times". */
  readonly unit?: string;
}

/** The value, values or ends of a range that a number is compared with. */
export function NumberValues({ form, draft, onChange, unit }: NumberValuesProps): ReactNode {
  function field(
    label: string,
    value: number | null,
    change: (value: number | null) => void,
  ): ReactNode {
    return form.type === "stars" ? (
      <span className={css["stars"]}>
        <Rating
          size="medium"
          label={label}
          value={value === null ? null : value * 2}
          onChange={(halves) => change(halves === null ? null : halves / 2)}
        />
      </span>
    ) : (
      <ValueInput
        label={label}
        value={value}
        print={(number) => printNumber(form, number)}
        parse={(text) => numberFrom(form, text)}
        onChange={change}
        wrong={wrongText(form)}
        placeholder={placeholders[form.type]}
        width="short"
      />
    );
  }

  function content(): ReactNode {
    switch (draft.operator) {
      case "..":
        return (
          <>
            {field(smartTexts.from, draft.from, (from) => onChange({ ...draft, from }))}
            <span className={css["word"]}>{smartTexts.and}</span>
            {field(smartTexts.to, draft.to, (to) => onChange({ ...draft, to }))}
          </>
        );
      case "=":
      case "!=":
        if (form.type === "stars" && draft.values.length < 2)
          return field(smartTexts.value, draft.values[0] ?? null, (value) =>
            onChange({ ...draft, values: value === null ? [] : [value] }),
          );
        return (
          <ValueInput
            label={smartTexts.value}
            value={draft.values.length === 0 ? null : draft.values}
            print={(values) => values.map((value) => printNumber(form, value)).join(", ")}
            parse={(text) => numbersFrom(form, text)}
            onChange={(values) => onChange({ ...draft, values: values ?? [] })}
            wrong={wrongText(form)}
            placeholder={placeholders[form.type]}
            width="medium"
          />
        );
      default:
        return field(smartTexts.value, draft.value, (value) => onChange({ ...draft, value }));
    }
  }

  return (
    <>
      {content()}
      {unit !== undefined && <span className={css["word"]}>{unit}</span>}
    </>
  );
}

const placeholders: Readonly<Record<NumberForm["type"], string>> = {
  number: "0",
  stars: "4",
  duration: "5:00",
  bytes: "10MB",
};

function wrongText({ type }: NumberForm): string {
  switch (type) {
    case "duration":
      return smartTexts.lengthWrong;
    case "bytes":
      return smartTexts.sizeWrong;
    case "number":
    case "stars":
      return smartTexts.numberWrong;
    default:
      return assertNever(type);
  }
}

function numberFrom(form: NumberForm, text: string): number | null {
  try {
    return parseNumber(form, text, 0, text.length);
  } catch {
    // The field says what is wrong; how the parser puts it matters where a whole query is typed.
    return null;
  }
}

function numbersFrom(form: NumberForm, text: string): readonly number[] | null {
  const values = text.split(",").map((part) => numberFrom(form, part));
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? known : null;
}
