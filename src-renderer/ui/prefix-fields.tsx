import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { texts } from "#renderer/lib/texts.ts";
import { Button, IconButton } from "./button.tsx";
import css from "./prefix-fields.module.css";
import { TextField } from "./text-field.tsx";

const say = texts.prefixes;

export interface Prefix {
  readonly id: number;
  readonly from: string;
  readonly to: string;
}

/** What main takes: the pairs that say something. */
export function prefixMapOf(prefixes: readonly Prefix[]): { from: string; to: string }[] {
  return prefixes
    .map(({ from, to }) => ({ from: from.trim(), to: to.trim() }))
    .filter(({ from }) => from !== "");
}

const most = 20;

/** Beginnings of paths and what they are on this computer. */
export function PrefixFields(props: {
  readonly prefixes: readonly Prefix[];
  readonly onChange: (prefixes: readonly Prefix[]) => void;
}): ReactNode {
  const { prefixes, onChange } = props;
  const set = (at: number, change: Partial<Prefix>): void =>
    onChange(prefixes.map((prefix, index) => (index === at ? { ...prefix, ...change } : prefix)));
  return (
    <div className={css["prefixes"]}>
      {prefixes.map(({ id, from, to }, index) => (
        <div key={id} className={css["prefix"]}>
          <TextField
            label={say.from}
            placeholder={say.fromPlaceholder}
            value={from}
            onChange={(event) => set(index, { from: event.target.value })}
          />
          <TextField
            label={say.to}
            placeholder={say.toPlaceholder}
            value={to}
            onChange={(event) => set(index, { to: event.target.value })}
          />
          {prefixes.length > 1 && (
            <IconButton
              label={say.remove}
              onClick={() => onChange(prefixes.filter((_, at) => at !== index))}
            >
              <X />
            </IconButton>
          )}
        </div>
      ))}
      {prefixes.length < most && (
        <Button
          size="small"
          variant="quiet"
          icon={<Plus />}
          onClick={() =>
            onChange([...prefixes, { id: (prefixes.at(-1)?.id ?? 0) + 1, from: "", to: "" }])
          }
        >
          {say.add}
        </Button>
      )}
    </div>
  );
}
