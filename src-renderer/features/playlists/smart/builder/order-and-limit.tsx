import { ArrowDown, ArrowUp, Dices, Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import type { SmartLimit, SmartRules } from "#shared/domain/playlists/smart-rules.ts";
import { type SmartSortKey, smartSortKeys } from "#shared/domain/playlists/smart-sort.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { Select } from "#renderer/ui/select.tsx";
import { Switch } from "#renderer/ui/switch.tsx";
import { smartTexts } from "../smart-texts.ts";
import css from "./builder.module.css";
import { ValueInput } from "./value-input.tsx";

interface OrderProps {
  readonly sort: SmartRules["sort"];
  readonly onChange: (sort: SmartRules["sort"]) => void;
  readonly onDrawAgain: () => void;
}

const maxSortKeys = 4;

/** By what the songs are ordered, the first key first; `random` draws, and draws again. */
export function Order({ sort, onChange, onDrawAgain }: OrderProps): ReactNode {
  const isRandom = sort.some(({ key }) => key === "random");
  const unused = smartSortKeys.filter((key) => !sort.some((entry) => entry.key === key));
  const firstUnused = sort.length === 0 ? "addedAt" : unused.find((key) => key !== "random");
  return (
    <div className={css["order"]}>
      <span className={css["word"]}>{smartTexts.sort}</span>
      {sort.length === 0 && <span>{smartTexts.libraryOrder}</span>}
      {sort.map(({ key, descending }, index) => (
        <span key={key} className={css["sortKey"]}>
          {index > 0 && <span className={css["word"]}>{smartTexts.thenBy}</span>}
          <Select<SmartSortKey>
            label={smartTexts.sortKey(index + 1)}
            value={key}
            options={smartSortKeys
              .filter((other) => other === key || unused.includes(other))
              .map((value) => ({ value, label: smartTexts.sortKeys[value] }))}
            onChange={(next) => onChange(sort.with(index, { key: next, descending }))}
          />
          {key !== "random" && (
            <IconButton
              size="small"
              label={smartTexts.descending}
              onClick={() => onChange(sort.with(index, { key, descending: !descending }))}
            >
              {descending ? (
                <ArrowDown aria-label={smartTexts.descendingShown} />
              ) : (
                <ArrowUp aria-label={smartTexts.ascendingShown} />
              )}
            </IconButton>
          )}
          <IconButton
            size="small"
            label={smartTexts.removeSort}
            onClick={() => onChange(sort.toSpliced(index, 1))}
          >
            <X />
          </IconButton>
        </span>
      ))}
      {sort.length < maxSortKeys && firstUnused !== undefined && (
        <IconButton
          size="small"
          label={smartTexts.addSort}
          onClick={() => onChange([...sort, { key: firstUnused, descending: sort.length === 0 }])}
        >
          <Plus />
        </IconButton>
      )}
      {isRandom && (
        <Button size="small" icon={<Dices />} onClick={onDrawAgain}>
          {smartTexts.drawAgain}
        </Button>
      )}
    </div>
  );
}

interface LimitUnit {
  readonly by: SmartLimit["by"];
  readonly factor: number;
}

const limitUnits = {
  songs: { by: "count", factor: 1 },
  minutes: { by: "durationSec", factor: 60 },
  hours: { by: "durationSec", factor: 3600 },
  mb: { by: "bytes", factor: 1e6 },
  gb: { by: "bytes", factor: 1e9 },
} as const satisfies Readonly<Record<string, LimitUnit>>;
type LimitUnitName = keyof typeof limitUnits;
const limitUnitNames: readonly LimitUnitName[] = ["songs", "minutes", "hours", "mb", "gb"];

interface LimitProps {
  readonly limit: SmartLimit | null;
  readonly onChange: (limit: SmartLimit | null) => void;
}

/** How many songs, minutes or megabytes the playlist takes at most. */
export function Limit({ limit, onChange }: LimitProps): ReactNode {
  const unit = limit === null ? "songs" : unitOf(limit);
  const { by, factor } = limitUnits[unit];
  return (
    <div className={css["order"]}>
      <Switch
        label={smartTexts.limit}
        isOn={limit !== null}
        onChange={(isOn) => onChange(isOn ? { by: "count", value: 50 } : null)}
      />
      {limit !== null && (
        <>
          <ValueInput
            label={smartTexts.limitAmount}
            value={limit.value / factor}
            print={String}
            parse={amountFrom}
            onChange={(amount) => amount !== null && onChange({ by, value: amount * factor })}
            wrong={smartTexts.numberWrong}
            width="short"
          />
          <Select
            label={smartTexts.limitUnit}
            value={unit}
            options={limitUnitNames.map((value) => ({
              value,
              label: smartTexts.limitUnits[value],
            }))}
            onChange={(next) =>
              onChange({
                by: limitUnits[next].by,
                value: (limit.value / factor) * limitUnits[next].factor,
              })
            }
          />
        </>
      )}
    </div>
  );
}

/** The largest unit that shows the amount as a whole number. */
function unitOf(limit: SmartLimit): LimitUnitName {
  const fitting = limitUnitNames.filter(
    (name) =>
      limitUnits[name].by === limit.by && Number.isInteger(limit.value / limitUnits[name].factor),
  );
  return fitting.at(-1) ?? (limit.by === "durationSec" ? "minutes" : "mb");
}

function amountFrom(text: string): number | null {
  return /^[1-9]\d{0,6}$/u.test(text.trim()) ? Number(text) : null;
}
