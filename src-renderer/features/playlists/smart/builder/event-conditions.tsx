import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import type { NumberForm } from "#shared/domain/query/number-values.ts";
import { eventFilterNames, type EventFilterName } from "#shared/domain/query/query-fields.ts";
import { IconButton, Button } from "#renderer/ui/button.tsx";
import { DropdownMenu } from "#renderer/ui/menu.tsx";
import { Select } from "#renderer/ui/select.tsx";
import {
  dateOperatorOf,
  dateOperatorsFor,
  dateWithOperator,
  numberWithOperator,
} from "../model/rule-operators.ts";
import type { EventFilterDraft, NumberDraft } from "../model/rule-tree.ts";
import { smartTexts } from "../smart-texts.ts";
import css from "./builder.module.css";
import { DateValues } from "./date-values.tsx";
import { NumberValues } from "./number-values.tsx";

interface EventConditionsProps {
  readonly filters: readonly EventFilterDraft[];
  readonly onChange: (filters: readonly EventFilterDraft[]) => void;
}

const heardForm: NumberForm = { type: "duration", most: 9_999_999, isWhole: false };
const hourForm: NumberForm = { type: "number", most: 23, isWhole: true };

/** Which plays or skips count: when they were, how much was heard, at which hours. */
export function EventConditions({ filters, onChange }: EventConditionsProps): ReactNode {
  return (
    <div className={css["conditions"]}>
      {filters.map((filter, index) => (
        <div key={`${filter.name} ${index}`} className={css["condition"]}>
          <span className={css["word"]}>{smartTexts.conditionNamed[filter.name]}</span>
          <Condition filter={filter} onChange={(next) => onChange(filters.with(index, next))} />
          <IconButton
            size="small"
            label={smartTexts.removeCondition}
            onClick={() => onChange(filters.toSpliced(index, 1))}
          >
            <X />
          </IconButton>
        </div>
      ))}
      <DropdownMenu
        items={eventFilterNames.map((name) => ({
          type: "action",
          label: smartTexts.conditionNamed[name],
          onSelect: () => onChange([...filters, emptyFilter(name)]),
        }))}
      >
        <Button size="small" variant="quiet" icon={<Plus />}>
          {smartTexts.addCondition}
        </Button>
      </DropdownMenu>
    </div>
  );
}

function emptyFilter(name: EventFilterName): EventFilterDraft {
  if (name === "when")
    return { name, test: { operator: "<", value: { kind: "age", amount: 90, unit: "d" } } };
  return name === "heard"
    ? { name, test: { operator: "<", value: 30 } }
    : { name, test: { operator: "..", from: 22, to: 4 } };
}

function Condition({
  filter,
  onChange,
}: {
  readonly filter: EventFilterDraft;
  readonly onChange: (filter: EventFilterDraft) => void;
}): ReactNode {
  if (filter.name === "when") {
    const { test } = filter;
    return (
      <>
        <Select
          label={smartTexts.operator}
          value={dateOperatorOf(test)}
          options={dateOperatorsFor(test)}
          onChange={(operator) => onChange({ ...filter, test: dateWithOperator(test, operator) })}
        />
        <DateValues draft={test} onChange={(next) => onChange({ ...filter, test: next })} />
      </>
    );
  }
  const { test } = filter;
  return (
    <>
      <Select
        label={smartTexts.operator}
        value={test.operator}
        options={numberOperatorOptions}
        onChange={(operator) => onChange({ ...filter, test: numberWithOperator(test, operator) })}
      />
      <NumberValues
        form={filter.name === "heard" ? heardForm : hourForm}
        draft={test}
        onChange={(next) => onChange({ ...filter, test: next })}
      />
    </>
  );
}

const numberOperatorOptions = Object.entries(smartTexts.numberOperators).map(([value, label]) => ({
  value: value as NumberDraft["operator"],
  label,
}));
