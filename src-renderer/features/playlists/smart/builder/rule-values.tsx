import type { ReactNode } from "react";
import { numberFacts } from "#shared/domain/query/query-fields.ts";
import { assertNever } from "#shared/lib/assert-never.ts";
import { ChipsInput } from "#renderer/ui/chips-input.tsx";
import { fieldOf } from "../model/rule-fields.ts";
import type { RuleTest } from "../model/rule-tree.ts";
import { smartTexts } from "../smart-texts.ts";
import css from "./builder.module.css";
import { DateValues } from "./date-values.tsx";
import { EventConditions } from "./event-conditions.tsx";
import { NumberValues } from "./number-values.tsx";
import { PlaylistValues } from "./playlist-values.tsx";

interface RuleValuesProps {
  readonly test: RuleTest;
  readonly onChange: (test: RuleTest) => void;
}

/** The controls for what a rule compares with, by the field's type. */
export function RuleValues({ test, onChange }: RuleValuesProps): ReactNode {
  switch (test.kind) {
    case "is":
    case "has":
      return null;
    case "words":
      return (
        <input
          className={css["input"]}
          aria-label={smartTexts.value}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={test.text}
          onChange={(event) => onChange({ ...test, text: event.target.value })}
        />
      );
    case "text":
      return test.field === "playlist" ? (
        <PlaylistValues values={test.values} onChange={(values) => onChange({ ...test, values })} />
      ) : (
        <TextValues test={test} onChange={onChange} />
      );
    case "date":
      return (
        <DateValues draft={test.test} onChange={(next) => onChange({ ...test, test: next })} />
      );
    case "number":
    case "events":
      return (
        <NumberValues
          form={numberFacts(test.field)}
          draft={test.test}
          onChange={(next) => onChange({ ...test, test: next })}
          {...(test.field === "plays" || test.field === "skips" ? { unit: smartTexts.times } : {})}
        />
      );
    default:
      return assertNever(test);
  }
}

/** The line under a rule about plays or skips; null for any other rule. */
export function RuleConditions({ test, onChange }: RuleValuesProps): ReactNode {
  if (test.kind !== "events" && test.kind !== "number") return null;
  const { field } = test;
  if (field !== "plays" && field !== "skips") return null;
  return (
    <EventConditions
      filters={test.kind === "events" ? test.filters : []}
      onChange={(filters) =>
        onChange(
          filters.length === 0
            ? { kind: "number", field, test: test.test }
            : { kind: "events", field, filters, test: test.test },
        )
      }
    />
  );
}

function TextValues({
  test,
  onChange,
}: {
  readonly test: RuleTest & { readonly kind: "text" };
  readonly onChange: (test: RuleTest) => void;
}): ReactNode {
  return (
    <ChipsInput
      label={smartTexts.value}
      chips={test.values.map((value) => ({ value }))}
      suggestFrom={fieldOf(test)?.hasValues === true ? test.field : null}
      placeholder={smartTexts.addValue}
      removeLabel={smartTexts.removeValue}
      onAdd={(value) =>
        !test.values.includes(value) && onChange({ ...test, values: [...test.values, value] })
      }
      onRemove={(value) =>
        onChange({ ...test, values: test.values.filter((other) => other !== value) })
      }
    />
  );
}
