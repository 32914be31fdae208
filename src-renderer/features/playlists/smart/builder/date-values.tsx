import type { ReactNode } from "react";
import type { Age, AgeUnit, CalendarDate } from "#shared/domain/query/query-ast.ts";
import { parseDateValue, printDateValue } from "#shared/domain/query/date-values.ts";
import { Select } from "#renderer/ui/select.tsx";
import { dateOperatorOf } from "../model/rule-operators.ts";
import type { DateDraft } from "../model/rule-tree.ts";
import { smartTexts } from "../smart-texts.ts";
import css from "./builder.module.css";
import { ValueInput } from "./value-input.tsx";

interface DateValuesProps {
  readonly draft: DateDraft;
  readonly onChange: (draft: DateDraft) => void;
}

/** So long ago, a day, month or year, or a range of either. */
export function DateValues({ draft, onChange }: DateValuesProps): ReactNode {
  const operator = dateOperatorOf(draft);
  switch (draft.operator) {
    case "..":
      return (
        <>
          <Point
            label={smartTexts.from}
            isAge={operator === "betweenAges"}
            value={draft.from}
            onChange={(from) => onChange({ ...draft, from })}
          />
          <span className={css["word"]}>{smartTexts.and}</span>
          <Point
            label={smartTexts.to}
            isAge={operator === "betweenAges"}
            value={draft.to}
            onChange={(to) => onChange({ ...draft, to })}
          />
          {operator === "betweenAges" && <span className={css["word"]}>{smartTexts.ago}</span>}
        </>
      );
    case "=":
    case "!=":
      return (
        <ValueInput
          label={smartTexts.value}
          value={draft.values.length === 0 ? null : draft.values}
          print={(values) => values.map(printDateValue).join(", ")}
          parse={datesFrom}
          onChange={(values) => onChange({ ...draft, values: values ?? [] })}
          wrong={smartTexts.dateWrong}
          placeholder={smartTexts.dateHint}
          width="long"
        />
      );
    default:
      return (
        <Point
          label={smartTexts.value}
          isAge={draft.value?.kind === "age"}
          value={draft.value}
          onChange={(value) => onChange({ ...draft, value })}
        />
      );
  }
}

interface PointProps {
  readonly label: string;
  readonly isAge: boolean;
  readonly value: Age | CalendarDate | null;
  readonly onChange: (value: Age | CalendarDate | null) => void;
}

function Point({ label, isAge, value, onChange }: PointProps): ReactNode {
  if (isAge)
    return (
      <AgeFields label={label} value={value?.kind === "age" ? value : null} onChange={onChange} />
    );
  return (
    <ValueInput
      label={label}
      value={value?.kind === "date" ? value : null}
      print={printDateValue}
      parse={dateFrom}
      onChange={onChange}
      wrong={smartTexts.dateWrong}
      placeholder={smartTexts.dateHint}
      width="long"
    />
  );
}

const ageUnits: readonly AgeUnit[] = ["h", "d", "w", "m", "y"];

function AgeFields({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: Age | null;
  readonly onChange: (value: Age) => void;
}): ReactNode {
  const age = value ?? { kind: "age", amount: 30, unit: "d" };
  return (
    <>
      <ValueInput
        label={label}
        value={age.amount}
        print={String}
        parse={amountFrom}
        // An age without a number would turn into a date: the last number stays until there is another.
        onChange={(amount) => amount !== null && onChange({ ...age, amount })}
        wrong={smartTexts.numberWrong}
        width="short"
      />
      <Select
        label={smartTexts.ageUnit}
        value={age.unit}
        options={ageUnits.map((unit) => ({ value: unit, label: smartTexts.ageUnits[unit] }))}
        onChange={(unit) => onChange({ ...age, unit })}
      />
    </>
  );
}

function amountFrom(text: string): number | null {
  return /^[1-9]\d{0,4}$/u.test(text.trim()) ? Number(text) : null;
}

function dateFrom(text: string): CalendarDate | null {
  try {
    const value = parseDateValue(text, 0, text.length);
    return value.kind === "date" ? value : null;
  } catch {
    // The field says what is wrong.
    return null;
  }
}

function datesFrom(text: string): readonly CalendarDate[] | null {
  const values = text.split(",").map((part) => dateFrom(part.trim()));
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? known : null;
}
